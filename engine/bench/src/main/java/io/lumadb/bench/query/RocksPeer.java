package io.lumadb.bench.query;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB as it is, with the orders' BSON under their numbers, in a block cache that holds all of them. */
final class RocksPeer implements AutoCloseable {

    private static final int BATCH = 1_000;

    private final BloomFilter filter = new BloomFilter(10);
    private final LRUCache cache = new LRUCache(4L << 30);
    private final Options options;
    private final RocksDB database;

    RocksPeer(Path folder) throws RocksDBException {
        RocksDB.loadLibrary();
        this.options = new Options()
                .setCreateIfMissing(true)
                .setTableFormatConfig(
                        new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(filter));
        this.database = RocksDB.open(options, folder.toString());
    }

    private static byte[] key(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    void fill(Orders orders, long count) throws RocksDBException {
        try (WriteOptions writes = new WriteOptions().setDisableWAL(true)) {
            for (long from = 0; from < count; from += BATCH) {
                try (WriteBatch batch = new WriteBatch()) {
                    for (long number = from; number < Math.min(count, from + BATCH); number++) {
                        batch.put(key(number), orders.document(number).bson());
                    }
                    database.write(writes, batch);
                }
            }
        }
        database.compactRange();
    }

    void get(long number) throws RocksDBException {
        if (database.get(key(number)) == null) {
            throw new IllegalStateException("there is no order " + number);
        }
    }

    @Override
    public void close() {
        database.close();
        options.close();
        cache.close();
        filter.close();
    }
}
