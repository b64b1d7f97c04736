package io.lumadb.storage.warm;

import io.lumadb.storage.file.Disk;
import io.lumadb.storage.file.WholeFile;
import io.lumadb.storage.view.WarmView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One shard's RocksDB. Thread-safe; opened off the core loops, since RocksDB's own threads would inherit a loop's
 * processor.
 */
public final class WarmStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WarmStore.class);
    private static final long CLOSE_PATIENCE_SECONDS = 10;
    private static final int MOST_RESERVED_BYTES = 1 << 30;

    private final Path directory;
    private final DBOptions options;
    private final List<ColumnFamilyOptions> familyOptions = new ArrayList<>();
    private final Statistics statistics = new Statistics();
    private final WriteOptions writeOptions = new WriteOptions().setDisableWAL(true);
    private final FlushOptions flushOptions = new FlushOptions().setWaitForFlush(true);
    private final RocksDB database;
    private final Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
    private final ColumnFamilyHandle defaultHandle;
    /** The store itself and each snapshot; the last one out closes the database. */
    private final AtomicInteger holders = new AtomicInteger(1);

    private final CountDownLatch closed = new CountDownLatch(1);

    public WarmStore(Path directory, RocksResources resources) {
        this(directory, resources, RocksDB::open);
    }

    /** Opens a database that nobody writes to, and changes no file of it. */
    public static WarmStore readOnly(Path directory, RocksResources resources) {
        return new WarmStore(directory, resources, StoredFiles::openReadOnly);
    }

    /** How RocksDB opens a database. */
    @FunctionalInterface
    interface Opening {
        RocksDB open(
                DBOptions options, String path, List<ColumnFamilyDescriptor> families, List<ColumnFamilyHandle> handles)
                throws RocksDBException;
    }

    private WarmStore(Path directory, RocksResources resources, Opening opening) {
        this.directory = directory;
        this.options = resources.databaseOptions(statistics);
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(described(RocksDB.DEFAULT_COLUMN_FAMILY, resources.familyOptions()));
        for (Family family : Family.values()) {
            descriptors.add(described(family.bytes(), resources.familyOptions(family)));
        }
        List<ColumnFamilyHandle> opened = new ArrayList<>();
        try {
            WholeFile.makeFolders(Disk.REAL, directory);
            StoredFiles.refuseWithoutCurrent(directory);
            this.database = opening.open(options, directory.toString(), descriptors, opened);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the directory " + directory, e);
        } catch (RocksDBException e) {
            throw RocksFailure.ofOpening(directory, e);
        }
        this.defaultHandle = opened.getFirst();
        Iterator<ColumnFamilyHandle> behind = opened.subList(1, opened.size()).iterator();
        for (Family family : Family.values()) {
            handles.put(family, behind.next());
        }
    }

    private ColumnFamilyDescriptor described(byte[] name, ColumnFamilyOptions options) {
        familyOptions.add(options);
        return new ColumnFamilyDescriptor(name, options);
    }

    public Path directory() {
        return directory;
    }

    /** The sorted files that the database uses, in order. */
    List<Path> sortedFiles() {
        return database.getLiveFilesMetaData().stream()
                // RocksDB gives names with a slash before them.
                .map(file -> directory.resolve(file.fileName().replace("/", "")))
                .sorted()
                .toList();
    }

    RocksDB database() {
        return database;
    }

    ColumnFamilyHandle handle(Family family) {
        return java.util.Objects.requireNonNull(handles.get(family));
    }

    public WarmBatch batch() {
        return batch(0);
    }

    /**
     * A batch with room for so many bytes, and as many more as it comes to: one that grows from nothing copies itself again
     * and again. Room that is not used costs no memory.
     */
    public WarmBatch batch(long bytes) {
        return new WarmBatch(this, Math.clamp(bytes, 0, MOST_RESERVED_BYTES));
    }

    void write(WriteBatch batch) {
        try {
            database.write(writeOptions, batch);
        } catch (RocksDBException e) {
            throw RocksFailure.of("writing a batch", directory, e);
        }
    }

    /** Brings all families to disk, together. Returns when they are there. */
    public void flush() {
        try {
            database.flush(flushOptions, List.copyOf(handles.values()));
        } catch (RocksDBException e) {
            throw RocksFailure.of("flushing", directory, e);
        }
    }

    /** The present moment, with one holder. */
    public WarmSnapshot snapshot() {
        holders.incrementAndGet();
        return new WarmSnapshot(this, database.getSnapshot());
    }

    void release(Snapshot snapshot) {
        database.releaseSnapshot(snapshot);
        snapshot.close();
        leave();
    }

    /** Bytes of a family's files that are in use. */
    public long fileBytes(Family family) {
        try {
            return database.getLongProperty(handle(family), "rocksdb.live-sst-files-size");
        } catch (RocksDBException e) {
            throw RocksFailure.of("asking for file sizes", directory, e);
        }
    }

    /** Bytes that flushes wrote since the store was opened. */
    public long flushedBytes() {
        return statistics.getTickerCount(TickerType.FLUSH_WRITE_BYTES);
    }

    /** Bytes that compactions wrote since the store was opened. */
    public long compactedBytes() {
        return statistics.getTickerCount(TickerType.COMPACT_WRITE_BYTES);
    }

    /**
     * The shape of the tree; empty when the store is closed. Not for a core loop: it takes some milliseconds.
     *
     * @param shard what the answer is labelled with
     */
    public Optional<WarmView> view(int shard) {
        if (!retain()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new TreeShape(database).view(shard, handles, statistics.getTickerCount(TickerType.STALL_MICROS)));
        } catch (RocksDBException e) {
            throw RocksFailure.of("looking at the levels", directory, e);
        } finally {
            leave();
        }
    }

    private boolean retain() {
        int now = holders.get();
        while (now > 0) {
            if (holders.compareAndSet(now, now + 1)) {
                return true;
            }
            now = holders.get();
        }
        return false;
    }

    /** Closes the database when its last snapshot is closed, and waits for that a while. */
    @Override
    public void close() {
        leave();
        try {
            if (!closed.await(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a snapshot of {} is still open: its files stay open until it is closed", directory);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave() {
        if (holders.decrementAndGet() > 0) {
            return;
        }
        handles.values().forEach(ColumnFamilyHandle::close);
        defaultHandle.close();
        try {
            database.closeE();
        } catch (RocksDBException e) {
            LOG.warn("closing the warm store in {}: {}", directory, e.getMessage());
        }
        writeOptions.close();
        flushOptions.close();
        options.close();
        familyOptions.forEach(ColumnFamilyOptions::close);
        statistics.close();
        closed.countDown();
    }
}
