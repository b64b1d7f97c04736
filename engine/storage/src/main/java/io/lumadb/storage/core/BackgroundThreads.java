package io.lumadb.storage.core;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads whose work nobody waits for: checkpoints, fragments, RocksDB's own. On Linux they have a smaller share and the
 * batch policy (sched(7)): whoever has a request to answer comes before them, and they do not take a processor away when they
 * wake. Elsewhere they are threads like all others.
 *
 * <p>Linux gives a thread what the thread has that starts it. So these are for work that starts no threads but its own kind:
 * none that proposes to the log, or completes what virtual threads wait for.
 */
public final class BackgroundThreads {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundThreads.class);

    private static final int SCHED_BATCH = 3;

    /** How far such threads step back: what a nice value, added to the process' own, leaves them of a busy processor. */
    public enum Step {
        /** A third of the share of others: enough for checkpoints to keep up with writers on busy processors. */
        KEEPING_UP(5),
        /** A thirtieth, for what may wait until there is time. */
        BEHIND_ALL(15);

        private final int nicer;

        Step(int nicer) {
            this.nicer = nicer;
        }

        int nicer() {
            return nicer;
        }
    }

    private BackgroundThreads() {}

    /** Makes daemons of this name with a number behind it. */
    public static ThreadFactory named(String name, Step step) {
        ThreadFactory threads = Thread.ofPlatform().name(name + "-", 0).daemon().factory();
        return task -> threads.newThread(() -> {
            stepBack(step);
            task.run();
        });
    }

    /**
     * Has such threads do something, and waits for it: also when interrupted, because what they work with is in use until
     * they end.
     *
     * @throws RuntimeException what the work threw; an error likewise
     */
    public static <T> T call(Executor threads, Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    /**
     * Does something on such a thread of its own, and waits for it.
     *
     * @throws java.util.concurrent.CompletionException what it failed with
     */
    public static void run(Runnable task) {
        CompletableFuture.runAsync(
                        task,
                        each -> named("luma-storage-start", Step.KEEPING_UP)
                                .newThread(each)
                                .start())
                .join();
    }

    /** Makes the calling thread such a one, where that can be done. */
    private static void stepBack(Step step) {
        if (!LinuxCall.isLinux()) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle nice = LinuxCall.of("nice", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            MethodHandle schedule = LinuxCall.of(
                    "sched_setscheduler",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            // A struct sched_param: the priority within real-time policies, which is 0 in others.
            MemorySegment priority = arena.allocate(ValueLayout.JAVA_INT);
            int now = (int) nice.invokeExact(step.nicer());
            int refused = (int) schedule.invokeExact(0, SCHED_BATCH, priority);
            LOG.debug("nice value {}, {} batch policy", now, refused == 0 ? "with" : "without");
        } catch (IllegalCallerException | UnsatisfiedLinkError e) {
            LOG.debug("background threads are like others: {}", e.toString());
        } catch (Throwable e) {
            throw new IllegalStateException("the C library could not be called", e);
        }
    }
}
