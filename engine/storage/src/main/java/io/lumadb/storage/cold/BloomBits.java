package io.lumadb.storage.cold;

import java.util.Arrays;

/**
 * A bloom filter (Bloom 1970) of ten bits a key and seven probes, about one false answer in a hundred. Both hashes come
 * from one 64-bit hash (Kirsch and Mitzenmacher 2006).
 */
final class BloomBits {

    private static final int BITS_A_KEY = 10;
    private static final int PROBES = 7;

    private final byte[] bits;

    BloomBits(int keys) {
        this.bits = new byte[Math.max(8, (keys * BITS_A_KEY + 7) / 8)];
    }

    BloomBits(byte[] bits) {
        this.bits = bits;
    }

    byte[] bytes() {
        return bits;
    }

    void add(byte[] key) {
        long hash = hash(key);
        for (int i = 0; i < PROBES; i++) {
            int bit = bit(hash, i);
            bits[bit >>> 3] |= (byte) (1 << (bit & 7));
        }
    }

    /** False only when the key was never added. */
    boolean mayContain(byte[] key) {
        long hash = hash(key);
        for (int i = 0; i < PROBES; i++) {
            int bit = bit(hash, i);
            if ((bits[bit >>> 3] >> (bit & 7) & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    private int bit(long hash, int probe) {
        long mixed = (hash >>> 32) + probe * (hash & 0xFFFFFFFFL);
        return (int) Long.remainderUnsigned(mixed, bits.length * 8L);
    }

    /** FNV-1a over the bytes, then the finalizer of MurmurHash3: stable across versions, since it is on disk. */
    private static long hash(byte[] key) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : key) {
            hash = (hash ^ each & 0xFF) * 0x100000001b3L;
        }
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        hash *= 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BloomBits that && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }
}
