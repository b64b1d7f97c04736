package io.lumadb.cluster.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of {@code GET /api/v1/collections}; {@code GET /api/v1/collections/{c}} gives the same for one. */
public record CollectionSummary(String name, long documents, TierAmounts tiers, List<IndexSummary> indexes) {

    /**
     * An index.
     *
     * @param fields as {@code path} or {@code path DESC}
     * @param kind btree, hash, fulltext, vector
     * @param state {@code ready}, {@code building} or {@code failed}; queries use those that are ready
     * @param documentsDone documents that are through, of an index that is being built
     * @param documentsTotal documents there are to go through, of an index that is being built
     * @param reason why a failed index could not be built
     */
    public record IndexSummary(
            String name,
            List<String> fields,
            String kind,
            boolean unique,
            String state,
            @Nullable Long documentsDone,
            @Nullable Long documentsTotal,
            @Nullable String reason) {

        /** An index that is ready. */
        public IndexSummary(String name, List<String> fields, String kind, boolean unique) {
            this(name, fields, kind, unique, "ready", null, null, null);
        }
    }
}
