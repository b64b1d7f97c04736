package io.lumadb.cluster.view;

import java.util.List;

/**
 * A shard as its leader sees it; the element of the {@code shards} topic ({@code {"shards": [ … ]}}).
 *
 * @param lag entries that the slowest replica is behind
 * @param reads documents read a second, smoothed over a few seconds; {@code writes} likewise
 * @param p99Micros 99th percentile of a write, from proposal to applied, of the last seconds; 0 when idle
 * @param heat 0 (cold) upwards: accesses a second, decayed over a minute
 */
public record ShardStatus(
        int shard,
        String leader,
        int core,
        long term,
        long appliedIndex,
        long checkpointIndex,
        long lag,
        List<Replica> replicas,
        TierAmounts tiers,
        double reads,
        double writes,
        double readBytes,
        double writeBytes,
        double p99Micros,
        double heat) {

    /** {@code role}: {@code leader} or {@code follower}. */
    public record Replica(String node, int core, String role, long appliedIndex) {}
}
