package io.lumadb.storage.erasure;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.Arrays;
import java.util.Objects;

/**
 * A systematic Reed–Solomon code over GF(2⁸): of {@code k} data fragments it makes {@code m} parity fragments, and any {@code k} of
 * the {@code k + m} give back all the others.
 *
 * <p>Fragments are rows of a {@code byte[k + m][]}: 0 to k − 1 are data, k to k + m − 1 parity. Every byte is coded with those at
 * the same place of the other fragments only, so that any range of bytes can be coded by itself: a degraded read needs the
 * same range of k fragments, and nothing else of them. A call reads and writes bytes {@code offset} to
 * {@code offset + length} of the rows. Rows that a call neither reads nor writes may have any length, such as 0; rows must
 * be different arrays.
 *
 * <p>Immutable; any number of threads may use one. See {@link CodingMatrix} for the matrix, which is part of the format on disk.
 */
public final class ReedSolomon {

    /** The most data fragments that a code may have; the fewest are 1. */
    public static final int MOST_DATA_SHARDS = 32;

    /** The most parity fragments that a code may have; the fewest are 0, which protects from nothing. */
    public static final int MOST_PARITY_SHARDS = 8;

    /** Bytes of each fragment that are verified at a time. */
    private static final int VERIFIED_AT_ONCE = 16 * 1024;

    private final int dataShards;
    private final int parityShards;
    private final CodingMatrix matrix;
    private final Coefficients encoding;
    private final Product product;

    private ReedSolomon(int dataShards, int parityShards, Product product) {
        this.dataShards = dataShards;
        this.parityShards = parityShards;
        this.product = product;
        matrix = new CodingMatrix(dataShards, parityShards);
        encoding = matrix.encoding();
    }

    /**
     * The code with that many fragments.
     *
     * @param dataShards k, 1 to {@value #MOST_DATA_SHARDS}
     * @param parityShards m, 0 to {@value #MOST_PARITY_SHARDS}
     * @throws LumaException {@code BAD_REQUEST} if either is outside its range
     */
    public static ReedSolomon of(int dataShards, int parityShards) {
        return of(dataShards, parityShards, Choice.MADE.product());
    }

    /** The same code, coded without vector instructions: slower, for comparison. */
    public static ReedSolomon plain(int dataShards, int parityShards) {
        return of(dataShards, parityShards, new PlainProduct());
    }

    /** What {@link #of} codes with in this process. Chosen, and logged, when it is first asked for. */
    public static Implementation implementation() {
        return Choice.MADE.implementation();
    }

    static ReedSolomon of(int dataShards, int parityShards, Product product) {
        require("data_shards", dataShards, 1, MOST_DATA_SHARDS);
        require("parity_shards", parityShards, 0, MOST_PARITY_SHARDS);
        return new ReedSolomon(dataShards, parityShards, product);
    }

    public int dataShards() {
        return dataShards;
    }

    public int parityShards() {
        return parityShards;
    }

    /** k + m. */
    public int totalShards() {
        return dataShards + parityShards;
    }

    /**
     * Fills the parity rows from the data rows.
     *
     * @throws IllegalArgumentException if there are not k + m rows
     * @throws IndexOutOfBoundsException if a row is too short for the range
     */
    public void encode(byte[][] fragments, int offset, int length) {
        requireShape(fragments);
        for (byte[] fragment : fragments) {
            Objects.checkFromIndexSize(offset, length, fragment.length);
        }
        byte[][] data = Arrays.copyOfRange(fragments, 0, dataShards);
        byte[][] parity = Arrays.copyOfRange(fragments, dataShards, fragments.length);
        product.multiply(encoding, data, parity, offset, length);
    }

    /**
     * Fills the rows that are not present from k of those that are.
     *
     * @param present which of the k + m rows hold their fragment
     * @throws LumaException {@code UNAVAILABLE} if fewer than k rows are present
     * @throws IllegalArgumentException if there are not k + m rows, or not k + m flags
     * @throws IndexOutOfBoundsException if a row that is read or filled is too short for the range
     */
    public void reconstruct(byte[][] fragments, boolean[] present, int offset, int length) {
        requireShape(present);
        int[] lost = new int[totalShards()];
        int count = 0;
        for (int row = 0; row < present.length; row++) {
            if (!present[row]) {
                lost[count++] = row;
            }
        }
        reconstruct(fragments, present, Arrays.copyOf(lost, count), offset, length);
    }

    /**
     * Fills only the {@code wanted} rows, from k of those that are present. The rows read are the first k present ones, so that
     * what is left of the data is read before parity.
     *
     * @param present which of the k + m rows hold their fragment
     * @param wanted numbers of rows that are not present, none of them twice
     * @throws LumaException {@code UNAVAILABLE} if fewer than k rows are present
     * @throws IllegalArgumentException if there are not k + m rows, or not k + m flags, or a wanted row is present
     * @throws IndexOutOfBoundsException if a row that is read or filled is too short for the range
     */
    public void reconstruct(byte[][] fragments, boolean[] present, int[] wanted, int offset, int length) {
        requireShape(fragments);
        requireShape(present);
        requireLost(present, wanted);
        int[] survivors = survivors(present);
        byte[][] inputs = rows(fragments, survivors, offset, length);
        byte[][] outputs = rows(fragments, wanted, offset, length);
        if (outputs.length > 0 && length > 0) {
            product.multiply(matrix.decoding(survivors, wanted), inputs, outputs, offset, length);
        }
    }

    /**
     * Whether the parity rows are those of the data rows. Which row is wrong it cannot say.
     *
     * @throws IllegalArgumentException if there are not k + m rows
     * @throws IndexOutOfBoundsException if a row is too short for the range
     */
    public boolean verify(byte[][] fragments, int offset, int length) {
        requireShape(fragments);
        for (byte[] fragment : fragments) {
            Objects.checkFromIndexSize(offset, length, fragment.length);
        }
        int step = Math.min(VERIFIED_AT_ONCE, length);
        byte[][] data = new byte[dataShards][step];
        byte[][] expected = new byte[parityShards][step];
        for (int done = 0; done < length; done += step) {
            int size = Math.min(step, length - done);
            for (int row = 0; row < dataShards; row++) {
                System.arraycopy(fragments[row], offset + done, data[row], 0, size);
            }
            product.multiply(encoding, data, expected, 0, size);
            for (int row = 0; row < parityShards; row++) {
                byte[] actual = fragments[dataShards + row];
                if (!Arrays.equals(expected[row], 0, size, actual, offset + done, offset + done + size)) {
                    return false;
                }
            }
        }
        return true;
    }

    private int[] survivors(boolean[] present) {
        int[] survivors = new int[dataShards];
        int found = 0;
        for (int row = 0; row < present.length && found < dataShards; row++) {
            if (present[row]) {
                survivors[found++] = row;
            }
        }
        if (found < dataShards) {
            throw new LumaException(
                    ErrorCode.UNAVAILABLE,
                    "Only %d of the %d fragments of a %d + %d erasure code are there, and %d are needed"
                            .formatted(found, totalShards(), dataShards, parityShards, dataShards),
                    "Bring back the volumes or nodes that hold the others");
        }
        return survivors;
    }

    private static byte[][] rows(byte[][] fragments, int[] numbers, int offset, int length) {
        byte[][] rows = new byte[numbers.length][];
        for (int i = 0; i < numbers.length; i++) {
            rows[i] = fragments[numbers[i]];
            Objects.checkFromIndexSize(offset, length, rows[i].length);
        }
        return rows;
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "An erasure code cannot have " + name + " = " + value,
                    name + " is " + least + " to " + most);
        }
    }

    private void requireShape(byte[][] fragments) {
        if (fragments.length != totalShards()) {
            throw new IllegalArgumentException("Not " + totalShards() + " fragments but " + fragments.length);
        }
    }

    private void requireShape(boolean[] present) {
        if (present.length != totalShards()) {
            throw new IllegalArgumentException("Not " + totalShards() + " flags but " + present.length);
        }
    }

    private static void requireLost(boolean[] present, int[] wanted) {
        boolean[] seen = new boolean[present.length];
        for (int row : wanted) {
            Objects.checkIndex(row, present.length);
            if (present[row] || seen[row]) {
                throw new IllegalArgumentException(
                        "Fragment " + row + (present[row] ? " is present and wanted" : " is wanted twice"));
            }
            seen[row] = true;
        }
    }
}
