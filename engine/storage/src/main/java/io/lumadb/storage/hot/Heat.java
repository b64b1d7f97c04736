package io.lumadb.storage.hot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.stream.IntStream;

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
    public static final long HALF_LIFE_MILLIS = 60_000;

    /** After so many the largest counter is worth nothing. */
    private static final int MOST_HALVINGS = 40;

    private static final int STEPS = 64;
    /** Of an access at each step of a half-life. */
    private static final double[] WORTHS = IntStream.rangeClosed(0, STEPS)
            .mapToDouble(step -> Math.pow(2, -(double) step / STEPS))
            .toArray();

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
        return (packed & MOST) / UNIT * worth(nowMillis - (packed >>> COUNT_BITS));
    }

    /** {@code 2^(-age / half-life)}, right to a 50,000th of itself: every read asks, and {@code Math.pow} takes as long as the rest. */
    static double worth(long ageMillis) {
        if (ageMillis <= 0) {
            return 1;
        }
        long halvings = ageMillis / HALF_LIFE_MILLIS;
        if (halvings > MOST_HALVINGS) {
            return 0;
        }
        double place = (double) (ageMillis % HALF_LIFE_MILLIS) * STEPS / HALF_LIFE_MILLIS;
        int step = (int) place;
        double within = WORTHS[step] + (WORTHS[step + 1] - WORTHS[step]) * (place - step);
        return within / (1L << halvings);
    }
}
