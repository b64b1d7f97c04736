package io.lumadb.cluster.database;

import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64 with seed 0 (Yann Collet, <a href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">xxHash
 * specification 0.1.1</a>): which shard a key belongs to. Never change it: stored documents lie where it said.
 */
public final class KeyHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    /** {@code PRIME_1 + PRIME_2} modulo 2^64. */
    private static final long FIRST_LANE = 0x60EA27EEADC0B5D6L;

    private static final int STRIPE = 32;

    private KeyHash() {}

    /** The shard, 0 to {@code shards - 1}, of a document. */
    public static int shardOf(Value id, int shards) {
        return shard(OrderedKey.of(id), shards);
    }

    /** The shard, 0 to {@code shards - 1}, of a key's order-preserving bytes. */
    static int shard(byte[] key, int shards) {
        return (int) Long.remainderUnsigned(hash(key), shards);
    }

    static long hash(byte[] bytes) {
        int at = 0;
        long hash;
        if (bytes.length >= STRIPE) {
            long first = FIRST_LANE;
            long second = PRIME_2;
            long third = 0;
            long fourth = -PRIME_1;
            for (; at + STRIPE <= bytes.length; at += STRIPE) {
                first = round(first, longAt(bytes, at));
                second = round(second, longAt(bytes, at + 8));
                third = round(third, longAt(bytes, at + 16));
                fourth = round(fourth, longAt(bytes, at + 24));
            }
            hash = Long.rotateLeft(first, 1)
                    + Long.rotateLeft(second, 7)
                    + Long.rotateLeft(third, 12)
                    + Long.rotateLeft(fourth, 18);
            hash = merge(merge(merge(merge(hash, first), second), third), fourth);
        } else {
            hash = PRIME_5;
        }
        return avalanche(tail(hash + bytes.length, bytes, at));
    }

    private static long tail(long start, byte[] bytes, int from) {
        long hash = start;
        int at = from;
        for (; at + 8 <= bytes.length; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, longAt(bytes, at)), 27) * PRIME_1 + PRIME_4;
        }
        if (at + 4 <= bytes.length) {
            long four = Integer.toUnsignedLong((int) INTS.get(bytes, at));
            hash = Long.rotateLeft(hash ^ four * PRIME_1, 23) * PRIME_2 + PRIME_3;
            at += 4;
        }
        for (; at < bytes.length; at++) {
            hash = Long.rotateLeft(hash ^ (bytes[at] & 0xFFL) * PRIME_5, 11) * PRIME_1;
        }
        return hash;
    }

    private static long longAt(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }

    private static long avalanche(long start) {
        long hash = start;
        hash ^= hash >>> 33;
        hash *= PRIME_2;
        hash ^= hash >>> 29;
        hash *= PRIME_3;
        return hash ^ hash >>> 32;
    }
}
