package io.lumadb.storage.warm;

import io.lumadb.storage.core.BackgroundThreads;
import io.lumadb.storage.view.WarmView;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ChecksumType;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Priority;
import org.rocksdb.RateLimiter;
import org.rocksdb.Statistics;
import org.rocksdb.WriteBufferManager;

/**
 * What all shards of a node share below: one block cache, one bound on memtables (counted against that cache), one rate
 * limiter for flushes and compactions. Thread-safe.
 */
public final class RocksResources implements AutoCloseable {

    private static final long MEGABYTE = 1024 * 1024;
    private static final long LEAST_CACHE = 8 * MEGABYTE;
    /** Background writes yield to foreground reads above this; a local SSD takes several times as much. */
    private static final long BACKGROUND_BYTES_PER_SECOND = 256 * MEGABYTE;
    /** Bytes of a file that one call writes. */
    private static final long WRITTEN_AT_ONCE = 64 * 1024;

    private final long cacheBytes;
    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final RateLimiter rateLimiter;
    private final BloomFilter bloomFilter;

    /** @throws io.lumadb.document.error.LumaException UNAVAILABLE when RocksDB's library cannot be loaded */
    public RocksResources(long blockCacheBytes) {
        // First of all, and here: a failure of a static initialiser would reach nobody as what it is.
        RocksLibrary.load();
        BackgroundThreads.run(RocksResources::startThreads);
        long bytes = Math.max(LEAST_CACHE, blockCacheBytes);
        this.cacheBytes = bytes;
        this.cache = new LRUCache(bytes);
        this.writeBuffers = new WriteBufferManager(memtableLimit(), cache);
        this.rateLimiter = new RateLimiter(BACKGROUND_BYTES_PER_SECOND);
        this.bloomFilter = new BloomFilter(10, false);
    }

    /** RocksDB has its threads once for the whole process, and they are what the thread is that starts them. */
    private static void startThreads() {
        Env.getDefault().setBackgroundThreads(1, Priority.HIGH).setBackgroundThreads(1, Priority.LOW);
    }

    private long memtableLimit() {
        return Math.max(LEAST_CACHE, cacheBytes / 4);
    }

    /** What all shards take together, and may take. */
    public WarmView.Shared view() {
        return new WarmView.Shared(cache.getUsage(), cacheBytes, memtableLimit(), BACKGROUND_BYTES_PER_SECOND);
    }

    /** Options of one shard's database. The caller closes them after the database. */
    DBOptions databaseOptions(Statistics statistics) {
        return new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                // Families are flushed together or not at all: a document never comes back without its index entries.
                .setAtomicFlush(true)
                .setWriteBufferManager(writeBuffers)
                .setRateLimiter(rateLimiter)
                .setStatistics(statistics)
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(256)
                // Linux interrupts no write for those who wait for the processor, and one of a megabyte, RocksDB's
                // default, takes a millisecond and more.
                .setWritableFileMaxBufferSize(WRITTEN_AT_ONCE)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2)
                // What is not checkpointed comes back from the Raft log.
                .setAvoidFlushDuringShutdown(true);
    }

    /** Options of a family in one shard's database. The caller closes them after the database. */
    ColumnFamilyOptions familyOptions(Family family) {
        ColumnFamilyOptions options = familyOptions();
        if (family == Family.INDEXES) {
            // An equal lookup asks every shard, and most have nothing: their filters say so without reading a block.
            options.useCappedPrefixExtractor(Family.INDEX_PREFIX_BYTES);
        }
        return options;
    }

    ColumnFamilyOptions familyOptions() {
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setFilterPolicy(bloomFilter)
                .setChecksumType(ChecksumType.kXXH3)
                .setBlockSize(16 * 1024)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        return lateBottom()
                .setTableFormatConfig(table)
                .setWriteBufferSize(32 * MEGABYTE)
                // Small arenas: many shards with five families each would otherwise hold megabytes for a few rows.
                .setArenaBlockSize(64 * 1024)
                .setLevelCompactionDynamicLevelBytes(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
    }

    /**
     * RocksDB would rewrite a file of the last level, only to drop its sequence numbers, as soon as no snapshot is as old
     * as the file. There always is one snapshot, which each checkpoint replaces: every such file would be written twice.
     * Not before a week has passed, then; Java knows no setter for that.
     */
    private static ColumnFamilyOptions lateBottom() {
        Properties delay = new Properties();
        delay.setProperty(
                "bottommost_file_compaction_delay",
                Long.toString(Duration.ofDays(7).toSeconds()));
        return Objects.requireNonNull(ColumnFamilyOptions.getColumnFamilyOptionsFromProps(delay));
    }

    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
        bloomFilter.close();
        rateLimiter.close();
    }
}
