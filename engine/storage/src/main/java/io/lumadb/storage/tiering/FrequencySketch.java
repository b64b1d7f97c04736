package io.lumadb.storage.tiering;

import java.util.Arrays;

/**
 * About how often each of very many keys was seen lately: a count-min sketch (Cormode and Muthukrishnan 2005) of
 * saturating byte counters, aged by halving as TinyLFU does (Einziger, Friedman and Manes 2017). 64 KiB a shard. An
 * estimate is never below the truth but for ageing. Owned by one thread at a time.
 */
final class FrequencySketch {

    private static final int ROWS = 4;
    private static final int COLUMNS = 1 << 14;
    private static final int MOST = 127;
    private static final long[] SEEDS = {
        0x9E3779B97F4A7C15L, 0xC2B2AE3D27D4EB4FL, 0x165667B19E3779F9L, 0xD6E8FEB86659FD93L
    };

    private final byte[] counters = new byte[ROWS * COLUMNS];

    /** Counts a sight of the key and gives the new estimate. */
    int add(byte[] key) {
        long hash = hash(key);
        int least = MOST;
        for (int row = 0; row < ROWS; row++) {
            int at = at(hash, row);
            if (counters[at] < MOST) {
                counters[at]++;
            }
            least = Math.min(least, counters[at]);
        }
        return least;
    }

    int estimate(byte[] key) {
        long hash = hash(key);
        int least = MOST;
        for (int row = 0; row < ROWS; row++) {
            least = Math.min(least, counters[at(hash, row)]);
        }
        return least;
    }

    /** Makes every count worth half. */
    void halve() {
        for (int i = 0; i < counters.length; i++) {
            counters[i] >>= 1;
        }
    }

    private static int at(long hash, int row) {
        long mixed = (hash ^ hash >>> 32) * SEEDS[row];
        return row * COLUMNS + (int) (mixed >>> 64 - 14);
    }

    private static long hash(byte[] key) {
        long hash = Arrays.hashCode(key);
        for (byte each : key) {
            hash = (hash ^ each) * 0x100000001b3L;
        }
        return hash;
    }
}
