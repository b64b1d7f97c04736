package io.lumadb.storage.read;

import io.lumadb.document.Value;
import io.lumadb.storage.index.IndexChange;
import io.lumadb.storage.index.IndexKeys;
import io.lumadb.storage.warm.WarmCursor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Merges the index entries on disk with the changes above them, in index order. For one thread. */
final class IndexEntries implements Iterator<IndexEntries.Entry> {

    /** An entry's key, shared, and the document it leads to. */
    @SuppressWarnings("ArrayRecordComponent")
    record Entry(byte[] key, Value id) {}

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
            Entry entry = new Entry(key, IndexKeys.id(rows.row().value()));
            advanceRow();
            return Optional.of(entry);
        }
        if (below != null && Arrays.equals(below, above.key())) {
            advanceRow();
        }
        advanceChange();
        return above.id().map(id -> new Entry(above.key(), id));
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
