package io.lumadb.storage.read;

import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import io.lumadb.storage.index.IndexChange;
import io.lumadb.storage.index.IndexKeys;
import io.lumadb.storage.warm.WarmCursor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges the index entries on disk with the changes above them, in index order. A document with several entries in the
 * range comes once, at its first. For one thread.
 */
final class LookupIterator implements Iterator<Value> {

    private final Iterator<IndexChange> changes;
    private final WarmCursor rows;
    private final boolean descending;
    private final Set<ByteBuffer> seen = new HashSet<>();
    private @Nullable IndexChange change;
    private byte @Nullable [] rowKey;
    private @Nullable Value next;

    LookupIterator(Iterator<IndexChange> changes, WarmCursor rows, boolean descending) {
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
            Optional<Value> id = takeFirst();
            if (id.isPresent() && seen.add(ByteBuffer.wrap(OrderedKey.of(id.get())))) {
                next = id.get();
            }
        }
    }

    /** Takes the lower of the two (the higher when descending); a change hides the row of its key. */
    private Optional<Value> takeFirst() {
        IndexChange above = change;
        byte[] below = rowKey;
        if (above == null || below != null && order(below, above.key()) < 0) {
            Value id = IndexKeys.id(rows.row().value());
            advanceRow();
            return Optional.of(id);
        }
        if (below != null && Arrays.equals(below, above.key())) {
            advanceRow();
        }
        advanceChange();
        return above.id();
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
    public Value next() {
        Value value = next;
        if (value == null) {
            throw new NoSuchElementException();
        }
        findNext();
        return value;
    }
}
