package io.lumadb.storage.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReedSolomonTest {

    private static final byte UNTOUCHED = 0x55;

    /** Random fragments of that many bytes, the parity rows not filled yet. */
    private static byte[][] fragments(ReedSolomon code, int length, Random random) {
        byte[][] fragments = new byte[code.totalShards()][length];
        for (int row = 0; row < code.dataShards(); row++) {
            random.nextBytes(fragments[row]);
        }
        return fragments;
    }

    private static byte[][] copy(byte[][] fragments) {
        return Arrays.stream(fragments).map(byte[]::clone).toArray(byte[][]::new);
    }

    private static boolean[] allBut(int total, int... lost) {
        boolean[] present = new boolean[total];
        Arrays.fill(present, true);
        for (int row : lost) {
            present[row] = false;
        }
        return present;
    }

    /** What is on disk depends on these bytes: they never change. */
    @Test
    void makesTheParityThatIsOnDisk() {
        ReedSolomon code = ReedSolomon.of(4, 2);
        byte[][] fragments = new byte[6][8];
        for (int row = 0; row < 4; row++) {
            for (int i = 0; i < 8; i++) {
                fragments[row][i] = (byte) (17 * row + 31 * i + 1);
            }
        }

        code.encode(fragments, 0, 8);

        assertThat(fragments).isEqualTo(new SlowReedSolomon(4, 2).encode(fragments, 8));
        assertThat(HexFormat.of().formatHex(fragments[4])).isEqualTo("04007c20dc4044c0");
        assertThat(HexFormat.of().formatHex(fragments[5])).isEqualTo("2a1543198c7afd68");
    }

    @Test
    void givesBackEveryLossOfUpToThreeOfNine() {
        ReedSolomon code = ReedSolomon.of(6, 3);
        byte[][] whole = fragments(code, 131, new Random(6));
        code.encode(whole, 0, 131);
        assertThat(whole).isEqualTo(new SlowReedSolomon(6, 3).encode(whole, 131));

        int patterns = 0;
        for (int pattern = 0; pattern < 1 << 9; pattern++) {
            if (Integer.bitCount(pattern) <= 3) {
                byte[][] left = copy(whole);
                boolean[] present = new boolean[9];
                for (int row = 0; row < 9; row++) {
                    present[row] = (pattern >> row & 1) == 0;
                    if (!present[row]) {
                        Arrays.fill(left[row], UNTOUCHED);
                    }
                }

                code.reconstruct(left, present, 0, 131);

                assertThat(left)
                        .as("without %s", Integer.toBinaryString(pattern))
                        .isEqualTo(whole);
                patterns++;
            }
        }
        assertThat(patterns).isEqualTo(1 + 9 + 36 + 84);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void codesLikeTheBooks(
            @ForAll @IntRange(min = 1, max = 32) int k,
            @ForAll @IntRange(max = 8) int m,
            @ForAll @IntRange(max = 300) int length,
            @ForAll long seed) {
        ReedSolomon code = ReedSolomon.of(k, m);
        Random random = new Random(seed);
        byte[][] fragments = fragments(code, length, random);

        code.encode(fragments, 0, length);

        SlowReedSolomon books = new SlowReedSolomon(k, m);
        assertThat(fragments).isEqualTo(books.encode(fragments, length));
        if (length > 0) {
            int[] rows = random.ints(0, k + m).distinct().limit(k).toArray();
            int place = random.nextInt(length);
            int[] values =
                    Arrays.stream(rows).map(row -> fragments[row][place] & 0xFF).toArray();
            int[] data = books.solve(rows, values);
            for (int row = 0; row < k; row++) {
                assertThat((byte) data[row]).isEqualTo(fragments[row][place]);
            }
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void givesBackAnyRangeOfAnyRowsAndTouchesNothingElse(
            @ForAll @IntRange(min = 1, max = 32) int k,
            @ForAll @IntRange(max = 8) int m,
            @ForAll @IntRange(max = 3000) int offset,
            @ForAll @IntRange(max = 3000) int length,
            @ForAll long seed) {
        ReedSolomon code = ReedSolomon.of(k, m);
        Random random = new Random(seed);
        byte[][] whole = fragments(code, offset + length + 7, random);
        code.encode(whole, 0, offset + length + 7);
        int losses = random.nextInt(m + 1);
        int[] lost = random.ints(0, k + m).distinct().limit(losses).toArray();
        int[] wanted = Arrays.copyOf(lost, random.nextInt(losses + 1));
        byte[][] left = copy(whole);
        byte[][] expected = copy(whole);
        for (int row : lost) {
            Arrays.fill(left[row], UNTOUCHED);
            Arrays.fill(expected[row], UNTOUCHED);
        }
        for (int row : wanted) {
            System.arraycopy(whole[row], offset, expected[row], offset, length);
        }

        code.reconstruct(left, allBut(k + m, lost), wanted, offset, length);

        assertThat(left).isEqualTo(expected);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void givesTheSameBytesWithVectorsAndWithout(
            @ForAll @IntRange(min = 1, max = 32) int k,
            @ForAll @IntRange(min = 1, max = 8) int m,
            @ForAll @IntRange(max = 70) int offset,
            @ForAll @IntRange(max = 10_000) int length,
            @ForAll long seed) {
        ReedSolomon code = ReedSolomon.of(k, m, new VectorProduct());
        ReedSolomon plain = ReedSolomon.plain(k, m);
        byte[][] fragments = fragments(code, offset + length + 5, new Random(seed));
        byte[][] expected = copy(fragments);

        code.encode(fragments, offset, length);
        plain.encode(expected, offset, length);

        assertThat(Arrays.deepEquals(fragments, expected)).isTrue();
    }

    /** Often enough that the optimizing compiler has made its own of every way through the code. */
    @Test
    void givesTheSameBytesWhenItIsCompiled() {
        for (int m = 1; m <= 4; m++) {
            ReedSolomon code = ReedSolomon.of(5, m, new VectorProduct());
            byte[][] fragments = fragments(code, 50_001, new Random(m));
            byte[][] expected = copy(fragments);
            ReedSolomon.plain(5, m).encode(expected, 0, 50_001);

            for (int round = 0; round < 200; round++) {
                for (int row = 5; row < 5 + m; row++) {
                    Arrays.fill(fragments[row], UNTOUCHED);
                }

                code.encode(fragments, 0, 50_001);

                assertThat(Arrays.deepEquals(fragments, expected))
                        .as("5 + %d, round %d", m, round)
                        .isTrue();
            }
        }
    }

    /** Lengths around those of the registers, each with an odd beginning. */
    @Test
    void codesEveryShortLength() {
        for (int m = 1; m <= 8; m++) {
            SlowReedSolomon books = new SlowReedSolomon(3, m);
            for (int length = 0; length <= 400; length += length < 280 ? 1 : 13) {
                byte[][] fragments = fragments(ReedSolomon.of(3, m), length + 1, new Random(length));
                byte[][] expected = books.encode(fragments, length + 1);
                for (int row = 3; row < 3 + m; row++) {
                    expected[row][0] = 0;
                }

                ReedSolomon.of(3, m).encode(fragments, 1, length);

                assertThat(Arrays.deepEquals(fragments, expected))
                        .as("%d + %d, %d bytes", 3, m, length)
                        .isTrue();
            }
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void encodesARangeAndTouchesNothingElse(
            @ForAll @IntRange(max = 200) int offset, @ForAll @IntRange(max = 2500) int length, @ForAll long seed) {
        ReedSolomon code = ReedSolomon.of(5, 4);
        byte[][] ranged = fragments(code, offset + length + 3, new Random(seed));
        byte[][] whole = copy(ranged);
        code.encode(whole, 0, offset + length + 3);

        code.encode(ranged, offset, length);

        for (int row = 5; row < 9; row++) {
            assertThat(Arrays.copyOf(ranged[row], offset)).isEqualTo(new byte[offset]);
            assertThat(Arrays.copyOfRange(ranged[row], offset, offset + length))
                    .isEqualTo(Arrays.copyOfRange(whole[row], offset, offset + length));
            assertThat(Arrays.copyOfRange(ranged[row], offset + length, offset + length + 3))
                    .isEqualTo(new byte[3]);
        }
    }

    @Test
    void readsOnlyTheFragmentsItNeeds() {
        ReedSolomon code = ReedSolomon.of(3, 3);
        byte[][] whole = fragments(code, 40, new Random(3));
        code.encode(whole, 0, 40);
        byte[][] some = {new byte[0], new byte[40], whole[2], new byte[0], whole[4], whole[5]};

        code.reconstruct(some, allBut(6, 0, 1, 3), new int[] {1}, 10, 20);

        assertThat(Arrays.copyOfRange(some[1], 10, 30)).isEqualTo(Arrays.copyOfRange(whole[1], 10, 30));
    }

    @Test
    void copiesASingleFragmentAndDoesWithoutParity() {
        byte[][] copies = fragments(ReedSolomon.of(1, 2), 20, new Random(1));
        ReedSolomon.of(1, 2).encode(copies, 0, 20);
        assertThat(copies[1]).isEqualTo(copies[0]);
        assertThat(copies[2]).isNotEqualTo(new byte[20]);

        ReedSolomon plain = ReedSolomon.of(4, 0);
        byte[][] data = fragments(plain, 20, new Random(2));
        byte[][] before = copy(data);
        plain.encode(data, 0, 20);
        plain.reconstruct(data, allBut(4), 0, 20);
        assertThat(data).isEqualTo(before);
        assertThat(plain.verify(data, 0, 20)).isTrue();
    }

    @Test
    void findsAnySingleBitThatFlipped() {
        ReedSolomon code = ReedSolomon.of(3, 2);
        byte[][] fragments = fragments(code, 9, new Random(9));
        code.encode(fragments, 0, 9);
        assertThat(code.verify(fragments, 0, 9)).isTrue();

        for (byte[] fragment : fragments) {
            for (int bit = 0; bit < 72; bit++) {
                fragment[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(code.verify(fragments, 0, 9)).isFalse();
                assertThat(code.verify(fragments, bit / 8 + 1, 8 - bit / 8)).isTrue();
                fragment[bit / 8] ^= (byte) (1 << bit % 8);
            }
        }
    }

    @Test
    void verifiesLongFragmentsToTheirLastByte() {
        ReedSolomon code = ReedSolomon.of(2, 1);
        byte[][] fragments = fragments(code, 100_001, new Random(11));
        code.encode(fragments, 0, 100_001);
        assertThat(code.verify(fragments, 0, 100_001)).isTrue();

        fragments[1][100_000] ^= 1;

        assertThat(code.verify(fragments, 0, 100_001)).isFalse();
        assertThat(code.verify(fragments, 0, 100_000)).isTrue();
    }

    @Test
    void refusesMoreLossesThanItHasParity() {
        byte[][] fragments = new byte[9][10];

        assertThatThrownBy(() -> ReedSolomon.of(6, 3).reconstruct(fragments, allBut(9, 1, 4, 5, 8), 0, 10))
                .isInstanceOfSatisfying(LumaException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                    assertThat(failure.detail())
                            .isEqualTo("Only 5 of the 9 fragments of a 6 + 3 erasure code are there, and 6 are needed");
                });
    }

    @Test
    void refusesCodesOutsideItsLimits() {
        for (int[] shards : new int[][] {{0, 2}, {33, 2}, {4, -1}, {4, 9}}) {
            assertThatThrownBy(() -> ReedSolomon.of(shards[0], shards[1]))
                    .isInstanceOfSatisfying(
                            LumaException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BAD_REQUEST))
                    .hasMessageContaining("_shards = ");
        }
    }

    @Test
    void refusesFragmentsThatDoNotFitTheCode() {
        ReedSolomon code = ReedSolomon.of(3, 2);

        assertThatThrownBy(() -> code.encode(new byte[4][10], 0, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not 5 fragments but 4");
        assertThatThrownBy(() -> code.encode(new byte[5][10], 1, 10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> code.verify(new byte[5][10], 1, 10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> code.reconstruct(new byte[5][10], allBut(4), 0, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not 5 flags but 4");
        assertThatThrownBy(() -> code.reconstruct(new byte[5][10], allBut(5, 2), new int[] {1}, 0, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Fragment 1 is present and wanted");
        assertThatThrownBy(() -> code.reconstruct(new byte[5][10], allBut(5, 2), new int[] {2, 2}, 0, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Fragment 2 is wanted twice");
        assertThatThrownBy(() -> code.reconstruct(new byte[5][10], allBut(5, 2), 5, 10))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
