package io.lumadb.cluster.view;

import java.util.List;

/** One of {@code GET /api/v1/collections}; {@code GET /api/v1/collections/{c}} gives the same for one. */
public record CollectionSummary(String name, long documents, TierAmounts tiers, List<IndexSummary> indexes) {

    /** {@code fields} as {@code path} or {@code path DESC}; {@code kind}: btree, hash, fulltext, vector. */
    public record IndexSummary(String name, List<String> fields, String kind, boolean unique) {}
}
