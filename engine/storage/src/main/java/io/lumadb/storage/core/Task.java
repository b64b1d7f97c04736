package io.lumadb.storage.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Work on its way through a loop. The times are the running loop's, published with the task: see {@link CoreLoop}. */
final class Task {

    private @Nullable Runnable work;
    final int shard;
    final long sentNanos = System.nanoTime();
    long startedNanos;
    /** CPU time of the loop's thread when the task began, or up to a millisecond before. */
    long cpuNanosBefore;

    Task(int shard, Runnable work) {
        this.shard = shard;
        this.work = work;
    }

    /** Once. The task may be remembered for long, and should not keep what its work held. */
    void run() {
        Runnable once = Objects.requireNonNull(work);
        work = null;
        once.run();
    }
}
