package io.lumadb.cluster.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code tiers} topic, every interval.
 *
 * @param hotBudget bytes of RAM that hot documents may take
 * @param flows one for each pair of tiers that documents moved between in the last seconds, smoothed
 * @param cold null where a version does not tell
 */
public record TiersStatus(
        TierAmounts total,
        long hotBudget,
        List<Flow> flows,
        List<CollectionTiers> collections,
        List<ShardTiers> shards,
        WriteAmplification writeAmplification,
        @Nullable ColdTier cold,
        Moving moving) {

    /**
     * How moves are held back.
     *
     * @param paused all moves but pressure's stand still
     * @param pausedSince, pausedBy null while they do not
     * @param maxMoveRate the most bytes a second that may move on a node
     * @param share the part of that which the busiest core, or all processors together, leave, 0.05 to 1
     */
    public record Moving(
            boolean paused,
            @Nullable Instant pausedSince,
            @Nullable String pausedBy,
            long maxMoveRate,
            double share) {}

    /** {@code from}, {@code to}: {@code hot}, {@code warm}, {@code cold}. {@code documents}, {@code bytes}: per second. */
    public record Flow(String from, String to, double documents, double bytes) {}

    public record CollectionTiers(String name, TierAmounts tiers) {}

    public record ShardTiers(int shard, TierAmounts tiers) {}

    /**
     * Bytes since the node started; {@code parity} is what fragments take beyond the {@code cold} data: parity or more
     * copies. {@code total} is ({@code raftLog} + {@code flushed} + {@code compacted} + {@code cold} + {@code parity}) /
     * {@code user}, 0 before the first write.
     */
    public record WriteAmplification(
            long userBytes,
            long raftLogBytes,
            long flushedBytes,
            long compactedBytes,
            long coldBytes,
            long parityBytes,
            double total) {}
}
