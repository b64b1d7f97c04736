package io.lumadb.storage.core;

import java.util.concurrent.ThreadFactory;

/**
 * Threads that take requests and give answers, and need a processor for moments only. From Linux 6.12 on they ask for the
 * shortest slices that there are, so that they come at once when they wake, where another thread would else keep the processor
 * for the rest of its own slice, and often until the next tick of the clock. Over time they get as much of a processor as
 * others, no more. Elsewhere they are threads like all others.
 */
public final class PromptThreads {

    /** The least that the kernel takes. */
    static final long SLICE_NANOS = 100_000;

    private PromptThreads() {}

    /** The same factory's threads, as such ones; what they start themselves are ordinary ones. */
    public static ThreadFactory of(ThreadFactory threads) {
        return task -> threads.newThread(() -> {
            Scheduling.change(usual -> usual.withOwnSlice(SLICE_NANOS));
            task.run();
        });
    }
}
