package io.lumadb.cluster.raft;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The writes in a shard's queue, and whether it is worth waiting for more. Writers that have just been answered tend to
 * come back: where many wrote together, the next entry waits for them a moment, or two halves would take turns for ever,
 * each in an entry of its own. Thread-safe; one thread at a time {@link #gather gathers}.
 */
final class Company {

    /**
     * Half of what an entry takes, at most a millisecond: whoever came just before its end waits no longer than by half an
     * entry more.
     */
    static final LongUnaryOperator USUAL_PATIENCE =
            tookNanos -> Math.min(tookNanos / 2, TimeUnit.MILLISECONDS.toNanos(1));

    private final String name;
    private final LongUnaryOperator patience;
    /** The writes in the queue. */
    private final AtomicInteger waiting = new AtomicInteger();
    /** Open as long as it is worth waiting at all. */
    private final CountDownLatch over = new CountDownLatch(1);

    private volatile @Nullable Gathering gathering;

    /** Waits until so many writes are in the queue. */
    private record Gathering(Thread thread, int wanted) {}

    /**
     * @param name of the threads that wait
     * @param patience for how many nanoseconds those are waited for who wrote last, given what their entry took
     */
    Company(String name, LongUnaryOperator patience) {
        this.name = name;
        this.patience = patience;
    }

    int waiting() {
        return waiting.get();
    }

    /** So many writes are in the queue now, besides those that were. */
    void came(int writes) {
        int now = waiting.addAndGet(writes);
        Gathering gatherer = gathering;
        if (gatherer != null && now >= gatherer.wanted()) {
            LockSupport.unpark(gatherer.thread());
        }
    }

    /** So many writes are not in the queue any more. */
    void left(int writes) {
        waiting.addAndGet(-writes);
    }

    /**
     * Runs {@code then} when most of those are in the queue who write at present: here and now where they are, else on a
     * thread of its own when they are or the patience is at its end.
     *
     * @param came how many had come by the end of the last entry
     * @param answered how many it carried
     */
    void gather(int came, int answered, long tookNanos, Runnable then) {
        int company = came + answered;
        if (came >= company - company / 4) {
            then.run();
            return;
        }
        long patienceNanos = patience.applyAsLong(tookNanos);
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> {
            await(company, patienceNanos);
            then.run();
        });
        gathering = new Gathering(thread, company);
        thread.start();
    }

    private void await(int company, long patienceNanos) {
        long until = System.nanoTime() + patienceNanos;
        long left = patienceNanos;
        while (left > 0 && waiting.get() < company && over.getCount() > 0) {
            LockSupport.parkNanos(this, left);
            left = until - System.nanoTime();
        }
        gathering = null;
    }

    /** Nobody is waited for any more. */
    void end() {
        over.countDown();
        Gathering gatherer = gathering;
        if (gatherer != null) {
            LockSupport.unpark(gatherer.thread());
        }
    }
}
