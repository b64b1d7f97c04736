package io.lumadb.storage.shard;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.ShardStore;
import io.lumadb.storage.StorageListener.Severity;
import io.lumadb.storage.care.Caretaker;
import io.lumadb.storage.cold.ColdStore;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.WriteResult;
import io.lumadb.storage.core.Seat;
import io.lumadb.storage.read.LocalSnapshot;
import io.lumadb.storage.read.ReadMeter;
import io.lumadb.storage.shard.ApplyQueue.Pending;
import io.lumadb.storage.tiering.SegmentViews;
import io.lumadb.storage.tiering.Tiering;
import io.lumadb.storage.view.ColdView;
import io.lumadb.storage.view.DocumentView;
import io.lumadb.storage.view.IndexBuildView;
import io.lumadb.storage.view.ShardView;
import io.lumadb.storage.view.TierPreview;
import io.lumadb.storage.view.WarmView;
import io.lumadb.storage.warm.WarmStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A shard replica of this node. Its state belongs to the core loop that {@link #seat()} lives on; the public methods may be
 * called from any thread.
 */
public final class LocalShard implements ShardStore {

    /** Above this multiple of the hot budget, the log waits for checkpoints. */
    private static final double OVERFLOW = 1.5;

    private final int shard;
    private final Node node;
    private final Seat seat;
    private final Door door;
    private final WarmStore store;
    private final ColdStore cold;
    private final ShardState state;
    private final ApplyQueue queue;
    private final Checkpointer checkpointer;
    private final ReadMeter reads = new ReadMeter();
    private final Gauges gauges;
    private final ApplyStage stage;
    private final IndexBuilds builds;
    private final Residence residence;
    private final Tiering tiering;
    private final Caretaker caretaker;
    private final Moments moments;
    private final Ticks ticks;
    private final ColdEnds coldEnds;
    /** Log entries that came and are not applied yet. */
    private final AtomicInteger entriesWaiting = new AtomicInteger();

    private volatile long appliedIndex;
    private volatile Optional<LumaException> failure = Optional.empty();

    /** Opens the replica's files; runs on the caller's thread, never on a core loop. */
    public LocalShard(int shard, Node node, Seat seat, WarmStore store, ColdStore cold) {
        this.shard = shard;
        this.node = node;
        this.seat = seat;
        this.door = new Door(shard, seat);
        this.store = store;
        this.cold = cold;
        this.coldEnds = new ColdEnds(shard, node, cold);
        this.state = new ShardState(store.snapshot(), node.hotBytes());
        SavedState.into(state);
        this.gauges = new Gauges(shard, seat, reads);
        this.queue = new ApplyQueue(state, seat, new PriorReads(node.reads(), cold, coldEnds::documentLost), this::run);
        this.stage = new ApplyStage(this, state);
        this.builds = new IndexBuilds(this, state);
        this.checkpointer = new Checkpointer(state, store, seat, node.disk(), new Checkpoints());
        this.residence = new Residence(state, seat, checkpointer, this::changed);
        this.tiering = new Tiering(this, node, cold);
        this.caretaker = new Caretaker(this, node, cold.care());
        this.moments = new Moments(
                state,
                moment -> new LocalSnapshot(
                        moment, cold, reads, tiering::accessed, node.config().clock(), node.fields()));
        this.ticks = new Ticks(this, state);
        this.appliedIndex = state.appliedIndex;
        updateView();
        seat.post(builds::resume);
    }

    @Override
    public int shard() {
        return shard;
    }

    @Override
    public int core() {
        return seat.core();
    }

    /** Where this replica's tasks go, on whatever core they run. */
    public Seat seat() {
        return seat;
    }

    public Node node() {
        return node;
    }

    /** The shard's RocksDB: what its log says is written by checkpoints alone. */
    public WarmStore store() {
        return store;
    }

    Checkpointer checkpointer() {
        return checkpointer;
    }

    IndexBuilds builds() {
        return builds;
    }

    Gauges gauges() {
        return gauges;
    }

    public Residence residence() {
        return residence;
    }

    public Tiering tiering() {
        return tiering;
    }

    public Caretaker caretaker() {
        return caretaker;
    }

    /** The cold segments as they are now. Any thread. */
    public Map<Long, SegmentManifest> manifests() {
        return state.segments.manifests();
    }

    /** Has a command agreed on by the shard's replicas. */
    public CompletableFuture<Void> propose(ShardCommand command) {
        return node.proposer().propose(shard, command);
    }

    /** How much of each segment is alive. */
    public CompletableFuture<Map<Long, Segments.Alive>> living() {
        return door.ask(state.segments::counts);
    }

    /** Amounts by collection as they are now: the {@link #view} may be older. */
    public CompletableFuture<Map<Integer, ShardView.Amounts>> amountsNow() {
        return door.ask(() -> gauges.amounts(state, store));
    }

    /** Documents wait to leave RAM until RocksDB has them. */
    public void relieveSoon() {
        ticks.relieveSoon();
    }

    @Override
    public CompletableFuture<List<WriteResult>> apply(long term, long index, ShardCommand command) {
        CompletableFuture<List<WriteResult>> result = new CompletableFuture<>();
        Pending entry = new Pending(term, index, command, ApplyStage.keys(command), result);
        waitForRoom();
        entriesWaiting.incrementAndGet();
        result.whenComplete((_, _) -> entriesWaiting.decrementAndGet());
        door.submit(() -> queue.add(entry), result);
        return result;
    }

    @Override
    public void skip(long term, long index) {
        Pending entry = new Pending(term, index, null, List.of(), new CompletableFuture<>());
        door.submit(() -> queue.add(entry), entry.result);
    }

    /**
     * Slows the log down while RAM holds far more than its budget because checkpoints do not keep up. Bounded, so that
     * the log entries that would relieve it get through.
     */
    private void waitForRoom() {
        if (node.hotBytes().sum() > OVERFLOW * node.config().hotBudgetBytes()) {
            Door.awaitBriefly(checkpoint());
        }
    }

    private Optional<List<WriteResult>> run(Pending entry) {
        if (!ApplyStage.movesOnly(entry.command)) {
            changed();
        }
        Optional<List<WriteResult>> results = stage.run(entry, queue);
        gauges.applied(System.nanoTime() - entry.arrivedNanos);
        appliedIndex = state.appliedIndex;
        return results;
    }

    /** The present moment is over: the next reader has a new one taken. On the loop. */
    void changed() {
        moments.over();
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
    public Optional<LumaException> failure() {
        return failure;
    }

    @Override
    public long durableTerm() {
        return checkpointer.durableTerm();
    }

    @Override
    public CompletableFuture<Long> checkpoint() {
        CompletableFuture<Long> durable = new CompletableFuture<>();
        door.submit(() -> checkpointer.request(durable, node.config().clock().millis()), durable);
        return durable;
    }

    /** The one before the shard closes; fails with DISK_FULL where others would wait for room. */
    public CompletableFuture<Long> lastCheckpoint() {
        CompletableFuture<Long> durable = new CompletableFuture<>();
        door.submit(
                () -> checkpointer.requestLast(durable, node.config().clock().millis()), durable);
        return durable;
    }

    /** Without a hop to the core loop when nothing was written since the last snapshot. */
    @Override
    public CompletableFuture<ShardSnapshot> snapshot() {
        Optional<LocalSnapshot> present = moments.present();
        if (present.isPresent()) {
            return CompletableFuture.completedFuture(present.get());
        }
        CompletableFuture<ShardSnapshot> snapshot = new CompletableFuture<>();
        door.submit(
                () -> {
                    LocalSnapshot taken = snapshotNow();
                    seat.answers().execute(() -> {
                        if (!snapshot.complete(taken)) {
                            taken.close();
                        }
                    });
                },
                snapshot);
        return snapshot;
    }

    /** On the loop. */
    LocalSnapshot snapshotNow() {
        return moments.take();
    }

    /** The replica can go no further. On the loop. */
    void fail(Throwable cause) {
        if (failure.isEmpty()) {
            failure = Optional.of(
                    cause instanceof LumaException known
                            ? known
                            : new LumaException(
                                    ErrorCode.INTERNAL, "shard " + shard + " stopped: " + cause, null, cause));
        }
        queue.fail(cause);
        node.listener()
                .happened(Severity.CRITICAL, "shard-failed", shard, "shard " + shard + " stops: " + cause.getMessage());
    }

    @Override
    public void leading(boolean leads) {
        tiering.leading(leads);
        caretaker.leading(leads);
    }

    @Override
    public void scrub() {
        caretaker.scrub();
    }

    @Override
    public ColdView cold() {
        return caretaker.view();
    }

    @Override
    public CompletableFuture<List<ColdView.SegmentView>> segments() {
        return living().thenApplyAsync(
                        counts -> SegmentViews.of(cold, manifests().values(), counts), node.reads());
    }

    @Override
    public CompletableFuture<Long> move(int collection, Optional<List<Value>> ids, Tier to) {
        return tiering.move(collection, ids, to);
    }

    @Override
    public CompletableFuture<TierPreview> preview(int collection, TieringPolicy policy, Duration within) {
        return tiering.preview(collection, policy, within);
    }

    @Override
    public CompletableFuture<Optional<DocumentView>> locate(int collection, Value id) {
        return tiering.locate(collection, id);
    }

    @Override
    public ShardView view() {
        return gauges.view();
    }

    @Override
    public WarmView warm() {
        return store.view(shard).orElseThrow(door::gone);
    }

    @Override
    public List<IndexBuildView> indexBuilds() {
        return builds.views();
    }

    @Override
    public CompletableFuture<Void> indexBuilt(int collection, int index) {
        return door.ask(() -> builds.built(collection, index)).thenCompose(built -> built);
    }

    /** Brings {@link #view} up to date now; blocks. For tests that have no ticks. */
    void refreshView() {
        door.ask(() -> {
                    updateView();
                    return durableIndex();
                })
                .join();
    }

    /** On the loop. */
    void updateView() {
        gauges.update(state, store, checkpointer.durableIndex());
    }

    boolean isClosed() {
        return door.isClosed();
    }

    /** Whether log entries wait to be applied. Any thread. */
    public boolean isBehind() {
        return entriesWaiting.get() > 0;
    }

    /**
     * Regular work: the view, checkpoints that are due, and moves, if they may. At most one waits at a time. Any thread.
     */
    public void tick(boolean moves) {
        if (!door.isClosed()) {
            ticks.tick(moves);
        }
    }

    /** Builds under way end; the next start begins them anew. */
    public void endBuilds() {
        builds.end();
    }

    /** No new pass begins. */
    public void endMoves() {
        tiering.close();
        caretaker.close();
    }

    /** Ends all work on the replica and closes its files. Not on a core loop. */
    public void close() {
        if (!door.close()) {
            return;
        }
        endMoves();
        CompletableFuture<Void> left = new CompletableFuture<>();
        seat.post(() -> {
            changed();
            queue.fail(door.gone());
            state.forgetHotBytes();
            state.warm.release();
            left.complete(null);
        });
        left.join();
        store.close();
    }

    private final class Checkpoints implements Checkpointer.Follower {
        @Override
        public void failed(Throwable cause) {
            fail(cause);
        }

        @Override
        public void settled(boolean onDisk) {
            changed();
            tiering.settled(onDisk);
        }

        @Override
        public void removed(List<SegmentManifest> segments) {
            coldEnds.delete(segments);
        }
    }
}
