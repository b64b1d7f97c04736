package io.lumadb.storage.cold;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.concurrent.TimeUnit;

/** Holds background work to so many bytes a second: who spends more waits. Thread-safe. */
public final class Pace {

    public static final Pace UNLIMITED = new Pace(Long.MAX_VALUE);

    private static final long SHORTEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final double NANOS_A_SECOND = 1e9;

    private final long bytesPerSecond;
    private long freeAtNanos = System.nanoTime();

    public Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Waits until as many bytes may be read or written. Throws CANCELLED when the thread is interrupted. */
    void spend(long bytes) {
        if (bytesPerSecond == Long.MAX_VALUE) {
            return;
        }
        long waitNanos;
        synchronized (this) {
            long now = System.nanoTime();
            freeAtNanos = Math.max(now, freeAtNanos) + (long) (bytes * NANOS_A_SECOND / bytesPerSecond);
            waitNanos = freeAtNanos - now;
        }
        if (waitNanos > SHORTEST_WAIT_NANOS) {
            try {
                TimeUnit.NANOSECONDS.sleep(waitNanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LumaException(ErrorCode.CANCELLED, "the node is closing", null, e);
            }
        }
    }
}
