package io.lumadb.storage.shard;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.core.Piece;
import io.lumadb.storage.core.Seat;
import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.hot.Generation;
import io.lumadb.storage.hot.Generation.Slot;
import io.lumadb.storage.index.IndexChange;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.WarmSnapshot;
import io.lumadb.storage.warm.WarmStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the state of one log entry to disk: frozen on the core loop, written and flushed on a disk thread as one batch,
 * and settled on the loop again. One at a time. Its fields belong to the core loop, but for those that say what is
 * durable.
 *
 * <p>Where nobody waits for the disk it stops half-way: RocksDB has the batch in its memory, from where everybody reads it,
 * documents may leave RAM, and the log keeps what a crash would take away until a later batch is flushed.
 */
final class Checkpointer {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
    private static final long ROOM_PAUSE_MILLIS = 500;

    private final ShardState state;
    private final WarmStore store;
    private final Seat seat;
    private final Executor disk;
    private final Follower follower;

    private final Set<Integer> droppedNow = new HashSet<>();
    private final List<Frozen.DroppedIndex> droppedIndexes = new ArrayList<>();
    private List<CompletableFuture<Long>> waiting = new ArrayList<>();
    private boolean running;
    private @Nullable Throwable failure;
    /** Why the one that runs waits for room on the disk, and who waits for it. */
    private @Nullable LumaException withoutRoom;

    private List<CompletableFuture<Long>> heldUp = List.of();
    private boolean ending;
    private long startedMillis;
    private long flushStartedMillis;
    /** What RocksDB has taken since its last flush: how many documents, and the segments that ended. */
    private int unflushedDocuments;

    private List<SegmentManifest> removed = new ArrayList<>();

    private volatile long durableIndex;
    private volatile long durableTerm;
    private final AtomicLong settled = new AtomicLong();

    /** Who is told how it goes. */
    interface Follower {
        /** No checkpoint comes any more. On the loop. */
        void failed(Throwable cause);

        /** Readers go by a later RocksDB from now on, which is on disk or in RocksDB's memory. On the loop. */
        void settled(boolean onDisk);

        /** Segments are gone for good, on disk and for every reader. On any thread. */
        void removed(List<SegmentManifest> segments);
    }

    Checkpointer(ShardState state, WarmStore store, Seat seat, Executor disk, Follower follower) {
        this.state = state;
        this.store = store;
        this.seat = seat;
        this.disk = disk;
        this.follower = follower;
        this.durableIndex = state.appliedIndex;
        this.durableTerm = state.appliedTerm;
    }

    long durableIndex() {
        return durableIndex;
    }

    long durableTerm() {
        return durableTerm;
    }

    /** Grows whenever entries may have left RAM: what was read of RocksDB before holds only if it has not. */
    long settled() {
        return settled.get();
    }

    boolean isRunning() {
        return running;
    }

    /** When the last one started, by the given clock, wherever it went. */
    long startedMillis() {
        return startedMillis;
    }

    /** When the last one to disk started, by the given clock. */
    long flushStartedMillis() {
        return flushStartedMillis;
    }

    /** Documents that RocksDB would lose in a crash, about: the log brings them back. */
    int unflushedDocuments() {
        return unflushedDocuments;
    }

    void collectionDropped(int collection) {
        droppedNow.add(collection);
    }

    void indexDropped(int collection, int index) {
        droppedIndexes.add(new Frozen.DroppedIndex(collection, index));
    }

    /** Starts one, or has another follow the one that runs, so that what is applied now is covered. */
    void request(CompletableFuture<Long> durable, long nowMillis) {
        if (failure != null) {
            refuse(List.of(durable), failure);
            return;
        }
        waiting.add(durable);
        if (!running) {
            start(nowMillis);
        }
    }

    /** Has RocksDB take what is in RAM alone, so that it can leave RAM; not to disk. Nothing happens while one runs. */
    void relieve(long nowMillis) {
        if (failure == null && !running && !state.dirty.isEmpty()) {
            start(nowMillis);
        }
    }

    /** One to disk where somebody waits for it. */
    private void start(long nowMillis) {
        if (state.midEntry) {
            running = true;
            seat.postRested(() -> {
                running = false;
                start(nowMillis);
            });
            return;
        }
        List<CompletableFuture<Long>> covered = waiting;
        waiting = new ArrayList<>();
        startedMillis = nowMillis;
        if (!covered.isEmpty()) {
            flushStartedMillis = nowMillis;
        }
        if (state.appliedIndex <= durableIndex && state.dirty.isEmpty() && !state.notesChanged) {
            answer(covered);
            return;
        }
        running = true;
        Frozen frozen = freeze();
        disk.execute(() -> write(frozen, covered, nowMillis, false));
    }

    /**
     * On a disk thread. A full disk is no failure of the shard: what is frozen stays in RAM and in the log, and is written
     * when there is room.
     *
     * @param batched whether RocksDB has taken the batch and only has to flush it
     */
    private void write(Frozen frozen, List<CompletableFuture<Long>> covered, long nowMillis, boolean batched) {
        boolean taken = batched;
        try {
            if (!taken) {
                CheckpointRows.write(store, frozen);
                taken = true;
            }
            if (!covered.isEmpty()) {
                store.flush();
            }
            seat.post(() -> settle(frozen, covered, nowMillis));
        } catch (LumaException e) {
            if (e.code() == ErrorCode.DISK_FULL) {
                boolean flushOnly = taken;
                seat.post(() -> awaitRoom(frozen, covered, nowMillis, flushOnly, e));
            } else {
                failed(frozen, covered, e);
            }
        } catch (RuntimeException | Error e) {
            // An error too: without an answer the shard would never write a checkpoint again, and nobody would know.
            failed(frozen, covered, e);
        }
    }

    private void awaitRoom(
            Frozen frozen,
            List<CompletableFuture<Long>> covered,
            long nowMillis,
            boolean flushOnly,
            LumaException cause) {
        if (ending) {
            giveUp(covered, cause);
            return;
        }
        if (withoutRoom == null) {
            LOG.warn("the checkpoint in {} waits for room: {}", store.directory(), cause.detail());
        }
        withoutRoom = cause;
        heldUp = covered;
        CompletableFuture.delayedExecutor(ROOM_PAUSE_MILLIS, TimeUnit.MILLISECONDS, disk)
                .execute(() -> write(frozen, covered, nowMillis, flushOnly));
    }

    private void giveUp(List<CompletableFuture<Long>> covered, LumaException cause) {
        refuse(covered, cause);
        refuse(waiting, cause);
        waiting = new ArrayList<>();
    }

    private void failed(Frozen frozen, List<CompletableFuture<Long>> covered, Throwable cause) {
        LOG.error("the checkpoint at log entry {} in {} failed", frozen.index(), store.directory(), cause);
        seat.post(() -> {
            failure = cause;
            follower.failed(cause);
            refuse(covered, cause);
            refuse(waiting, cause);
        });
    }

    /** The last request before the shard closes: it does not wait for room on the disk. */
    void requestLast(CompletableFuture<Long> durable, long nowMillis) {
        ending = true;
        if (withoutRoom != null) {
            waiting.add(durable);
            giveUp(heldUp, withoutRoom);
        } else {
            request(durable, nowMillis);
        }
    }

    private void answer(List<CompletableFuture<Long>> covered) {
        long index = durableIndex;
        covered.forEach(future -> seat.answers().execute(() -> future.complete(index)));
    }

    private void refuse(List<CompletableFuture<Long>> futures, Throwable cause) {
        futures.forEach(future -> seat.answers().execute(() -> future.completeExceptionally(cause)));
    }

    private Frozen freeze() {
        Map<Integer, StateRow.Totals> totals = new HashMap<>();
        state.census.collections().forEach((collection, counts) -> totals.put(collection, total(counts)));
        Frozen frozen = new Frozen(
                state.appliedIndex,
                state.appliedTerm,
                state.lastRevision,
                state.dirtyBytes,
                state.dirty,
                state.dirtyIndex,
                state.requests.freeze(),
                state.segments.freeze(),
                state.indexes,
                totals,
                state.dropped,
                Set.copyOf(droppedNow),
                List.copyOf(droppedIndexes));
        droppedNow.clear();
        droppedIndexes.clear();
        state.dirty = new Generation<>();
        state.dirtyIndex = new Generation<>();
        state.dirtyBytes = 0;
        state.notesChanged = false;
        return frozen;
    }

    private static StateRow.Totals total(Census.Counts counts) {
        return new StateRow.Totals(
                counts.documents(io.lumadb.document.Tier.HOT) + counts.documents(io.lumadb.document.Tier.WARM),
                counts.bytes(io.lumadb.document.Tier.HOT) + counts.bytes(io.lumadb.document.Tier.WARM),
                counts.documents(io.lumadb.document.Tier.COLD),
                counts.bytes(io.lumadb.document.Tier.COLD));
    }

    private void settle(Frozen frozen, List<CompletableFuture<Long>> covered, long nowMillis) {
        withoutRoom = null;
        settled.incrementAndGet();
        follower.settled(!covered.isEmpty());
        removed.addAll(frozen.segments().removed().values());
        if (covered.isEmpty()) {
            unflushedDocuments += frozen.documents().slots().size();
            state.see(store.snapshot(), null);
        } else {
            unflushedDocuments = 0;
            state.see(store.snapshot(), endOfRemoved());
            durableTerm = frozen.term();
            durableIndex = frozen.index();
        }
        settleFrom(frozen, 0, covered, nowMillis);
    }

    /** What to do when no reader is left that may see the segments that ended until now. */
    private @Nullable Runnable endOfRemoved() {
        if (removed.isEmpty()) {
            return null;
        }
        List<SegmentManifest> gone = removed;
        removed = new ArrayList<>();
        return () -> follower.removed(gone);
    }

    /** Clears marks a piece at a time, so that a large checkpoint does not hold the core up. */
    private void settleFrom(Frozen frozen, int from, List<CompletableFuture<Long>> covered, long nowMillis) {
        List<Slot<Entry>> documents = frozen.documents().slots();
        List<Slot<IndexChange>> changes = frozen.indexChanges().slots();
        int to = Piece.run(from, documents.size() + changes.size(), i -> {
            if (i < documents.size()) {
                settle(documents.get(i));
            } else {
                settleIndex(changes.get(i - documents.size()));
            }
        });
        if (to < documents.size() + changes.size()) {
            seat.postRested(() -> settleFrom(frozen, to, covered, nowMillis));
            return;
        }
        running = false;
        answer(covered);
        if (!waiting.isEmpty()) {
            start(nowMillis);
        }
    }

    private void settle(Slot<Entry> slot) {
        Entry written = slot.value();
        if (state.overlay.get(written.key()) != written) {
            return;
        }
        written.dirty(null);
        if (!written.isLive()) {
            state.letGo(written);
        }
    }

    private void settleIndex(Slot<IndexChange> slot) {
        IndexChange written = slot.value();
        if (state.indexOverlay.get(written.key()) == written) {
            written.dirty(null);
            state.indexOverlay.remove(written.key());
        }
    }

    /** The state as a store holds it; empty for a new one. */
    static Optional<StateRow> load(WarmSnapshot warm) {
        return warm.get(Family.META, StateRow.KEY).map(StateRow::decode);
    }
}
