package io.lumadb.storage.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranges of index entries, with and without the help of the filters over their prefixes. */
class IndexRangeTest {

    private static final int ROUNDS = 12;
    private static final int CHANGES = 400;
    private static final int RANGES = 600;

    private final NavigableMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    private final Random random = new Random();
    private final long seed = random.nextLong();

    @TempDir
    Path directory;

    @Test
    void givesWhatAMapGivesWhateverTheRangeSharesWithItsKeys() {
        System.out.println("IndexRangeTest seed " + seed);
        random.setSeed(seed);
        try (RocksResources resources = new RocksResources(0);
                WarmStore store = new WarmStore(directory, resources)) {
            for (int round = 0; round < ROUNDS; round++) {
                change(store);
                if (random.nextBoolean()) {
                    store.flush();
                }
                compare(store);
            }
        }
    }

    private void change(WarmStore store) {
        try (WarmBatch batch = store.batch()) {
            for (int i = 0; i < CHANGES; i++) {
                byte[] key = key();
                byte[] value = {(byte) random.nextInt()};
                batch.put(Family.INDEXES, key, value);
                model.put(key, value);
                byte[] gone = model.floorKey(key());
                if (gone != null && random.nextInt(3) == 0) {
                    batch.delete(Family.INDEXES, gone);
                    model.remove(gone);
                }
            }
            Bounds bounds = bounds();
            if (random.nextInt(3) == 0 && bounds.to.length > 0) {
                batch.deleteRange(Family.INDEXES, bounds.from, bounds.to);
                bounds.within(model).clear();
            }
            batch.write();
        }
    }

    private void compare(WarmStore store) {
        WarmSnapshot snapshot = store.snapshot();
        try {
            for (int i = 0; i < RANGES; i++) {
                Bounds bounds = bounds();
                boolean descending = random.nextInt(4) == 0;
                List<String> expected = new ArrayList<>();
                bounds.within(model).forEach((key, value) -> expected.add(text(key, value)));
                assertThat(rows(snapshot, bounds, descending))
                        .as("seed %d, from %s to %s", seed, Arrays.toString(bounds.from), Arrays.toString(bounds.to))
                        .isEqualTo(descending ? expected.reversed() : expected);
            }
        } finally {
            snapshot.release();
        }
    }

    private static List<String> rows(WarmSnapshot snapshot, Bounds bounds, boolean descending) {
        List<String> rows = new ArrayList<>();
        try (WarmCursor cursor = snapshot.range(Family.INDEXES, bounds.from, bounds.to, descending)) {
            while (cursor.advance()) {
                rows.add(text(cursor.key(), cursor.value()));
            }
        }
        return rows;
    }

    private static String text(byte[] key, byte[] value) {
        return Arrays.toString(key) + " " + value[0];
    }

    /** Of few different bytes, shorter and longer than the prefix, so that keys share some of it, all of it, or more. */
    private byte[] key() {
        byte[] key = new byte[Family.INDEX_PREFIX_BYTES - 6 + random.nextInt(12)];
        for (int i = Math.max(0, key.length - 1 - random.nextInt(14)); i < key.length; i++) {
            key[i] = (byte) (random.nextInt(3) - 1);
        }
        return key;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Bounds(byte[] from, byte[] to) {
        SortedMap<byte[], byte[]> within(NavigableMap<byte[], byte[]> rows) {
            return to.length == 0 ? rows.tailMap(from, true) : rows.subMap(from, true, to, false);
        }
    }

    private Bounds bounds() {
        byte[] one = key();
        byte[] other = random.nextBoolean() ? key() : behind(one);
        if (random.nextInt(20) == 0) {
            return new Bounds(one, new byte[0]);
        }
        return Arrays.compareUnsigned(one, other) <= 0 ? new Bounds(one, other) : new Bounds(other, one);
    }

    /** A little further on: what an equal lookup asks for. */
    private static byte[] behind(byte[] key) {
        byte[] behind = key.clone();
        for (int i = behind.length - 1; i >= 0; i--) {
            behind[i]++;
            if (behind[i] != 0) {
                break;
            }
        }
        return behind;
    }
}
