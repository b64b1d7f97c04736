package io.lumadb.storage.index;

import io.lumadb.storage.hot.Generation.Slot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An index entry's newest state in RAM: its {@link IndexRows row}, or empty when it was removed. The slot is the core loop's. */
public final class IndexChange {

    private final byte[] key;
    private final Optional<byte[]> row;
    private @Nullable Slot<IndexChange> dirty;

    public IndexChange(byte[] key, Optional<byte[]> row) {
        this.key = key;
        this.row = row;
    }

    public byte[] key() {
        return key;
    }

    public Optional<byte[]> row() {
        return row;
    }

    public @Nullable Slot<IndexChange> dirty() {
        return dirty;
    }

    public void dirty(@Nullable Slot<IndexChange> slot) {
        this.dirty = slot;
    }
}
