package io.lumadb.storage.core;

/** Work on its way through a loop. The times are the running loop's, published with the task: see {@link CoreLoop}. */
final class Task {

    final Runnable work;
    final int shard;
    final long sentNanos = System.nanoTime();
    long startedNanos;
    /** CPU time of the loop's thread when the task began, or up to a millisecond before. */
    long cpuNanosBefore;

    Task(int shard, Runnable work) {
        this.shard = shard;
        this.work = work;
    }
}
