package io.lumadb.storage.hot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Last access and a counter that halves every minute, packed into one long so that racing readers never tear it:
 * milliseconds since the epoch (42 bits, until the year 2109) and sixteenths of an access (22 bits, up to 262,143
 * accesses, where it stays).
 *
 * <p>The counter is the sum of {@code 2^(-age / 60 s)} over all accesses. It is rounded to a sixteenth at each access, and
 * a rounding error fades like the access that brought it: it is never off by more than a 32nd of itself. An access with a
 * time before the last one (a clock that was set back) counts as one at the last one's time.
 */
public final class Heat {

    /** After so many milliseconds the counter is worth half. */
    public static final double HALF_LIFE_MILLIS = 60_000;

    private static final int COUNT_BITS = 22;
    private static final long MOST = (1L << COUNT_BITS) - 1;
    private static final double UNIT = 16;
    private static final VarHandle PACKED;

    static {
        try {
            PACKED = MethodHandles.lookup().findVarHandle(Heat.class, "packed", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused")
    private volatile long packed;

    public Heat(long lastAccessMillis, double accesses) {
        PACKED.setOpaque(this, pack(lastAccessMillis, accesses));
    }

    /**
     * Counts an access. Any thread. One that loses a race against another's is not counted: the other has just stamped
     * the time, and time never goes back.
     */
    public void touch(long nowMillis) {
        long before = (long) PACKED.getOpaque(this);
        PACKED.compareAndSet(
                this, before, pack(Math.max(nowMillis, before >>> COUNT_BITS), accesses(before, nowMillis) + 1));
    }

    private static long pack(long millis, double accesses) {
        return millis << COUNT_BITS | Math.min(MOST, Math.round(accesses * UNIT));
    }

    public long lastAccessMillis() {
        return (long) PACKED.getOpaque(this) >>> COUNT_BITS;
    }

    /** Accesses, each worth half after a minute. */
    public double at(long nowMillis) {
        return accesses((long) PACKED.getOpaque(this), nowMillis);
    }

    private static double accesses(long packed, long nowMillis) {
        double age = Math.max(0, nowMillis - (packed >>> COUNT_BITS));
        return (packed & MOST) / UNIT * Math.pow(2, -age / HALF_LIFE_MILLIS);
    }
}
