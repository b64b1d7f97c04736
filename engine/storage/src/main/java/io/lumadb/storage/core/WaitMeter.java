package io.lumadb.storage.core;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long a loop's tasks waited for their turn. Written by the loop, which makes the percentile of the last 5 to 10
 * seconds known once a second; read by any thread.
 */
final class WaitMeter {

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PUBLISHED_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private record Published(long atNanos, double p99Micros) {}

    private Histogram micros = new Histogram(MOST_MICROS, 2);
    private Histogram former = new Histogram(MOST_MICROS, 2);
    private long windowStart = System.nanoTime();
    private volatile Published last = new Published(windowStart, 0);

    void waited(long nanos, long nowNanos) {
        micros.recordValue(Math.clamp(nanos / 1_000, 0, MOST_MICROS));
        if (nowNanos - last.atNanos() >= PUBLISHED_NANOS) {
            publish(nowNanos);
        }
    }

    private void publish(long nowNanos) {
        Histogram both = former.copy();
        both.add(micros);
        last = new Published(nowNanos, both.getValueAtPercentile(99));
        if (nowNanos - windowStart >= WINDOW_NANOS) {
            windowStart = nowNanos;
            Histogram free = former;
            former = micros;
            free.reset();
            micros = free;
        }
    }

    /** 0 when nothing has waited lately. */
    double p99Micros() {
        Published published = last;
        return System.nanoTime() - published.atNanos() > 2 * WINDOW_NANOS ? 0 : published.p99Micros();
    }
}
