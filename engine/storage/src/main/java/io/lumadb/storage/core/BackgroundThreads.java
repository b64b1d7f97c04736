package io.lumadb.storage.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * Threads whose work nobody waits for: checkpoints, fragments, RocksDB's own. On Linux they have a smaller share, the
 * batch policy (sched(7)) and long slices: whoever has a request to answer comes before them, and they do not take a processor
 * away when they wake. Elsewhere they are threads like all others.
 *
 * <p>Linux gives a thread what the thread has that starts it. So these are for work that starts no threads but its own kind:
 * none that proposes to the log, or completes what virtual threads wait for.
 */
public final class BackgroundThreads {

    /**
     * Far more than others have: whoever wakes comes first if the end of its slice is nearer, and where both are short, that is a
     * matter of luck.
     */
    static final long SLICE_NANOS = 20_000_000;

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
            Scheduling.change(usual -> usual.asBatch(step.nicer(), SLICE_NANOS));
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
}
