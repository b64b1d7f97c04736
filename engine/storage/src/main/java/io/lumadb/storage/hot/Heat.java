package io.lumadb.storage.hot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Last access and a counter that halves every minute, packed into one long so that racing readers never tear it:
 * milliseconds since the epoch (42 bits, until the year 2109) and sixteenths of an access (22 bits).
 */
public final class Heat {

    /** After so many milliseconds the counter is worth half. */
    static final double HALF_LIFE_MILLIS = 60_000;

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
        set(lastAccessMillis, accesses);
    }

    /** Counts an access. Any thread. */
    public void touch(long nowMillis) {
        set(Math.max(nowMillis, lastAccessMillis()), at(nowMillis) + 1);
    }

    private void set(long millis, double accesses) {
        long units = Math.min(MOST, Math.round(accesses * UNIT));
        PACKED.setOpaque(this, millis << COUNT_BITS | units);
    }

    public long lastAccessMillis() {
        return (long) PACKED.getOpaque(this) >>> COUNT_BITS;
    }

    /** Accesses, each worth half after a minute. */
    public double at(long nowMillis) {
        long now = (long) PACKED.getOpaque(this);
        double age = Math.max(0, nowMillis - (now >>> COUNT_BITS));
        return (now & MOST) / UNIT * Math.pow(2, -age / HALF_LIFE_MILLIS);
    }
}
