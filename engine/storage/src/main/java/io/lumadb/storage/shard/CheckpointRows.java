package io.lumadb.storage.shard;

import io.lumadb.document.error.LumaException;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.hot.Generation;
import io.lumadb.storage.hot.Generation.Slot;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.index.IndexChange;
import io.lumadb.storage.index.IndexKeys;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.Rows;
import io.lumadb.storage.warm.WarmBatch;
import io.lumadb.storage.warm.WarmStore;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The rows that a checkpoint puts into RocksDB: documents, index entries, and the shard's own notes. */
final class CheckpointRows {

    private CheckpointRows() {}

    /**
     * Hands them to RocksDB as one batch; nothing is flushed yet.
     *
     * @throws LumaException what RocksDB said, DISK_FULL among it: then nothing was taken
     */
    static void write(WarmStore store, Frozen frozen) {
        try (WarmBatch batch = store.batch(frozen.bytes())) {
            for (Entry entry : inOrder(frozen.documents(), Entry::key)) {
                if (!frozen.dropped().contains(Keys.collection(entry.key()))) {
                    put(batch, entry);
                }
            }
            inOrder(frozen.indexChanges(), IndexChange::key).forEach(change -> put(batch, change));
            frozen.droppedNow().forEach(collection -> dropCollection(batch, collection));
            for (Frozen.DroppedIndex dropped : frozen.droppedIndexes()) {
                IndexKeys.Range range = IndexKeys.all(dropped.collection(), dropped.index());
                batch.deleteRange(Family.INDEXES, range.from(), range.to());
            }
            putNotes(batch, frozen);
            batch.write();
        }
    }

    /**
     * By key: a memtable remembers where its last row went, and has the next one beside it without a search. Rows in the
     * order of their writes took twice the time in all, most of it waiting for memory.
     */
    private static <V> List<V> inOrder(Generation<V> changes, Function<V, byte[]> key) {
        return changes.slots().stream()
                .map(Slot::value)
                .sorted(Comparator.comparing(key, Arrays::compareUnsigned))
                .toList();
    }

    private static void put(WarmBatch batch, Entry entry) {
        byte[] key = entry.key();
        switch (entry.content()) {
            case Content.Live live -> {
                batch.put(Family.DOCUMENTS, key, Rows.document(live));
                batch.put(
                        Family.ACCESS,
                        key,
                        Rows.access(new Rows.Access(entry.heat().lastAccessMillis(), live.bytes())));
            }
            case Content.Gone _ -> {
                batch.delete(Family.DOCUMENTS, key);
                batch.delete(Family.ACCESS, key);
            }
            case Content.Cold cold -> {
                batch.delete(Family.DOCUMENTS, key);
                batch.delete(Family.ACCESS, key);
                batch.put(Family.LOCATORS, key, Rows.locator(cold));
            }
        }
        if (entry.coversLocator() && !(entry.content() instanceof Content.Cold)) {
            batch.delete(Family.LOCATORS, key);
        }
    }

    private static void put(WarmBatch batch, IndexChange change) {
        if (change.row().isPresent()) {
            batch.put(Family.INDEXES, change.key(), change.row().get());
        } else {
            batch.delete(Family.INDEXES, change.key());
        }
    }

    private static void dropCollection(WarmBatch batch, int collection) {
        for (Family family : List.of(Family.DOCUMENTS, Family.ACCESS, Family.LOCATORS, Family.INDEXES)) {
            batch.deleteRange(family, Keys.prefix(collection), Keys.end(collection));
        }
    }

    private static void putNotes(WarmBatch batch, Frozen frozen) {
        RequestLog.Delta requests = frozen.requests();
        if (requests.forgottenFrom() < requests.first()) {
            batch.deleteRange(
                    Family.META, StateRow.requestKey(requests.forgottenFrom()), StateRow.requestKey(requests.first()));
        }
        for (RequestLog.Remembered remembered : requests.added()) {
            batch.put(Family.META, StateRow.requestKey(remembered.sequence()), StateRow.encode(remembered));
        }
        for (Segments.Written written : frozen.segments().written()) {
            batch.put(Family.META, StateRow.segmentKey(written.manifest().segment()), StateRow.encode(written));
        }
        for (long segment : frozen.segments().removed().keySet()) {
            batch.delete(Family.META, StateRow.segmentKey(segment));
        }
        StateRow row = new StateRow(
                frozen.index(),
                frozen.term(),
                frozen.lastRevision(),
                frozen.totals(),
                frozen.indexes(),
                frozen.dropped());
        batch.put(Family.META, StateRow.KEY, row.encode());
    }
}
