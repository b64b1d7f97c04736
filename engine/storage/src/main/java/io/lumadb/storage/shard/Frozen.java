package io.lumadb.storage.shard;

import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.hot.Generation;
import io.lumadb.storage.index.IndexChange;
import io.lumadb.storage.index.Indexes;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything a checkpoint takes from the state at one log entry, to be written on another thread.
 *
 * @param bytes about what the documents and index changes take in RAM
 */
record Frozen(
        long index,
        long term,
        long lastRevision,
        long bytes,
        Generation<Entry> documents,
        Generation<IndexChange> indexChanges,
        RequestLog.Delta requests,
        Segments.Delta segments,
        Indexes indexes,
        Map<Integer, StateRow.Totals> totals,
        Set<Integer> dropped,
        Set<Integer> droppedNow,
        List<DroppedIndex> droppedIndexes) {

    record DroppedIndex(int collection, int index) {}
}
