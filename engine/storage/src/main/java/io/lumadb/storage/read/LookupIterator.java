package io.lumadb.storage.read;

import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The documents that index entries lead to, in the entries' order; each once, at its first. For one thread. */
final class LookupIterator implements Iterator<Value> {

    private final IndexEntries entries;
    private final Set<ByteBuffer> seen = new HashSet<>();
    private @Nullable Value next;

    LookupIterator(IndexEntries entries) {
        this.entries = entries;
        findNext();
    }

    private void findNext() {
        next = null;
        while (next == null && entries.hasNext()) {
            Value id = entries.next().id();
            if (seen.add(ByteBuffer.wrap(OrderedKey.of(id)))) {
                next = id;
            }
        }
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
