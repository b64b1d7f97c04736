package io.lumadb.storage.view;

import java.util.List;

/**
 * One shard's RocksDB as it is now; totals since it was opened.
 *
 * @param levels those that hold files or were written to, of each family, top down
 * @param memtableBytes RAM of what is not flushed yet
 * @param pendingCompactionBytes about what compactions have to rewrite until every level has its size
 * @param stalledMicros how long writes were held up so that flushes and compactions could follow
 */
public record WarmView(
        int shard,
        List<Level> levels,
        long memtableBytes,
        Work flushes,
        Work compactions,
        long pendingCompactionBytes,
        Stall stall,
        long stalledMicros) {

    public WarmView {
        levels = List.copyOf(levels);
    }

    /**
     * A level of one family. {@code writtenBytes}: by flushes into level 0, by compactions into the others;
     * {@code readBytes}: by those compactions.
     */
    public record Level(String family, int level, int files, long bytes, long readBytes, long writtenBytes) {}

    /** {@code pending}: whether some wait. */
    public record Work(int running, boolean pending) {}

    /** Whether RocksDB slows writes down, or holds them up altogether. */
    public enum Stall {
        NONE,
        DELAYED,
        STOPPED
    }

    /**
     * What the shards share.
     *
     * @param memtableLimit the RAM that memtables of all shards may take, within the cache
     * @param backgroundBytesPerSecond what flushes and compactions together may write
     */
    public record Shared(long cacheBytes, long cacheCapacity, long memtableLimit, long backgroundBytesPerSecond) {}
}
