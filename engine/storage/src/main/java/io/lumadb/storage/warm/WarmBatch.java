package io.lumadb.storage.warm;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Writes that reach RocksDB together. Owned by one thread. */
public final class WarmBatch implements AutoCloseable {

    private final WarmStore store;
    private final WriteBatch batch;

    WarmBatch(WarmStore store, int bytes) {
        this.store = store;
        this.batch = new WriteBatch(bytes);
    }

    public void put(Family family, byte[] key, byte[] row) {
        try {
            batch.put(store.handle(family), key, row);
        } catch (RocksDBException e) {
            throw RocksFailure.of("collecting a write", store.directory(), e);
        }
    }

    public void delete(Family family, byte[] key) {
        try {
            batch.delete(store.handle(family), key);
        } catch (RocksDBException e) {
            throw RocksFailure.of("collecting a delete", store.directory(), e);
        }
    }

    /** Deletes every key in {@code [from, to)}. */
    public void deleteRange(Family family, byte[] from, byte[] to) {
        try {
            batch.deleteRange(store.handle(family), from, to);
        } catch (RocksDBException e) {
            throw RocksFailure.of("collecting a range delete", store.directory(), e);
        }
    }

    /** Bytes the batch takes so far. */
    public long bytes() {
        return batch.getDataSize();
    }

    /** Makes the writes visible; they are on disk after the next {@link WarmStore#flush()}. */
    public void write() {
        store.write(batch);
    }

    @Override
    public void close() {
        batch.close();
    }
}
