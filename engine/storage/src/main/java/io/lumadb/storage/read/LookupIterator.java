package io.lumadb.storage.read;

import io.lumadb.document.OrderedKey;
import io.lumadb.storage.index.IndexKeys;
import io.lumadb.storage.index.IndexRows;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of index entries in the entries' order, of each document the first. For one thread. */
final class LookupIterator implements Iterator<byte[]> {

    private final LocalSnapshot snapshot;
    private final Iterator<IndexKeys.Range> parts;
    private final boolean descending;
    /** Documents that may have several entries, and were met. */
    private final Set<ByteBuffer> seen = new HashSet<>();

    private @Nullable IndexEntries part;
    private byte @Nullable [] next;

    /** {@code parts}: of an index, in order; each is opened when it is asked for. */
    LookupIterator(LocalSnapshot snapshot, Iterator<IndexKeys.Range> parts, boolean descending) {
        this.snapshot = snapshot;
        this.parts = parts;
        this.descending = descending;
        findNext();
    }

    private void findNext() {
        next = null;
        while (next == null) {
            IndexEntries entries = part;
            if (entries == null || !entries.hasNext()) {
                if (!parts.hasNext()) {
                    return;
                }
                part = snapshot.entries(parts.next(), descending);
                continue;
            }
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
