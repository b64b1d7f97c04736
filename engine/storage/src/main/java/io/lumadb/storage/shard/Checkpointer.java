package io.lumadb.storage.shard;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
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
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the state of one log entry to disk: frozen on the core loop, written and flushed on a disk thread as one batch,
 * and settled on the loop again. One at a time. Its fields belong to the core loop, but for those that say what is
 * durable.
 */
final class Checkpointer {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
    private static final long ROOM_PAUSE_MILLIS = 500;

    private final ShardState state;
    private final WarmStore store;
    private final Seat seat;
    private final Executor disk;
    private final Consumer<Throwable> onFailure;
    private final Function<Frozen, @Nullable Runnable> onDurable;

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

    private volatile long durableIndex;
    private volatile long durableTerm;
    private final AtomicLong settled = new AtomicLong();

    /**
     * {@code onDurable} is told on the loop what has become durable, and gives what to do when no reader is left that may
     * see the state before.
     */
    Checkpointer(
            ShardState state,
            WarmStore store,
            Seat seat,
            Executor disk,
            Consumer<Throwable> onFailure,
            Function<Frozen, @Nullable Runnable> onDurable) {
        this.state = state;
        this.store = store;
        this.seat = seat;
        this.disk = disk;
        this.onFailure = onFailure;
        this.onDurable = onDurable;
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

    /** When the last one started, by the given clock. */
    long startedMillis() {
        return startedMillis;
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

    private void start(long nowMillis) {
        if (state.midEntry) {
            running = true;
            seat.post(() -> {
                running = false;
                start(nowMillis);
            });
            return;
        }
        List<CompletableFuture<Long>> covered = waiting;
        waiting = new ArrayList<>();
        startedMillis = nowMillis;
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
            store.flush();
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
            onFailure.accept(cause);
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
        state.see(store.snapshot(), onDurable.apply(frozen));
        durableTerm = frozen.term();
        durableIndex = frozen.index();
        settleFrom(frozen, 0, covered, nowMillis);
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
            seat.post(() -> settleFrom(frozen, to, covered, nowMillis));
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
