package io.lumadb.storage.core;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Linux' scheduler knows of the calling thread: {@code sched_getattr(2)} and {@code sched_setattr(2)}. Nothing elsewhere.
 *
 * @param policy {@code SCHED_OTHER} or another of sched(7)
 * @param ownOnly whether threads that this one starts have the usual policy and slices ({@code SCHED_FLAG_RESET_ON_FORK})
 * @param nice the nice value, -20 to 19
 * @param sliceNanos for how long the thread may go on when others wait, in nanoseconds: from Linux 6.12 on, 0.1 to 100 ms, as
 *     "EEVDF Scheduler" of the kernel's documentation (sched-eevdf.rst) says; 0 before
 */
record Scheduling(int policy, boolean ownOnly, int nice, long sliceNanos) {

    static final int SCHED_BATCH = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Scheduling.class);
    private static final long RESET_ON_FORK = 1;
    private static final int LEAST_NICE = 19;

    /** {@code struct sched_attr} as of Linux 3.14. */
    private static final StructLayout ATTRIBUTES = MemoryLayout.structLayout(
            ValueLayout.JAVA_INT.withName("size"),
            ValueLayout.JAVA_INT.withName("policy"),
            ValueLayout.JAVA_LONG.withName("flags"),
            ValueLayout.JAVA_INT.withName("nice"),
            ValueLayout.JAVA_INT.withName("priority"),
            ValueLayout.JAVA_LONG.withName("runtime"),
            ValueLayout.JAVA_LONG.withName("deadline"),
            ValueLayout.JAVA_LONG.withName("period"));

    private static final VarHandle SIZE = field("size");
    private static final VarHandle POLICY = field("policy");
    private static final VarHandle FLAGS = field("flags");
    private static final VarHandle NICE = field("nice");
    private static final VarHandle RUNTIME = field("runtime");

    Scheduling {
        nice = Math.min(nice, LEAST_NICE);
    }

    private static VarHandle field(String name) {
        return ATTRIBUTES.varHandle(PathElement.groupElement(name));
    }

    /** What the calling thread has; empty where the system does not tell. */
    static Optional<Scheduling> ofCallingThread() {
        OptionalInt number = LinuxCall.number("sched_getattr");
        if (number.isEmpty()) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(ATTRIBUTES);
            long refused = (long) LinuxCall.system(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)
                    .invokeExact((long) number.getAsInt(), 0, attributes, (int) ATTRIBUTES.byteSize(), 0);
            return refused == 0 ? Optional.of(read(attributes)) : Optional.empty();
        } catch (IllegalCallerException | UnsatisfiedLinkError e) {
            LOG.debug("threads are scheduled as they are: {}", e.toString());
            return Optional.empty();
        } catch (Throwable e) {
            throw new IllegalStateException("the C library could not be called", e);
        }
    }

    private static Scheduling read(MemorySegment attributes) {
        return new Scheduling(
                (int) POLICY.get(attributes, 0L),
                ((long) FLAGS.get(attributes, 0L) & RESET_ON_FORK) != 0,
                (int) NICE.get(attributes, 0L),
                (long) RUNTIME.get(attributes, 0L));
    }

    /** Gives the calling thread something else than it has, where that can be done. */
    static void change(UnaryOperator<Scheduling> change) {
        OptionalInt number = LinuxCall.number("sched_setattr");
        ofCallingThread()
                .map(change)
                .ifPresent(wanted -> LOG.debug(
                        "{}: {}", wanted, number.isPresent() && wanted.set(number.getAsInt()) ? "granted" : "refused"));
    }

    private boolean set(int number) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(ATTRIBUTES);
            SIZE.set(attributes, 0L, (int) ATTRIBUTES.byteSize());
            POLICY.set(attributes, 0L, policy);
            FLAGS.set(attributes, 0L, ownOnly ? RESET_ON_FORK : 0);
            NICE.set(attributes, 0L, nice);
            RUNTIME.set(attributes, 0L, sliceNanos);
            long refused = (long) LinuxCall.system(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT)
                    .invokeExact((long) number, 0, attributes, 0);
            return refused == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("the C library could not be called", e);
        }
    }

    /** For this thread alone. */
    Scheduling withOwnSlice(long nanos) {
        return new Scheduling(policy, true, nice, nanos);
    }

    /** Inherited by threads that this one starts. */
    Scheduling asBatch(int nicer, long nanos) {
        return new Scheduling(SCHED_BATCH, ownOnly, nice + nicer, nanos);
    }
}
