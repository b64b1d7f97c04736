package io.lumadb.client.model;

import java.util.List;

/**
 * The warm tier from within: {@code GET /api/v1/tiering/warm}. Bytes since the node started unless said otherwise.
 *
 * @param blockCache and {@code memtableLimit}, which is part of it: bytes of RAM for all shards of the node
 * @param backgroundBytesPerSecond what flushes and compactions together may write
 * @param levels of all shards together, top down
 */
public record WarmStatus(
        Cache blockCache,
        long memtableLimit,
        long backgroundBytesPerSecond,
        TiersStatus.WriteAmplification writeAmplification,
        List<Level> levels,
        List<Shard> shards) {

    /** Bytes. */
    public record Cache(long used, long capacity) {}

    /**
     * One level of a shard's tree, of the documents, of the index entries, and so on.
     *
     * @param family {@code documents}, {@code access}, {@code locators}, {@code indexes}, {@code meta}
     * @param bytes of its files now
     * @param readBytes by compactions into it
     * @param writtenBytes by flushes into level 0, by compactions into the others
     * @param writeAmplification {@code writtenBytes} for each byte that a client wrote; 0 before the first write
     */
    public record Level(
            String family,
            int level,
            int files,
            long bytes,
            long readBytes,
            long writtenBytes,
            double writeAmplification) {}

    /**
     * One shard.
     *
     * @param memtableBytes RAM of what is not flushed yet
     * @param pendingCompactionBytes about what compactions have to rewrite until each level has its size
     * @param stall {@code none}, {@code delayed} or {@code stopped}: whether RocksDB holds writes up
     * @param stalledMs how long it has done so
     */
    public record Shard(
            int shard,
            List<Level> levels,
            long memtableBytes,
            Work flushes,
            Work compactions,
            long pendingCompactionBytes,
            String stall,
            long stalledMs,
            TiersStatus.WriteAmplification writeAmplification) {}

    /** {@code pending}: whether some wait. */
    public record Work(int running, boolean pending) {}
}
