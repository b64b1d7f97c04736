package io.lumadb.storage.shard;

import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.index.Indexes.Place;
import io.lumadb.storage.view.IndexBuildView;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * An index whose entries are being made while writes go on. The writes' changes are held here until the entries of the
 * documents that were there lie in RocksDB, and are then laid over them. {@link #hold}, {@link #begin} and {@link #take}
 * belong to the core loop; the counters and {@link #done} are for any thread.
 */
final class IndexBuild {

    final Place place;
    final IndexDefinition index;
    /** Completes when the index is ready and on disk; fails with the reason why it never will be. */
    final CompletableFuture<Void> done = new CompletableFuture<>();

    private boolean holds;
    private Map<byte[], Optional<byte[]>> held = none();
    private volatile long documents;
    private volatile long total;
    private volatile boolean cancelled;

    IndexBuild(Place place, IndexDefinition index) {
        this.place = place;
        this.index = index;
    }

    private static Map<byte[], Optional<byte[]>> none() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    /** From the moment of the builder's snapshot on, changes count: those before are in the snapshot. */
    void begin(long documentsNow) {
        holds = true;
        total = documentsNow;
    }

    /** Takes a change of an entry; empty removes it. */
    void hold(byte[] key, Optional<byte[]> row) {
        if (holds) {
            held.put(key, row);
        }
    }

    int heldChanges() {
        return held.size();
    }

    /** What is held, in key order; nothing is held afterwards. */
    Map<byte[], Optional<byte[]>> take() {
        Map<byte[], Optional<byte[]>> taken = held;
        held = none();
        return taken;
    }

    /** No more work for it: the builder stops at its next batch. On the loop. */
    void cancel() {
        cancelled = true;
        holds = false;
        held = none();
    }

    /** The node stops: the next start begins anew. Any thread. */
    void stop() {
        cancelled = true;
        done.completeExceptionally(new LumaException(
                ErrorCode.UNAVAILABLE, "the node stops; index '" + index.name() + "' is built when it starts again"));
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** On the builder's thread. */
    void built(long documentsSoFar) {
        documents = documentsSoFar;
    }

    long documents() {
        return documents;
    }

    IndexBuildView view() {
        return new IndexBuildView(place.collection(), place.index(), documents, Math.max(total, documents));
    }
}
