package io.lumadb.storage.warm;

import io.lumadb.storage.hot.Content;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;
import org.rocksdb.Status;

/**
 * One moment of a shard's RocksDB, counted: it starts with one holder, each {@link #retain()} adds one, and the last
 * {@link #release()} lets RocksDB go. Thread-safe.
 */
public final class WarmSnapshot {

    private final WarmStore store;
    private final Snapshot snapshot;
    private final ReadOptions options;
    private final ReadOptions cachedOptions;
    private final ReadOptions scanOptions;
    private final ReadOptions prefixOptions;
    private final IndexIterators entries;
    private final IndexIterators entriesOfPrefix;

    private final AtomicInteger holders = new AtomicInteger(1);
    private @Nullable WarmSnapshot successor;
    private @Nullable Runnable afterwards;

    WarmSnapshot(WarmStore store, Snapshot snapshot) {
        this.store = store;
        this.snapshot = snapshot;
        this.options = new ReadOptions().setSnapshot(snapshot).setTotalOrderSeek(true);
        this.cachedOptions =
                new ReadOptions().setSnapshot(snapshot).setTotalOrderSeek(true).setReadTier(ReadTier.BLOCK_CACHE_TIER);
        // A scan passes once: it should not push out of the cache what point reads keep coming for.
        this.scanOptions = new ReadOptions().setSnapshot(snapshot).setFillCache(false);
        // Skips files without the prefix.
        this.prefixOptions = new ReadOptions().setSnapshot(snapshot).setPrefixSameAsStart(true);
        this.entries = new IndexIterators(store, options);
        this.entriesOfPrefix = new IndexIterators(store, prefixOptions);
    }

    /** Adds a holder; false when the snapshot is gone already. */
    public boolean retain() {
        int now = holders.get();
        while (now > 0) {
            if (holders.compareAndSet(now, now + 1)) {
                return true;
            }
            now = holders.get();
        }
        return false;
    }

    public void release() {
        if (holders.decrementAndGet() == 0) {
            entries.close();
            entriesOfPrefix.close();
            options.close();
            cachedOptions.close();
            prefixOptions.close();
            scanOptions.close();
            store.release(snapshot);
            if (successor != null) {
                successor.release();
            }
            if (afterwards != null) {
                afterwards.run();
            }
        }
    }

    /**
     * Lets the first holder go in favour of a later snapshot, which from then on lives at least as long as this one: so a
     * snapshot is gone only when all before it are.
     *
     * @param then run by whoever is the last holder of this snapshot and of all before it
     */
    public void supersede(WarmSnapshot by, @Nullable Runnable then) {
        if (!by.retain()) {
            throw new IllegalStateException("the later snapshot is closed");
        }
        successor = by;
        afterwards = then;
        release();
    }

    /** What RocksDB says of a document's key. */
    public Content read(byte[] key) {
        Optional<byte[]> row = get(Family.DOCUMENTS, key);
        if (row.isPresent()) {
            return Rows.document(row.get());
        }
        Optional<byte[]> locator = get(Family.LOCATORS, key);
        return locator.isPresent() ? Rows.locator(locator.get()) : new Content.Gone();
    }

    /** What RocksDB says of a document's key when it can without reading a file; empty when it cannot. Never blocks. */
    public Optional<Content> readCached(byte[] key) {
        try {
            byte[] row = store.database().get(store.handle(Family.DOCUMENTS), cachedOptions, key);
            if (row != null) {
                return Optional.of(Rows.document(row));
            }
            byte[] locator = store.database().get(store.handle(Family.LOCATORS), cachedOptions, key);
            return Optional.of(locator != null ? Rows.locator(locator) : new Content.Gone());
        } catch (RocksDBException e) {
            if (e.getStatus() != null && e.getStatus().getCode() == Status.Code.Incomplete) {
                return Optional.empty();
            }
            throw RocksFailure.of("reading a row", store.directory(), e);
        }
    }

    public Optional<byte[]> get(Family family, byte[] key) {
        try {
            return Optional.ofNullable(store.database().get(store.handle(family), options, key));
        } catch (RocksDBException e) {
            throw RocksFailure.of("reading a row", store.directory(), e);
        }
    }

    /** The rows of a family at these keys, in their order; empty where there is none. */
    public List<Optional<byte[]>> get(Family family, List<byte[]> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        RocksDB database = store.database();
        try {
            List<byte[]> rows = database.multiGetAsList(
                    options, java.util.Collections.nCopies(keys.size(), store.handle(family)), keys);
            return rows.stream().map(Optional::ofNullable).toList();
        } catch (RocksDBException e) {
            throw RocksFailure.of("reading rows", store.directory(), e);
        }
    }

    /** The rows of a family with keys in {@code [from, to)}; an empty {@code to} means no upper end. Close it. */
    public WarmCursor range(Family family, byte[] from, byte[] to, boolean descending) {
        byte[] end = Arrays.copyOf(to, to.length);
        if (family != Family.INDEXES) {
            RocksIterator rows = store.database().newIterator(store.handle(family), scanOptions);
            return new WarmCursor(this, rows, RocksIterator::close, from, end, descending);
        }
        IndexIterators iterators = !descending && haveOnePrefix(from, to) ? entriesOfPrefix : entries;
        return new WarmCursor(this, iterators.take(), iterators::giveBack, from, end, descending);
    }

    private static boolean haveOnePrefix(byte[] from, byte[] to) {
        int prefix = Family.INDEX_PREFIX_BYTES;
        return from.length >= prefix && to.length >= prefix && Arrays.equals(from, 0, prefix, to, 0, prefix);
    }
}
