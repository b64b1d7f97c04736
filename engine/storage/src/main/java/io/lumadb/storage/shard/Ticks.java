package io.lumadb.storage.shard;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The regular work of a replica: its view, checkpoints that are due, moves, the care for its fragments. Any thread may call
 * the methods; the work is done on the core loop.
 */
final class Ticks {

    /** What waits to leave RAM waits so long at most, about. */
    private static final long RELIEF_MILLIS = 250;

    private static final long VIEW_NANOS = 250_000_000;

    private final LocalShard shard;
    private final ShardState state;
    private final CheckpointLimits limits;
    private final AtomicBoolean waits = new AtomicBoolean();
    private volatile boolean reliefWanted;
    private long viewedNanos;

    Ticks(LocalShard shard, ShardState state) {
        this.shard = shard;
        this.state = state;
        this.limits = new CheckpointLimits(shard.node());
    }

    /** Documents wait to leave RAM until RocksDB has them. */
    void relieveSoon() {
        reliefWanted = true;
    }

    /** At most one tick waits at a time. */
    void tick(boolean moves) {
        if (waits.compareAndSet(false, true)) {
            shard.seat().post(() -> {
                waits.set(false);
                tickNow(moves);
            });
        }
    }

    private void tickNow(boolean moves) {
        if (shard.isClosed()) {
            return;
        }
        if (System.nanoTime() - viewedNanos >= VIEW_NANOS) {
            viewedNanos = System.nanoTime();
            shard.updateView();
        }
        checkpointIfDue();
        if (moves) {
            shard.tiering().tick();
        }
        shard.caretaker().tick();
    }

    private void checkpointIfDue() {
        Checkpointer checkpointer = shard.checkpointer();
        if (checkpointer.isRunning() || state.appliedIndex <= checkpointer.durableIndex()) {
            return;
        }
        long now = shard.node().config().clock().millis();
        if (limits.reached(state, checkpointer, shard.gauges(), now)) {
            reliefWanted = false;
            shard.gauges().checkpointed();
            checkpointer.request(new CompletableFuture<>(), now);
        } else if (reliefWanted && now - checkpointer.startedMillis() >= RELIEF_MILLIS) {
            reliefWanted = false;
            checkpointer.relieve(now);
        }
    }
}
