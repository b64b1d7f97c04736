package io.lumadb.storage.warm;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The column families of a shard's RocksDB. */
public enum Family {
    /** Key → revision, BSON. Every document that is not cold. */
    DOCUMENTS,
    /** Key → last access, size. What the policies look through; may be behind, and may outlive its document. */
    ACCESS,
    /** Key → segment, revision, size. Every cold document. */
    LOCATORS,
    /** Collection, index, indexed values, id → the id. */
    INDEXES,
    /** The shard's own state, its segments, and the requests it remembers. */
    META;

    /**
     * What the filters over index entries know of their keys: collection, index, and the first eight bytes of the values or
     * of their hash.
     */
    static final int INDEX_PREFIX_BYTES = 16;

    byte[] bytes() {
        return name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    }
}
