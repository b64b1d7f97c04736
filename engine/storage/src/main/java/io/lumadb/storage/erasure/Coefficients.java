package io.lumadb.storage.erasure;

/**
 * A matrix that makes up to eight output fragments of input fragments, with the tables that multiply by it byte by byte.
 *
 * <p>An input byte contributes one byte to each output: together they are one {@code long}, output i in bits 8i to 8i + 7. So
 * one look-up an input byte is enough for all the outputs. Immutable.
 */
final class Coefficients {

    private static final int ELEMENTS = 256;

    private final int[][] rows;
    private final long[][] contributions;

    Coefficients(int[][] rows, int inputs) {
        this.rows = rows;
        contributions = new long[inputs][];
        for (int input = 0; input < inputs; input++) {
            contributions[input] = contributions(input);
        }
    }

    int outputs() {
        return rows.length;
    }

    int inputs() {
        return contributions.length;
    }

    int at(int output, int input) {
        return rows[output][input];
    }

    /** What each value of a byte of an input adds to the outputs. */
    long[] of(int input) {
        return contributions[input];
    }

    /** Multiplication is linear: the contribution of a byte is the sum of its bits' contributions. */
    private long[] contributions(int input) {
        long[] table = new long[ELEMENTS];
        for (int bit = 1; bit < ELEMENTS; bit <<= 1) {
            long contribution = 0;
            for (int output = 0; output < rows.length; output++) {
                contribution |= (long) GaloisField.multiply(rows[output][input], bit) << (8 * output);
            }
            for (int lower = 0; lower < bit; lower++) {
                table[bit + lower] = table[lower] ^ contribution;
            }
        }
        return table;
    }
}
