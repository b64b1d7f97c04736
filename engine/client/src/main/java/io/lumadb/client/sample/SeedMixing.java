package io.lumadb.client.sample;

import java.util.SplittableRandom;

/** Gives every numbered thing a random stream of its own, so that thing n never depends on how many came before it. */
final class SeedMixing {

    private SeedMixing() {}

    static SplittableRandom random(long seed, long number) {
        return new SplittableRandom(mix(seed + mix(number)));
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). */
    private static long mix(long bits) {
        long mixed = bits + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
