package io.lumadb.client.load.key;

/** The 64-bit hash by which YCSB scatters numbers: FNV-1a (Fowler, Noll and Vo) over the eight bytes, lowest first. */
final class Fnv {

    private static final long OFFSET_BASIS = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    private Fnv() {}

    /** 0 or more, as YCSB's {@code Utils.hash} gives it. */
    static long hash(long number) {
        long rest = number;
        long hash = OFFSET_BASIS;
        for (int octet = 0; octet < Long.BYTES; octet++) {
            hash = (hash ^ (rest & 0xFF)) * PRIME;
            rest >>= Byte.SIZE;
        }
        return Math.abs(hash);
    }
}
