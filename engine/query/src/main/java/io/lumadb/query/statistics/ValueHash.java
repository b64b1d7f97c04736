package io.lumadb.query.statistics;

import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;

/** 64 bits of a value, the same for {@code 1} and {@code 1.0}: FNV-1a over its key, then MurmurHash3's finalizer. */
final class ValueHash {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private ValueHash() {}

    static long of(Value value) {
        long hash = FNV_OFFSET;
        for (byte part : OrderedKey.of(value)) {
            hash = (hash ^ (part & 0xFF)) * FNV_PRIME;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
