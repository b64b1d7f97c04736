package io.lumadb.storage.erasure;

/**
 * The field of 256 elements: bytes are polynomials over {0, 1}, taken modulo x⁸ + x⁴ + x³ + x² + 1 (0x11D), of which x is a
 * primitive root. Elements are the ints 0 to 255; adding and subtracting are both XOR.
 */
final class GaloisField {

    static final int POLYNOMIAL = 0x11D;

    private static final int ORDER = 255;

    /** Powers of x, twice over, so that the sum of two logarithms needs no modulo. */
    private static final int[] POWER = new int[2 * ORDER];

    private static final int[] LOGARITHM = new int[ORDER + 1];

    static {
        int element = 1;
        for (int exponent = 0; exponent < ORDER; exponent++) {
            POWER[exponent] = element;
            POWER[exponent + ORDER] = element;
            LOGARITHM[element] = exponent;
            element <<= 1;
            if (element > ORDER) {
                element ^= POLYNOMIAL;
            }
        }
    }

    private GaloisField() {}

    static int multiply(int a, int b) {
        return a == 0 || b == 0 ? 0 : POWER[LOGARITHM[a] + LOGARITHM[b]];
    }

    /** @throws ArithmeticException if {@code b} is 0 */
    static int divide(int a, int b) {
        if (b == 0) {
            throw new ArithmeticException("Division of " + a + " by 0 in GF(256)");
        }
        return a == 0 ? 0 : POWER[LOGARITHM[a] + ORDER - LOGARITHM[b]];
    }
}
