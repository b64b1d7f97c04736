package io.lumadb.storage.shard;

import io.lumadb.document.Tier;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.WarmCursor;
import io.lumadb.storage.warm.WarmSnapshot;

/** Takes a shard's state back from what its last checkpoint wrote. */
final class SavedState {

    private SavedState() {}

    /** Fills a new state from its own snapshot of RocksDB. On the thread that opens the shard. */
    static void into(ShardState state) {
        WarmSnapshot warm = state.warm;
        Checkpointer.load(warm).ifPresent(row -> {
            state.appliedIndex = row.index();
            state.appliedTerm = row.term();
            state.lastRevision = row.lastRevision();
            state.indexes = row.indexes();
            state.dropped = row.dropped();
            row.totals().forEach((collection, totals) -> {
                state.census.add(collection, Tier.WARM, totals.documents(), totals.bytes());
                state.census.add(collection, Tier.COLD, totals.coldDocuments(), totals.coldBytes());
            });
        });
        try (WarmCursor segments =
                        warm.range(Family.META, StateRow.firstSegmentKey(), StateRow.endOfSegmentKeys(), false);
                WarmCursor requests =
                        warm.range(Family.META, StateRow.firstRequestKey(), StateRow.endOfRequestKeys(), false)) {
            while (segments.advance()) {
                state.segments.restore(StateRow.decodeSegment(segments.row().value()));
            }
            while (requests.advance()) {
                WarmCursor.Row row = requests.row();
                state.requests.restore(StateRow.decodeRequest(row.key(), row.value()));
            }
        }
    }
}
