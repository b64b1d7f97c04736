package io.lumadb.storage.core;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
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
    /** A third of the share of others: enough for checkpoints to keep up with writers on busy processors. */
    static final int NICER = 5;

    private BackgroundThreads() {}

    /** Makes daemons of this name with a number behind it. */
    public static ThreadFactory named(String name) {
        ThreadFactory threads = Thread.ofPlatform().name(name + "-", 0).daemon().factory();
        return task -> threads.newThread(() -> {
            stepBack();
            task.run();
        });
    }

    /**
     * Does something on such a thread of its own, and waits for it.
     *
     * @throws java.util.concurrent.CompletionException what it failed with
     */
    public static void run(Runnable task) {
        CompletableFuture.runAsync(
                        task,
                        each -> named("luma-storage-start").newThread(each).start())
                .join();
    }

    /** Makes the calling thread such a one, where that can be done. */
    private static void stepBack() {
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
            int now = (int) nice.invokeExact(NICER);
            int refused = (int) schedule.invokeExact(0, SCHED_BATCH, priority);
            LOG.debug("nice value {}, {} batch policy", now, refused == 0 ? "with" : "without");
        } catch (IllegalCallerException | UnsatisfiedLinkError e) {
            LOG.debug("background threads are like others: {}", e.toString());
        } catch (Throwable e) {
            throw new IllegalStateException("the C library could not be called", e);
        }
    }
}
