package io.lumadb.storage.warm;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/**
 * Iterators over the index entries of one snapshot, kept between lookups: making one costs more than a lookup with it. They
 * fill the block cache, since lookups come back to the same blocks. Thread-safe.
 */
final class IndexIterators implements AutoCloseable {

    private static final int MOST_IDLE = 16;

    private final WarmStore store;
    private final ReadOptions options;
    private final BlockingQueue<RocksIterator> idle = new ArrayBlockingQueue<>(MOST_IDLE);

    /** {@code options} outlive this. */
    IndexIterators(WarmStore store, ReadOptions options) {
        this.store = store;
        this.options = options;
    }

    RocksIterator take() {
        RocksIterator free = idle.poll();
        return free != null ? free : store.database().newIterator(store.handle(Family.INDEXES), options);
    }

    void giveBack(RocksIterator rows) {
        if (!idle.offer(rows)) {
            rows.close();
        }
    }

    /** Nobody holds one of its iterators any more. */
    @Override
    public void close() {
        idle.forEach(RocksIterator::close);
    }
}
