package io.lumadb.storage.core;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads whose work nobody waits for: moves, checkpoints, fragments. On Linux they tell the scheduler so
 * ({@code sched_setattr(2)}, a batch policy and a smaller share): whoever has a request to answer comes before them, and they
 * do not take a processor away when they wake. Elsewhere they are threads like all others. What they start, such as the threads
 * of RocksDB, inherits it.
 */
public final class BackgroundThreads {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundThreads.class);

    private static final int BATCH = 3;
    /** A third of the share of others: enough for checkpoints to keep up with writers on busy processors. */
    private static final int NICE = 5;

    private static final int ATTRIBUTES_BYTES = 48;
    /** The numbers of the call in the tables of the kernel. */
    private static final Map<String, Long> NUMBERS = Map.of("amd64", 314L, "x86_64", 314L, "aarch64", 274L);

    private BackgroundThreads() {}

    /** Makes daemons of this name with a number behind it. */
    public static ThreadFactory named(String name) {
        ThreadFactory threads = Thread.ofPlatform().name(name + "-", 0).daemon().factory();
        return task -> threads.newThread(() -> {
            stepBack();
            task.run();
        });
    }

    /** Does something on such a thread of its own, and waits for it. */
    public static void run(Runnable task) {
        try {
            Thread thread = named("luma-storage-start").newThread(task);
            thread.start();
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes the calling thread such a one; false where that cannot be done. */
    static boolean stepBack() {
        Optional<Long> number = Optional.ofNullable(NUMBERS.get(System.getProperty("os.arch", "")));
        if (number.isEmpty()
                || !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES);
            attributes.set(ValueLayout.JAVA_INT, 0, ATTRIBUTES_BYTES);
            attributes.set(ValueLayout.JAVA_INT, 4, BATCH);
            attributes.set(ValueLayout.JAVA_INT, 16, NICE);
            boolean done = call(number.get(), attributes) == 0;
            LOG.debug("{} {}", Thread.currentThread().getName(), done ? "steps back" : "is a thread like others");
            return done;
        } catch (IllegalCallerException | UnsatisfiedLinkError e) {
            LOG.debug("background threads are like others: {}", e.toString());
            return false;
        }
    }

    @SuppressWarnings("restricted")
    private static long call(long number, MemorySegment attributes) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup()
                .find("syscall")
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no syscall"));
        MethodHandle handle = linker.downcallHandle(
                address,
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT),
                Linker.Option.firstVariadicArg(1));
        try {
            return (long) handle.invokeExact(number, 0, attributes, 0);
        } catch (Throwable e) {
            throw new IllegalStateException("sched_setattr could not be called", e);
        }
    }
}
