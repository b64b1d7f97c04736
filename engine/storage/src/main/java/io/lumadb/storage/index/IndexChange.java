package io.lumadb.storage.index;

import io.lumadb.document.Value;
import io.lumadb.storage.hot.Generation.Slot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An index entry's newest state in RAM: the id it leads to, or empty when it was removed. The slot is the core loop's. */
public final class IndexChange {

    private final byte[] key;
    private final Optional<Value> id;
    private @Nullable Slot<IndexChange> dirty;

    public IndexChange(byte[] key, Optional<Value> id) {
        this.key = key;
        this.id = id;
    }

    public byte[] key() {
        return key;
    }

    public Optional<Value> id() {
        return id;
    }

    public @Nullable Slot<IndexChange> dirty() {
        return dirty;
    }

    public void dirty(@Nullable Slot<IndexChange> slot) {
        this.dirty = slot;
    }
}
