package io.lumadb.storage.shard;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The regular work of a replica: its view, checkpoints that are due, moves, the care for its fragments. Any thread may call
 * the methods; the work is done on the core loop.
 */
final class Ticks {

    private static final long SOON_MILLIS = 1_000;
    private static final long VIEW_NANOS = 250_000_000;

    private final LocalShard shard;
    private final ShardState state;
    private final CheckpointLimits limits;
    private final AtomicBoolean waits = new AtomicBoolean();
    private volatile boolean checkpointWanted;
    private long viewedNanos;

    Ticks(LocalShard shard, ShardState state) {
        this.shard = shard;
        this.state = state;
        this.limits = new CheckpointLimits(shard.node());
    }

    /** Documents wait for a checkpoint to leave RAM. */
    void checkpointSoon() {
        checkpointWanted = true;
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
        long now = shard.node().config().clock().millis();
        boolean behind = state.appliedIndex > checkpointer.durableIndex();
        long age = now - checkpointer.startedMillis();
        boolean due = limits.reached(state, shard.gauges(), age) || checkpointWanted && age >= SOON_MILLIS;
        if (behind && due && !checkpointer.isRunning()) {
            checkpointWanted = false;
            shard.gauges().checkpointed();
            checkpointer.request(new CompletableFuture<>(), now);
        }
    }
}
