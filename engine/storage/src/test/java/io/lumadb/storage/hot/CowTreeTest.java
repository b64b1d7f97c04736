package io.lumadb.storage.hot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CowTreeTest {

    private static byte[] key(int n) {
        return ByteBuffer.allocate(4).putInt(n).array();
    }

    private static <T> List<T> list(Iterator<T> iterator) {
        List<T> all = new ArrayList<>();
        iterator.forEachRemaining(all::add);
        return all;
    }

    private static List<String> valuesOfLeaves(CowTree.Root<String> root, byte[] from, byte[] to) {
        List<String> values = new ArrayList<>();
        root.leaves(from, to).forEachRemaining(leaf -> {
            for (int place = leaf.from(); place < leaf.to(); place++) {
                values.add(leaf.get(place));
            }
        });
        return values;
    }

    /** Keys that begin alike, end early, or differ behind the bytes that nodes keep of them. */
    @Property(tries = 300)
    void findsKeysOfAnyLengthThatBeginAlike(
            @ForAll @Size(max = 800) List<@Size(max = 4) List<@IntRange(max = 3) Integer>> steps,
            @ForAll @IntRange(max = 12) int common) {
        CowTree<String> tree = new CowTree<>();
        TreeMap<byte[], String> model = new TreeMap<>(Arrays::compareUnsigned);

        for (int i = 0; i < steps.size(); i++) {
            byte[] key = alike(steps.get(i), i % 7 == 0 ? 0 : common);
            if (i % 5 == 4) {
                assertThat(tree.remove(key)).isEqualTo(model.remove(key));
            } else {
                assertThat(tree.put(key, "v" + i)).isEqualTo(model.put(key, "v" + i));
            }
        }

        CowTree.Root<String> root = tree.freeze();
        assertThat(list(root.all())).isEqualTo(List.copyOf(model.values()));
        for (List<Integer> step : steps) {
            for (int prefix : new int[] {0, common}) {
                byte[] key = alike(step, prefix);
                assertThat(root.get(key)).isEqualTo(model.get(key));
                assertThat(list(root.range(key, new byte[0])))
                        .isEqualTo(List.copyOf(model.tailMap(key, true).values()));
            }
        }
    }

    /** Each step's numbers, some of them as runs of zeros, which is what keys that end early look like. */
    private static byte[] alike(List<Integer> step, int common) {
        ByteBuffer key = ByteBuffer.allocate(common + 4 * step.size());
        key.position(common);
        step.forEach(n -> {
            switch (n) {
                case 0 -> key.put(new byte[4]);
                case 1 -> key.put(new byte[] {0});
                case 2 -> key.put((byte) 0xFF);
                default -> key.put(new byte[] {7, (byte) 0x80});
            }
        });
        return Arrays.copyOf(key.array(), key.position());
    }

    @Property(tries = 200)
    void agreesWithAnOrderedMapAndKeepsWhatWasFrozen(
            @ForAll @Size(max = 3000) List<@IntRange(min = 0, max = 600) Integer> steps,
            @ForAll @IntRange(min = 1, max = 400) int freezeEvery) {
        CowTree<String> tree = new CowTree<>();
        TreeMap<byte[], String> model = new TreeMap<>(Arrays::compareUnsigned);
        List<CowTree.Root<String>> frozen = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();

        for (int i = 0; i < steps.size(); i++) {
            int n = steps.get(i);
            byte[] key = key(n % 300);
            if (n < 300) {
                assertThat(tree.put(key, "v" + i)).isEqualTo(model.put(key, "v" + i));
            } else {
                assertThat(tree.remove(key)).isEqualTo(model.remove(key));
            }
            assertThat(tree.size()).isEqualTo(model.size());
            if (i % freezeEvery == 0) {
                frozen.add(tree.freeze());
                expected.add(List.copyOf(model.values()));
            }
        }

        for (int i = 0; i < frozen.size(); i++) {
            assertThat(list(frozen.get(i).all())).isEqualTo(expected.get(i));
        }
        CowTree.Root<String> last = tree.freeze();
        for (int n = 0; n <= 300; n += 37) {
            byte[] from = key(n);
            byte[] to = key(n + freezeEvery);
            assertThat(valuesOfLeaves(last, from, to)).isEqualTo(list(last.range(from, to)));
        }
        assertThat(valuesOfLeaves(last, new byte[0], new byte[0])).isEqualTo(list(last.all()));
        model.forEach((key, value) -> assertThat(last.get(key)).isEqualTo(value));
    }

    @Test
    void walksRangesBothWays() {
        CowTree<Integer> tree = new CowTree<>();
        for (int n = 0; n < 5_000; n += 2) {
            tree.put(key(n), n);
        }
        CowTree.Root<Integer> root = tree.freeze();

        for (int[] range : new int[][] {{0, 10}, {1, 11}, {4_990, 6_000}, {77, 1_234}, {10, 10}, {11, 12}}) {
            List<Integer> expected = new ArrayList<>();
            for (int n = 0; n < 5_000; n += 2) {
                if (n >= range[0] && n < range[1]) {
                    expected.add(n);
                }
            }
            assertThat(list(root.range(key(range[0]), key(range[1])))).isEqualTo(expected);
            Collections.reverse(expected);
            assertThat(list(root.descendingRange(key(range[0]), key(range[1])))).isEqualTo(expected);
        }
        assertThat(list(root.descendingRange(new byte[0], new byte[0]))).hasSize(2_500);
    }

    @Test
    void givesNothingFromAnEmptyTree() {
        CowTree.Root<String> root = new CowTree<String>().freeze();

        assertThat(root.get(key(1))).isNull();
        assertThat(list(root.all())).isEmpty();
        assertThat(list(root.descendingRange(new byte[0], new byte[0]))).isEmpty();
    }
}
