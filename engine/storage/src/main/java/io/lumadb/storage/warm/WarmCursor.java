package io.lumadb.storage.warm;

import java.util.Arrays;
import java.util.function.Consumer;
import org.rocksdb.RocksIterator;

/**
 * Walks over rows. Stands before the first row when made. One thread walks; another may close it, after which it has no
 * further row. Holds its snapshot until closed.
 */
public final class WarmCursor implements AutoCloseable {

    private final WarmSnapshot snapshot;
    private final RocksIterator rows;
    private final Consumer<RocksIterator> after;
    private final byte[] from;
    private final byte[] to;
    private final boolean descending;
    private boolean started;
    private boolean closed;
    /** The key it stands at. */
    private byte[] at = new byte[0];

    /** {@code after}: takes the iterator when the cursor is closed, while the snapshot is still held. */
    WarmCursor(
            WarmSnapshot snapshot,
            RocksIterator rows,
            Consumer<RocksIterator> after,
            byte[] from,
            byte[] to,
            boolean descending) {
        if (!snapshot.retain()) {
            rows.close();
            throw new IllegalStateException("the snapshot is closed");
        }
        this.snapshot = snapshot;
        this.rows = rows;
        this.after = after;
        this.from = from;
        this.to = to;
        this.descending = descending;
    }

    /** A row. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Row(byte[] key, byte[] value) {}

    /** Moves on; false behind the last row. */
    public synchronized boolean advance() {
        if (closed) {
            return false;
        }
        if (started) {
            if (descending) {
                rows.prev();
            } else {
                rows.next();
            }
        } else {
            started = true;
            seekFirst();
        }
        if (!rows.isValid()) {
            return false;
        }
        byte[] key = rows.key();
        at = key;
        return descending
                ? Arrays.compareUnsigned(key, from) >= 0
                : to.length == 0 || Arrays.compareUnsigned(key, to) < 0;
    }

    private void seekFirst() {
        if (!descending) {
            rows.seek(from);
            return;
        }
        if (to.length == 0) {
            rows.seekToLast();
            return;
        }
        rows.seekForPrev(to);
        if (rows.isValid() && Arrays.equals(rows.key(), to)) {
            rows.prev();
        }
    }

    /** The row it stands at. */
    public synchronized Row row() {
        if (closed) {
            throw new IllegalStateException("the snapshot is closed");
        }
        return new Row(at, rows.value());
    }

    /** The key it stands at, not a copy, without fetching the row. */
    public synchronized byte[] key() {
        if (closed) {
            throw new IllegalStateException("the snapshot is closed");
        }
        return at;
    }

    /** What the row it stands at has behind its key. */
    public synchronized byte[] value() {
        if (closed) {
            throw new IllegalStateException("the snapshot is closed");
        }
        return rows.value();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            after.accept(rows);
            snapshot.release();
        }
    }
}
