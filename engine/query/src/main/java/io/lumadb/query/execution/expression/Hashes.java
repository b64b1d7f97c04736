package io.lumadb.query.execution.expression;

/** Hashes whose every bit depends on the whole key: tables and files divide rows by a few of them. */
public final class Hashes {

    private Hashes() {}

    /** MurmurHash3's finalizer: neighbouring numbers, whose hashes differ in few bits, come far apart. */
    public static int spread(int hash) {
        int bits = hash ^ hash >>> 16;
        bits *= 0x85EBCA6B;
        bits ^= bits >>> 13;
        bits *= 0xC2B2AE35;
        return bits ^ bits >>> 16;
    }
}
