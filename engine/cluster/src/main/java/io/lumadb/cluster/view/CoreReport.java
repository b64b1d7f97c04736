package io.lumadb.cluster.view;

import java.time.Instant;
import java.util.List;

/**
 * A core loop in detail: {@code GET /api/v1/cluster/cores}.
 *
 * @param busy share of the last second it worked, 0 to 1
 * @param queue waiting messages
 * @param waitP99Micros 99th percentile of their waits, of the last seconds
 * @param longTasks tasks that held the core for more than 5 ms since the start
 * @param heavyTasks those of them that took 5 ms of CPU time: the others waited, for a processor, a garbage collection or a
 *     disk
 * @param recent the last few of them, oldest first, and before them older ones that took CPU time
 */
public record CoreReport(
        int core,
        double busy,
        int queue,
        List<Integer> shards,
        double waitP99Micros,
        long longTasks,
        long heavyTasks,
        List<LongTask> recent) {

    /**
     * A task that held the core up.
     *
     * @param millis how long it took, or has taken until now
     * @param cpuMillis CPU time meanwhile; far less when it waited for a processor, a garbage collection or a disk
     * @param running whether it still does
     * @param stack where it was when it was noticed, innermost frame first; empty when it was over before
     */
    public record LongTask(
            Instant at, int shard, double millis, double cpuMillis, boolean running, List<String> stack) {}
}
