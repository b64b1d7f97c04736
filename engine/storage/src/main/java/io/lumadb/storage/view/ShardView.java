package io.lumadb.storage.view;

import java.util.Map;

/**
 * A replica in numbers. Rates are per second over the last few seconds.
 *
 * @param collections amounts by collection id
 * @param heat accesses a second, decayed over a minute
 * @param applyP99Micros from the entry's arrival to its result
 */
public record ShardView(
        int shard,
        int core,
        long appliedIndex,
        long durableIndex,
        Amounts amounts,
        Map<Integer, Amounts> collections,
        double reads,
        double writes,
        double readBytes,
        double writeBytes,
        double applyP99Micros,
        double heat,
        Traffic traffic) {

    public ShardView {
        collections = Map.copyOf(collections);
    }

    public record Amounts(Amount hot, Amount warm, Amount cold) {}

    /** {@code bytes}: BSON bytes of the documents; {@code diskBytes}: what they take on disk, 0 for hot. */
    public record Amount(long documents, long bytes, long diskBytes) {}

    /**
     * Bytes and documents since the node started. {@code user}: documents of writes that succeeded; {@code flushed} and
     * {@code compacted} are RocksDB's; {@code parity} is what fragments take beyond the {@code cold} data: parity or more
     * copies.
     */
    public record Traffic(
            long userBytes,
            long flushedBytes,
            long compactedBytes,
            long coldBytes,
            long parityBytes,
            long documentsReadHot,
            long documentsReadWarm,
            long documentsReadCold) {}
}
