package io.lumadb.storage.core;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.OptionalInt;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that somebody waits for, and that need a processor for moments only: core loops, whoever answers requests. From
 * Linux 6.12 on they ask for short slices, so that they come at once when they wake, where another thread with longer ones would
 * else keep the processor for the rest of its own, some 3 ms. Over time they get as much of a processor as others, no more.
 * Elsewhere they are threads like all others.
 *
 * <p>Source: sched_setattr(2), and "EEVDF Scheduler" of the kernel's documentation (sched-eevdf.rst). Threads that they start
 * are ordinary ones.
 */
public final class PromptThreads {

    private static final Logger LOG = LoggerFactory.getLogger(PromptThreads.class);

    /** How long such a thread may go on when others wait; one with a shorter slice comes before it. */
    public enum Slice {
        /** For those who take requests and give answers: the least that the kernel takes. */
        SHORTEST(100_000),
        /** For core loops and readers, who have longer tasks too. */
        SHORT(300_000);

        private final long nanos;

        Slice(long nanos) {
            this.nanos = nanos;
        }

        long nanos() {
            return nanos;
        }
    }

    /** {@code SCHED_FLAG_RESET_ON_FORK}. */
    private static final long FOR_THIS_THREAD_ONLY = 1;

    /** {@code struct sched_attr} as of Linux 3.14. */
    private static final StructLayout ATTRIBUTES = MemoryLayout.structLayout(
            ValueLayout.JAVA_INT.withName("size"),
            ValueLayout.JAVA_INT.withName("sched_policy"),
            ValueLayout.JAVA_LONG.withName("sched_flags"),
            ValueLayout.JAVA_INT.withName("sched_nice"),
            ValueLayout.JAVA_INT.withName("sched_priority"),
            ValueLayout.JAVA_LONG.withName("sched_runtime"),
            ValueLayout.JAVA_LONG.withName("sched_deadline"),
            ValueLayout.JAVA_LONG.withName("sched_period"));

    private static final long FLAGS = offset("sched_flags");
    private static final long RUNTIME = offset("sched_runtime");

    private PromptThreads() {}

    /** The same factory's threads, as such ones. */
    public static ThreadFactory of(ThreadFactory threads, Slice slice) {
        return task -> threads.newThread(prompt(task, slice));
    }

    /** The task on a thread that becomes such a one first. */
    public static Runnable prompt(Runnable task, Slice slice) {
        return () -> {
            stepForward(slice);
            task.run();
        };
    }

    /** Makes the calling thread such a one, where that can be done. */
    public static void stepForward(Slice slice) {
        OptionalInt set = LinuxCall.number("sched_setattr");
        OptionalInt get = LinuxCall.number("sched_getattr");
        if (set.isEmpty() || get.isEmpty()) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(ATTRIBUTES);
            // What the thread has stays, its nice value above all.
            if (read(get.getAsInt(), attributes) != 0) {
                return;
            }
            attributes.set(ValueLayout.JAVA_LONG, FLAGS, FOR_THIS_THREAD_ONLY);
            attributes.set(ValueLayout.JAVA_LONG, RUNTIME, slice.nanos());
            long refused = (long) LinuxCall.system(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT)
                    .invokeExact((long) set.getAsInt(), 0, attributes, 0);
            LOG.debug("{} short slices", refused == 0 ? "with" : "without");
        } catch (IllegalCallerException | UnsatisfiedLinkError e) {
            LOG.debug("prompt threads are like others: {}", e.toString());
        } catch (Throwable e) {
            throw new IllegalStateException("the C library could not be called", e);
        }
    }

    /** The slice of the calling thread in nanoseconds, as the kernel tells it; 0 where it tells none. */
    static long sliceNanos() {
        OptionalInt get = LinuxCall.number("sched_getattr");
        if (get.isEmpty()) {
            return 0;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(ATTRIBUTES);
            return read(get.getAsInt(), attributes) == 0 ? attributes.get(ValueLayout.JAVA_LONG, RUNTIME) : 0;
        } catch (Throwable e) {
            throw new IllegalStateException("the C library could not be called", e);
        }
    }

    private static long read(int number, MemorySegment attributes) throws Throwable {
        MethodHandle read =
                LinuxCall.system(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        return (long) read.invokeExact((long) number, 0, attributes, (int) ATTRIBUTES.byteSize(), 0);
    }

    private static long offset(String field) {
        return ATTRIBUTES.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }
}
