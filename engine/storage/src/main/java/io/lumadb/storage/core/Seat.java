package io.lumadb.storage.core;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A replica's mailbox, and where it lives: its tasks run in the order they came, one at a time, on the loop that is its
 * home. Ownership of the replica's state goes with the one call that a seat has in at most one loop's mailbox: a loop
 * that meets a seat which lives elsewhere hands the call on, and with it, in order, all tasks that wait. Any thread may
 * call the methods.
 */
public final class Seat {

    /** Tasks from outside that may wait before their senders wait too. */
    private static final int ROOM = 4_096;

    private final int shard;
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Semaphore room = new Semaphore(ROOM);
    /** Whether a loop has been called: the seat is in its mailbox, or being served. */
    private final AtomicBoolean called = new AtomicBoolean();

    private final Executor answers;
    private volatile CoreLoop home;
    /** Written by the loop that serves the seat. */
    private volatile long workedNanos;

    /** A seat for a shard's replica. */
    public Seat(int shard, CoreLoop home) {
        this.shard = shard;
        this.home = home;
        this.answers = home.answers();
    }

    int shard() {
        return shard;
    }

    /** The number of the core it lives on. */
    public int core() {
        return home.number();
    }

    /**
     * Where futures that outsiders wait for are completed; never the loop itself. It stays the same when the seat moves, so
     * that answers keep their order.
     */
    public Executor answers() {
        return answers;
    }

    /**
     * Hands over a task; waits while too many wait. Not to be called on a core loop.
     *
     * @throws RejectedExecutionException when the loop has stopped
     */
    public void submit(Runnable task) {
        room.acquireUninterruptibly();
        try {
            post(() -> {
                room.release();
                task.run();
            });
        } catch (RejectedExecutionException e) {
            room.release();
            throw e;
        }
    }

    /** Hands over a follow-up task of the storage's own; never waits. */
    public void post(Runnable task) {
        if (home.isStopping()) {
            throw new RejectedExecutionException("core " + home.number() + " has stopped");
        }
        waiting.incrementAndGet();
        tasks.add(new Task(shard, task));
        if (called.compareAndSet(false, true)) {
            home.call(this);
        }
    }

    /**
     * Hands over the next piece of long work that nobody waits for. Others have the processor before it, for some tens of
     * microseconds: a loop that went from piece to piece would keep it until the system takes it away, which takes milliseconds
     * where the loop has had less than its share. Given up when the loop stops before.
     */
    public void postRested(Runnable task) {
        home.callLater(this, task);
    }

    /** Moves to another loop. Completes when the first task has run there; tasks keep their order. */
    public CompletableFuture<Void> moveTo(CoreLoop target) {
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        home = target;
        post(() -> answers.execute(() -> arrived.complete(null)));
        return arrived;
    }

    /** Tasks that wait. */
    public int queue() {
        return waiting.get();
    }

    /** Time spent on tasks since the start. */
    public long workedNanos() {
        return workedNanos;
    }

    boolean livesOn(CoreLoop loop) {
        return home == loop;
    }

    /** The next task for the loop that was called. */
    java.util.Optional<Task> next() {
        Task task = tasks.poll();
        if (task != null) {
            waiting.decrementAndGet();
        }
        return java.util.Optional.ofNullable(task);
    }

    // One loop at a time serves the seat.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void worked(long nanos) {
        workedNanos += nanos;
    }

    /** The loop that was called is done for now: calls it, or the new home, again while tasks wait. */
    void endTurn() {
        if (tasks.isEmpty()) {
            called.set(false);
            if (tasks.isEmpty() || !called.compareAndSet(false, true)) {
                return;
            }
        }
        home.call(this);
    }
}
