package io.lumadb.storage.erasure;

/**
 * A matrix that makes up to eight output fragments of input fragments, with the tables that multiply by it byte by byte.
 *
 * <p>An input byte contributes one byte to each output: together they are one {@code long}, output i in bits 8i to 8i + 7. So
 * one look-up an input byte is enough for all the outputs.
 *
 * <p>For vectors there are the products with the sixteen lower and the sixteen upper halves of a byte, repeated to the length of the
 * longest register. Immutable.
 */
final class Coefficients {

    /** Bytes of the products with the lower, or the upper, halves of a byte. */
    static final int HALF = 64;

    /** Bytes of both. */
    static final int HALVES = 2 * HALF;

    private static final int ELEMENTS = 256;
    private static final int HALF_ELEMENTS = 16;

    private final long[][] contributions;
    private final byte[] halves;

    Coefficients(int[][] rows, int inputs) {
        contributions = new long[inputs][];
        for (int input = 0; input < inputs; input++) {
            contributions[input] = contributions(rows, input);
        }
        halves = new byte[inputs * rows.length * HALVES];
        for (int input = 0; input < inputs; input++) {
            for (int output = 0; output < rows.length; output++) {
                fillHalves((input * rows.length + output) * HALVES, contributions[input], 8 * output);
            }
        }
    }

    private void fillHalves(int start, long[] table, int shift) {
        for (int i = 0; i < HALF; i++) {
            int half = i % HALF_ELEMENTS;
            halves[start + i] = (byte) (table[half] >>> shift);
            halves[start + HALF + i] = (byte) (table[half * HALF_ELEMENTS] >>> shift);
        }
    }

    /** What each value of a byte of an input adds to the outputs. */
    long[] of(int input) {
        return contributions[input];
    }

    /**
     * Products with the halves of bytes: {@value #HALVES} bytes for the first input and each output, then for the second input.
     */
    byte[] halves() {
        return halves;
    }

    /** Multiplication is linear: the contribution of a byte is the sum of its bits' contributions. */
    private static long[] contributions(int[][] rows, int input) {
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
