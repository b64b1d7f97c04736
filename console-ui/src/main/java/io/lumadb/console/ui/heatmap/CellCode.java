package io.lumadb.console.ui.heatmap;

/**
 * A value in two bytes: the upper half of a float (8 bits of exponent, 7 of mantissa; known as bfloat16), so that every
 * rate up to 10^38 keeps two digits. Codes of values ≥ 0 rise with the value, and {@link #EMPTY} is below all of them: the
 * largest code of several is the code of the largest value.
 */
final class CellCode {

    /** No value. */
    static final short EMPTY = -1;

    /** Codes of finite values are below this. */
    static final int LIMIT = 0x7F80;

    private CellCode() {}

    /** Rounds to the nearest; what is not a finite number ≥ 0 is {@link #EMPTY}. */
    static short encode(double value) {
        if (!(value >= 0) || value > 1e38) {
            return EMPTY;
        }
        return (short) ((Float.floatToRawIntBits((float) value) + 0x8000) >>> 16);
    }

    /** NaN for {@link #EMPTY}. */
    static double decode(short code) {
        return code < 0 ? Double.NaN : Float.intBitsToFloat(code << 16);
    }
}
