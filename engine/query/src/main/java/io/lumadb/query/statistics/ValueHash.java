package io.lumadb.query.statistics;

import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;

/**
 * 64 bits of a value, the same for {@code 1} and {@code 1.0}: FNV-1a over its key, then MurmurHash3's finalizer. Of a long
 * text it is over the end, the length and Java's own hash: byte by byte, a census of long texts would be nothing else.
 */
final class ValueHash {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private static final int LONG_TEXT = 64;
    private static final int END_OF_TEXT = 16;

    private ValueHash() {}

    static long of(Value value) {
        return value instanceof Value.Text(String text) && text.length() > LONG_TEXT
                ? mixed(((long) text.hashCode() << 32 | text.length()) ^ fnv(end(text)))
                : mixed(fnv(value));
    }

    private static Value end(String text) {
        return Value.of(text.substring(text.length() - END_OF_TEXT));
    }

    private static long fnv(Value value) {
        long hash = FNV_OFFSET;
        for (byte part : OrderedKey.of(value)) {
            hash = (hash ^ (part & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }

    private static long mixed(long bits) {
        long hash = bits;
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
