package io.lumadb.storage.shard;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.ShardStore;
import io.lumadb.storage.StorageListener.Severity;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.WriteResult;
import io.lumadb.storage.core.CoreLoop;
import io.lumadb.storage.shard.ApplyQueue.Pending;
import io.lumadb.storage.view.DocumentView;
import io.lumadb.storage.view.ShardView;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.WarmCursor;
import io.lumadb.storage.warm.WarmSnapshot;
import io.lumadb.storage.warm.WarmStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A shard replica of this node. Its state belongs to {@link #loop()}; the public methods may be called from any thread.
 */
public final class LocalShard implements ShardStore {

    private static final long CHECKPOINT_AGE_MILLIS = 10_000;
    private static final long CHECKPOINT_DIRTY_BYTES = 64L * 1024 * 1024;
    private static final long VIEW_NANOS = 250_000_000;

    private final int shard;
    private final Node node;
    private final CoreLoop loop;
    private final WarmStore store;
    private final ColdReader cold;
    private final ShardState state;
    private final ApplyQueue queue;
    private final Checkpointer checkpointer;
    private final ReadMeter reads = new ReadMeter();
    private final Gauges gauges;
    private final AtomicBoolean tickWaits = new AtomicBoolean();
    private long viewedNanos;

    /** The present moment, while nothing has changed since it was taken; holds its warm snapshot. Set on the loop. */
    private volatile @Nullable Moment current;

    private volatile long appliedIndex;
    private volatile boolean closed;

    /** Opens the replica's files; runs on the caller's thread, never on a core loop. */
    public LocalShard(int shard, Node node, CoreLoop loop, WarmStore store, ColdReader cold) {
        this.shard = shard;
        this.node = node;
        this.loop = loop;
        this.store = store;
        this.cold = cold;
        this.state = new ShardState(store.snapshot(), node.hotBytes());
        restore();
        ApplyStage stage = new ApplyStage(this, state);
        this.gauges = new Gauges(shard, loop.number(), reads);
        this.queue = new ApplyQueue(state, loop, node.reads(), cold, this::run);
        this.stage = stage;
        this.checkpointer = new Checkpointer(state, store, loop, node.disk(), this::fail, this::durable);
        this.appliedIndex = state.appliedIndex;
        gauges.update(state, store, checkpointer.durableIndex());
    }

    private final ApplyStage stage;

    private void restore() {
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

    @Override
    public int shard() {
        return shard;
    }

    @Override
    public int core() {
        return loop.number();
    }

    CoreLoop loop() {
        return loop;
    }

    Node node() {
        return node;
    }

    WarmStore store() {
        return store;
    }

    Checkpointer checkpointer() {
        return checkpointer;
    }

    Gauges gauges() {
        return gauges;
    }

    @Override
    public CompletableFuture<List<WriteResult>> apply(long term, long index, ShardCommand command) {
        CompletableFuture<List<WriteResult>> result = new CompletableFuture<>();
        Pending entry = new Pending(term, index, command, ApplyStage.keys(command), result);
        submit(() -> queue.add(entry));
        return result;
    }

    @Override
    public void skip(long term, long index) {
        Pending entry = new Pending(term, index, null, List.of(), new CompletableFuture<>());
        submit(() -> queue.add(entry));
    }

    private void submit(Runnable task) {
        if (closed) {
            throw new LumaException(ErrorCode.UNAVAILABLE, "shard " + shard + " is closed on this node");
        }
        loop.submit(task);
    }

    private Optional<List<WriteResult>> run(Pending entry) {
        changed();
        Optional<List<WriteResult>> results = stage.run(entry, queue);
        gauges.applied(System.nanoTime() - entry.arrivedNanos);
        appliedIndex = state.appliedIndex;
        return results;
    }

    /** The present moment is over: the next reader has a new one taken. On the loop. */
    void changed() {
        Moment former = current;
        if (former != null) {
            current = null;
            former.warm().release();
        }
    }

    @Override
    public long appliedIndex() {
        return appliedIndex;
    }

    @Override
    public long durableIndex() {
        return checkpointer.durableIndex();
    }

    @Override
    public long durableTerm() {
        return checkpointer.durableTerm();
    }

    @Override
    public CompletableFuture<Long> checkpoint() {
        CompletableFuture<Long> durable = new CompletableFuture<>();
        submit(() -> checkpointer.request(durable, node.config().clock().millis()));
        return durable;
    }

    /** Without a hop to the core loop when nothing was written since the last snapshot. */
    @Override
    public CompletableFuture<ShardSnapshot> snapshot() {
        Moment present = current;
        if (present != null && present.warm().retain()) {
            return CompletableFuture.completedFuture(reader(present));
        }
        CompletableFuture<ShardSnapshot> snapshot = new CompletableFuture<>();
        submit(() -> {
            LocalSnapshot taken = snapshotNow();
            loop.answers().execute(() -> {
                if (!snapshot.complete(taken)) {
                    taken.close();
                }
            });
        });
        return snapshot;
    }

    /** On the loop. */
    LocalSnapshot snapshotNow() {
        Moment present = current;
        if (present == null) {
            requireHeld(state.warm);
            present = new Moment(
                    state.appliedIndex,
                    state.overlay.freeze(),
                    state.indexOverlay.freeze(),
                    state.warm,
                    state.indexes,
                    state.dropped,
                    state.segments.manifests());
            current = present;
        }
        requireHeld(present.warm());
        return reader(present);
    }

    private static void requireHeld(WarmSnapshot warm) {
        if (!warm.retain()) {
            throw new IllegalStateException("the loop's own snapshot of RocksDB was released");
        }
    }

    private LocalSnapshot reader(Moment moment) {
        return new LocalSnapshot(
                moment, cold, reads, (_, _, _) -> {}, node.config().clock());
    }

    /** The replica can go no further. On the loop. */
    void fail(Throwable cause) {
        queue.fail(cause);
        node.listener()
                .happened(Severity.CRITICAL, "shard-failed", shard, "shard " + shard + " stops: " + cause.getMessage());
    }

    private void durable(Frozen frozen) {
        changed();
    }

    @Override
    public void leading(boolean leads) {
        // Only moves to cold and back are the leader's.
    }

    @Override
    public CompletableFuture<Long> move(int collection, Optional<List<Value>> ids, Tier to) {
        return CompletableFuture.failedFuture(
                new LumaException(ErrorCode.NOT_BUILT_YET, "documents cannot be moved by hand yet"));
    }

    @Override
    public CompletableFuture<Optional<DocumentView>> locate(int collection, Value id) {
        return CompletableFuture.failedFuture(
                new LumaException(ErrorCode.NOT_BUILT_YET, "documents cannot be located yet"));
    }

    @Override
    public ShardView view() {
        return gauges.view();
    }

    /** Regular work: the view, checkpoints that are due. At most one waits at a time. Any thread. */
    void tick() {
        if (!closed && tickWaits.compareAndSet(false, true)) {
            loop.post(() -> {
                tickWaits.set(false);
                tickNow();
            });
        }
    }

    private void tickNow() {
        if (closed) {
            return;
        }
        if (System.nanoTime() - viewedNanos >= VIEW_NANOS) {
            viewedNanos = System.nanoTime();
            gauges.update(state, store, checkpointer.durableIndex());
        }
        long now = node.config().clock().millis();
        boolean behind = state.appliedIndex > checkpointer.durableIndex();
        if (behind
                && !checkpointer.isRunning()
                && (now - checkpointer.startedMillis() >= CHECKPOINT_AGE_MILLIS
                        || state.dirtyBytes >= CHECKPOINT_DIRTY_BYTES)) {
            checkpointer.request(new CompletableFuture<>(), now);
        }
    }

    /** Ends all work on the replica and closes its files. Not on a core loop. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        CompletableFuture<Void> left = new CompletableFuture<>();
        loop.post(() -> {
            changed();
            queue.fail(new LumaException(ErrorCode.UNAVAILABLE, "shard " + shard + " is closed on this node"));
            state.forgetHotBytes();
            state.warm.release();
            left.complete(null);
        });
        left.join();
        store.close();
    }
}
