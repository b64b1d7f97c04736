package io.lumadb.storage.tiering;

import java.util.Arrays;

/**
 * About how often each of very many keys was seen lately: a count-min sketch (Cormode and Muthukrishnan 2005) of
 * saturating byte counters, aged by halving as TinyLFU does (Einziger, Friedman and Manes 2017). 256 KiB a shard. Owned by
 * one thread at a time; others may look at an {@link #estimate} that is a moment old.
 *
 * <p>Between two halvings an estimate is never below the truth (up to 127) and, with a probability of at least
 * {@code 1 - e^-4 = 98.2 %}, above it by no more than {@code e / 65,536} of all sights counted. It halves by itself after
 * 32,768 sights, so that this is 1 at most: however many documents are read once, few of them look as if they were read
 * twice.
 */
final class FrequencySketch {

    static final int ROWS = 4;
    static final int COLUMNS = 1 << 16;
    /** Sights after which everything is worth half. */
    static final int SAMPLE = COLUMNS / 2;

    private static final int COLUMN_BITS = 16;
    private static final int MOST = 127;
    private static final int MOST_HALVINGS = 7;
    private static final long[] SEEDS = {
        0x9E3779B97F4A7C15L, 0xC2B2AE3D27D4EB4FL, 0x165667B19E3779F9L, 0xD6E8FEB86659FD93L
    };

    private final byte[] counters = new byte[ROWS * COLUMNS];
    /** What a row's counters sum to, or more. */
    private int sights;

    /** Counts a sight of the key and gives the new estimate. */
    int add(byte[] key) {
        if (sights >= SAMPLE) {
            halve(1);
        }
        sights++;
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

    /** Makes every count worth half, so many times. */
    void halve(long times) {
        int shift = (int) Math.min(times, MOST_HALVINGS);
        if (shift <= 0 || sights == 0) {
            return;
        }
        for (int i = 0; i < counters.length; i++) {
            counters[i] = (byte) (counters[i] >> shift);
        }
        sights >>= shift;
    }

    private static int at(long hash, int row) {
        long mixed = (hash ^ hash >>> 32) * SEEDS[row];
        return row * COLUMNS + (int) (mixed >>> 64 - COLUMN_BITS);
    }

    static long hash(byte[] key) {
        long hash = Arrays.hashCode(key);
        for (byte each : key) {
            hash = (hash ^ each) * 0x100000001b3L;
        }
        return hash;
    }
}
