package io.lumadb.client.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of {@code GET /api/v1/collections}; {@code GET /api/v1/collections/{c}} gives the same for one. */
public record CollectionSummary(String name, long documents, TierAmounts tiers, List<IndexSummary> indexes) {

    /**
     * An index.
     *
     * @param fields as {@code path} or {@code path DESC}
     * @param kind btree, hash, fulltext, vector
     * @param state {@code ready}, {@code building} or {@code failed}; absent in the answers of an older server, whose
     *     indexes are all ready
     * @param documentsDone documents that are through, of an index that is being built
     * @param documentsTotal documents there are to go through, of an index that is being built
     * @param reason why a failed index could not be built
     */
    public record IndexSummary(
            String name,
            List<String> fields,
            String kind,
            boolean unique,
            @Nullable String state,
            @Nullable Long documentsDone,
            @Nullable Long documentsTotal,
            @Nullable String reason) {

        /** The state in a few words: {@code ready}, {@code building, 40 %}, {@code failed: …}. */
        public String stateText() {
            String known = state == null ? "ready" : state;
            if (known.equals("building") && documentsDone != null && documentsTotal != null && documentsTotal > 0) {
                return known + ", " + 100 * documentsDone / documentsTotal + " %";
            }
            return reason == null ? known : known + ": " + reason;
        }
    }
}
