package io.lumadb.storage.read;

import io.lumadb.document.OrderedKey;
import io.lumadb.storage.index.IndexRows;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of index entries in the entries' order, of each document the first. For one thread. */
final class LookupIterator implements Iterator<byte[]> {

    private final IndexEntries entries;
    /** Documents that may have several entries, and were met. */
    private final Set<ByteBuffer> seen = new HashSet<>();

    private byte @Nullable [] next;

    LookupIterator(IndexEntries entries) {
        this.entries = entries;
        findNext();
    }

    private void findNext() {
        next = null;
        while (next == null && entries.hasNext()) {
            byte[] row = entries.next().row();
            if (IndexRows.carries(row) || seen.add(ByteBuffer.wrap(OrderedKey.of(IndexRows.id(row))))) {
                next = row;
            }
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public byte[] next() {
        byte[] row = next;
        if (row == null) {
            throw new NoSuchElementException();
        }
        findNext();
        return row;
    }
}
