package io.lumadb.storage.core;

import java.util.concurrent.TimeUnit;

/**
 * How busy a loop was in the last whole second. Written by the loop, read by any thread; a loop that sleeps writes
 * nothing, so a reader sees from the age of the last window that it has been idle.
 */
final class LoadMeter {

    static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Window(long endNanos, double busy) {}

    private volatile Window last = new Window(System.nanoTime(), 0);
    private long windowStart = System.nanoTime();
    private long workedNanos;

    /** Notes a task. */
    void worked(long startNanos, long endNanos) {
        workedNanos += endNanos - startNanos;
        long elapsed = endNanos - windowStart;
        if (elapsed >= WINDOW_NANOS) {
            last = new Window(endNanos, Math.min(1, (double) workedNanos / elapsed));
            windowStart = endNanos;
            workedNanos = 0;
        }
    }

    double busy() {
        Window window = last;
        return System.nanoTime() - window.endNanos() > 3 * WINDOW_NANOS ? 0 : window.busy();
    }
}
