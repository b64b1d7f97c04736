package io.lumadb.storage.core;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How much of this machine's processors is in use, by this process and by all others, 0 to 1: the mean over the last half of a
 * second or longer. In a container its own processors count. Thread-safe.
 */
public final class ProcessorLoad implements DoubleSupplier {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final DoubleSupplier sinceLastAsked;
    private final LongSupplier nanos;
    private double load;
    private long lookedNanos;

    public ProcessorLoad() {
        this(machine(), System::nanoTime);
    }

    static DoubleSupplier machine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getCpuLoad;
    }

    /** {@code sinceLastAsked}: the load since it was asked the last time, negative where nobody knows. */
    ProcessorLoad(DoubleSupplier sinceLastAsked, LongSupplier nanos) {
        this.sinceLastAsked = sinceLastAsked;
        this.nanos = nanos;
        this.lookedNanos = nanos.getAsLong();
        double _ = sinceLastAsked.getAsDouble();
    }

    @Override
    public synchronized double getAsDouble() {
        long now = nanos.getAsLong();
        if (now - lookedNanos >= LOOK_NANOS) {
            lookedNanos = now;
            double asked = sinceLastAsked.getAsDouble();
            load = asked >= 0 ? Math.min(1, asked) : 0;
        }
        return load;
    }
}
