package io.lumadb.storage.hot;

import io.lumadb.storage.hot.Generation.Slot;
import org.jspecify.annotations.Nullable;

/**
 * A key's newest state in RAM. Key and content never change. The slot belongs to the core loop. The {@link Heat} is
 * stamped by whoever reads the document, without a lock: a lost stamp makes it colder by one access, nothing more.
 */
public final class Entry {

    /** The objects of an entry and their places in the tree; {@code MemoryAccountTest} holds it against the heap. */
    private static final long ENTRY = 32;

    private static final long HEAT = 24;
    private static final long LIVE = 24 + 16;
    private static final long COLD = 32;
    /** Two references, in leaves that are three quarters full, with the nodes themselves. */
    private static final long PLACE_IN_TREE = 13;

    private static final long ARRAY_HEADER = 16;

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

    /** RAM that it takes, its document included, on a JVM with compressed references. */
    public long memoryBytes() {
        return ENTRY + HEAT + PLACE_IN_TREE + array(key.length) + ofContent();
    }

    private long ofContent() {
        return switch (content) {
            case Content.Live live -> LIVE + array(live.document().sizeBytes());
            case Content.Gone _ -> 0;
            case Content.Cold _ -> COLD;
        };
    }

    /** Objects begin at multiples of eight. */
    private static long array(int bytes) {
        return ARRAY_HEADER + (bytes + 7 & ~7);
    }
}
