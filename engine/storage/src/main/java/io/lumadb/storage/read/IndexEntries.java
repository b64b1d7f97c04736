package io.lumadb.storage.read;

import io.lumadb.storage.index.IndexChange;
import io.lumadb.storage.warm.WarmCursor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Merges the index entries on disk with the changes above them, in index order. For one thread. */
final class IndexEntries implements Iterator<IndexEntries.Entry> {

    /** An entry's key and its {@link io.lumadb.storage.index.IndexRows row}, both shared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Entry(byte[] key, byte[] row) {}

    private final Iterator<IndexChange> changes;
    private final WarmCursor rows;
    private final boolean descending;
    private @Nullable IndexChange change;
    private byte @Nullable [] rowKey;
    private @Nullable Entry next;

    IndexEntries(Iterator<IndexChange> changes, WarmCursor rows, boolean descending) {
        this.changes = changes;
        this.rows = rows;
        this.descending = descending;
        advanceChange();
        advanceRow();
        findNext();
    }

    private void advanceChange() {
        change = changes.hasNext() ? changes.next() : null;
    }

    private void advanceRow() {
        if (rows.advance()) {
            rowKey = rows.key();
        } else {
            rowKey = null;
            rows.close();
        }
    }

    private void findNext() {
        next = null;
        while (next == null && (change != null || rowKey != null)) {
            next = takeFirst().orElse(null);
        }
    }

    /** Takes the lower of the two (the higher when descending); a change hides the row of its key. */
    private Optional<Entry> takeFirst() {
        IndexChange above = change;
        byte[] below = rowKey;
        if (above == null || below != null && order(below, above.key()) < 0) {
            byte[] key = java.util.Objects.requireNonNull(below);
            Entry entry = new Entry(key, rows.value());
            advanceRow();
            return Optional.of(entry);
        }
        if (below != null && Arrays.equals(below, above.key())) {
            advanceRow();
        }
        advanceChange();
        return above.row().map(row -> new Entry(above.key(), row));
    }

    private int order(byte[] left, byte[] right) {
        int order = Arrays.compareUnsigned(left, right);
        return descending ? -order : order;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Entry next() {
        Entry entry = next;
        if (entry == null) {
            throw new NoSuchElementException();
        }
        findNext();
        return entry;
    }
}
