package io.lumadb.storage.tiering;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps documents from going up and down by turns. One that rose because it was read stays hot for
 * {@link Dues#STAY_MILLIS}, whatever its policy's idle time; one that fell because there was no room does not rise for as
 * long, however often it is read. So no document rises twice, or falls twice for its policy, within a minute.
 *
 * <p>The risen are known one by one, the last 16,384 of them; the fallen by two Bloom filters of 64 KiB that take turns
 * every minute, so that some documents wait for up to two minutes, and a few without need. Thread-safe.
 */
final class Settling {

    private static final int MOST_RISEN = 16_384;
    private static final int BITS = 1 << 19;

    private final Map<Key, Long> risen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
            return size() > MOST_RISEN;
        }
    };
    private long[] fallen = new long[BITS / Long.SIZE];
    private long[] fallenBefore = new long[BITS / Long.SIZE];
    private boolean anyFallen;
    private long turnedMillis;

    synchronized void rose(byte[] key, long now) {
        Iterator<Long> oldest = risen.values().iterator();
        while (oldest.hasNext() && oldest.next() + Dues.STAY_MILLIS <= now) {
            oldest.remove();
        }
        Key known = new Key(key);
        risen.remove(known);
        risen.put(known, now);
    }

    /** When accesses brought this document up, if that was lately; otherwise 0. */
    synchronized long risenMillis(byte[] key) {
        return risen.isEmpty() ? 0 : risen.getOrDefault(new Key(key), 0L);
    }

    synchronized void fell(byte[] key, long now) {
        turn(now);
        anyFallen = true;
        long hash = FrequencySketch.hash(key);
        set(fallen, first(hash));
        set(fallen, second(hash));
    }

    synchronized boolean mayRise(byte[] key, long now) {
        if (!anyFallen) {
            return true;
        }
        turn(now);
        long hash = FrequencySketch.hash(key);
        return !isSet(fallen, hash) && !isSet(fallenBefore, hash);
    }

    private void turn(long now) {
        if (now - turnedMillis < Dues.STAY_MILLIS) {
            return;
        }
        boolean longAgo = now - turnedMillis >= 2 * Dues.STAY_MILLIS;
        long[] oldest = fallenBefore;
        fallenBefore = longAgo ? new long[BITS / Long.SIZE] : fallen;
        java.util.Arrays.fill(oldest, 0);
        fallen = oldest;
        anyFallen = !longAgo;
        turnedMillis = now;
    }

    private static boolean isSet(long[] bits, long hash) {
        return get(bits, first(hash)) && get(bits, second(hash));
    }

    private static int first(long hash) {
        return (int) ((hash ^ hash >>> 29) * 0x9E3779B97F4A7C15L >>> 64 - 19);
    }

    private static int second(long hash) {
        return (int) ((hash ^ hash >>> 29) * 0xC2B2AE3D27D4EB4FL >>> 64 - 19);
    }

    private static void set(long[] bits, int at) {
        bits[at >> 6] |= 1L << at;
    }

    private static boolean get(long[] bits, int at) {
        return (bits[at >> 6] & 1L << at) != 0;
    }
}
