package io.lumadb.cluster.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/cluster} and the {@code topology} topic. */
public record ClusterStatus(
        String clusterId, String health, List<Trouble> troubles, List<NodeStatus> nodes, List<ShardStatus> shards) {

    /**
     * Something wrong right now.
     *
     * @param severity {@code warning} or {@code critical}
     * @param action what mends it, in words
     */
    public record Trouble(String severity, String text, String action) {}

    /**
     * A node.
     *
     * @param state {@code serving}, {@code starting}, {@code draining}, {@code read-only}, {@code down}
     * @param cpu share of all cores in use by the process, 0 to 1
     */
    public record NodeStatus(
            String id,
            String http,
            String raft,
            @Nullable String zone,
            String version,
            String state,
            long uptimeMs,
            double cpu,
            Memory memory,
            List<CoreStatus> cores,
            List<Disk> disks) {}

    /** Bytes. {@code hotUsed} of {@code hotBudget} is the hot tier's part of the heap. */
    public record Memory(long heapUsed, long heapMax, long residentBytes, long hotUsed, long hotBudget) {}

    /**
     * A core loop.
     *
     * @param busy share of the last second it worked, 0 to 1
     * @param queue waiting messages; {@code waitP99Micros}: the 99th percentile of their waits, of the last seconds
     * @param longTasks tasks that held the core for more than 5 ms since the start
     */
    public record CoreStatus(
            int core, double busy, int queue, List<Integer> shards, double waitP99Micros, long longTasks) {}

    /** {@code role}: {@code data}, or {@code cold volume n}. */
    public record Disk(String role, long usedBytes, long freeBytes, long totalBytes) {}
}
