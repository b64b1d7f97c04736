package io.lumadb.storage.hot;

import io.lumadb.storage.hot.Generation.Slot;
import org.jspecify.annotations.Nullable;

/**
 * A key's newest state in RAM. Key and content never change. The slot belongs to the core loop. The {@link Heat} is
 * stamped by whoever reads the document, without a lock: a lost stamp makes it colder by one access, nothing more.
 */
public final class Entry {

    /** RAM an entry takes beside its key and document: objects, tree slot, array headers. An estimate. */
    private static final long OVERHEAD = 176L;

    private final byte[] key;
    private final Content content;
    private final Heat heat;
    private final boolean coversLocator;
    private @Nullable Slot<Entry> dirty;

    public Entry(byte[] key, Content content, Heat heat, boolean coversLocator) {
        this.key = key;
        this.content = content;
        this.heat = heat;
        this.coversLocator = coversLocator;
    }

    /** The array itself: nobody changes it. */
    public byte[] key() {
        return key;
    }

    public Content content() {
        return content;
    }

    public Heat heat() {
        return heat;
    }

    /** Whether RocksDB may hold a cold document's place under this key, which the next checkpoint must remove. */
    public boolean coversLocator() {
        return coversLocator;
    }

    /** Where RocksDB's next state of this key waits; null when RocksDB has it. */
    public @Nullable Slot<Entry> dirty() {
        return dirty;
    }

    public void dirty(@Nullable Slot<Entry> slot) {
        this.dirty = slot;
    }

    public boolean isLive() {
        return content instanceof Content.Live;
    }

    public long memoryBytes() {
        return OVERHEAD
                + key.length
                + (content instanceof Content.Live live ? live.document().sizeBytes() : 0);
    }
}
