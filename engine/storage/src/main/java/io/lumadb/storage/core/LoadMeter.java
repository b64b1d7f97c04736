package io.lumadb.storage.core;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How busy a loop was in the last whole second. Written by the loop, read by any thread; a loop that sleeps writes
 * nothing, so a reader sees from the age of the last window that it has been idle.
 */
final class LoadMeter {

    /** A task above this is counted as one that held the core up. */
    static final long LONG_TASK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Window(long endNanos, double busy) {}

    private volatile Window last = new Window(System.nanoTime(), 0);
    private final AtomicLong longTasks = new AtomicLong();
    private long windowStart = System.nanoTime();
    private long workedNanos;

    /** Notes a task; gives how long it took. */
    long worked(long startNanos, long endNanos) {
        long nanos = endNanos - startNanos;
        if (nanos > LONG_TASK_NANOS) {
            longTasks.incrementAndGet();
        }
        workedNanos += nanos;
        long elapsed = endNanos - windowStart;
        if (elapsed >= WINDOW_NANOS) {
            last = new Window(endNanos, Math.min(1, (double) workedNanos / elapsed));
            windowStart = endNanos;
            workedNanos = 0;
        }
        return nanos;
    }

    double busy() {
        Window window = last;
        return System.nanoTime() - window.endNanos() > 3 * WINDOW_NANOS ? 0 : window.busy();
    }

    long longTasks() {
        return longTasks.get();
    }
}
