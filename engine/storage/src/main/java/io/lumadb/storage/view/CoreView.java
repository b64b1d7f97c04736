package io.lumadb.storage.view;

import java.util.List;

/**
 * A core loop.
 *
 * @param busy share of the last second it worked, 0 to 1
 * @param queue messages waiting
 * @param waitP99Micros 99th percentile of the time that messages waited, of the last seconds; 0 when idle
 * @param longTasks tasks that held the core for more than 5 ms since the start
 * @param heavyTasks those of them that took 5 ms of CPU time: the others waited, for a processor, a garbage collection or a
 *     disk
 * @param recent the last few of them, oldest first, and before them older ones that took CPU time
 */
public record CoreView(
        int core,
        double busy,
        int queue,
        List<Integer> shards,
        double waitP99Micros,
        long longTasks,
        long heavyTasks,
        List<LongTaskView> recent) {
    public CoreView {
        shards = List.copyOf(shards);
        recent = List.copyOf(recent);
    }
}
