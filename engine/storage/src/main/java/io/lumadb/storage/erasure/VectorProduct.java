package io.lumadb.storage.erasure;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Multiplies with vector instructions: a product with a coefficient is the sum of the products of a byte's two halves, and a
 * half has 16 values, so that one shuffle of a register looks up a whole register of halves (J. S. Plank, K. M. Greenan,
 * E. L. Miller, "Screaming Fast Galois Field Arithmetic Using Intel SIMD Instructions", FAST 2013).
 *
 * <p>Needs {@code --add-modules jdk.incubator.vector}: nothing but {@link Choice} may name this class. A pass goes over the inputs once
 * for up to three outputs, two registers of each at a time, so that a table is loaded once for both. The sums stay in registers.
 * More of either and C2 stops keeping vectors in registers: it inlines no further and makes objects of them, at a
 * tenth of the speed.
 */
final class VectorProduct implements Product {

    private static final VectorSpecies<Byte> SPECIES = VectorWidth.species();
    private static final int WIDTH = SPECIES.length();
    private static final int STEP = 2 * WIDTH;

    /** Outputs of one pass. */
    private static final int MOST_OUTPUTS = 3;

    /** Bytes of a fragment between two passes, so that the next one finds the inputs in the cache; many steps. */
    private static final int BLOCK = 4096;

    private final PlainProduct rest = new PlainProduct();

    /** Bits of a register. */
    static int bits() {
        return SPECIES.vectorBitSize();
    }

    @Override
    public void multiply(Coefficients coefficients, byte[][] inputs, byte[][] outputs, int offset, int length) {
        int end = offset + length / STEP * STEP;
        int block = outputs.length > MOST_OUTPUTS ? BLOCK : length;
        for (int from = offset; from < end; from += block) {
            int to = Math.min(end, from + block);
            for (int output = 0; output < outputs.length; output += MOST_OUTPUTS) {
                pass(coefficients, inputs, outputs, output, from, to);
            }
        }
        rest.multiply(coefficients, inputs, outputs, end, offset + length - end);
    }

    private static void pass(
            Coefficients coefficients, byte[][] inputs, byte[][] outputs, int first, int from, int to) {
        byte[] tables = coefficients.halves();
        int start = first * Coefficients.HALVES;
        int stride = outputs.length * Coefficients.HALVES;
        switch (Math.min(MOST_OUTPUTS, outputs.length - first)) {
            case 1 -> one(tables, start, stride, inputs, outputs[first], from, to);
            case 2 -> two(tables, start, stride, inputs, outputs[first], outputs[first + 1], from, to);
            default ->
                three(tables, start, stride, inputs, outputs[first], outputs[first + 1], outputs[first + 2], from, to);
        }
    }

    private static void one(byte[] tables, int start, int stride, byte[][] inputs, byte[] x, int from, int to) {
        for (int i = from; i < to; i += STEP) {
            ByteVector x0 = ByteVector.zero(SPECIES);
            ByteVector x1 = x0;
            int table = start;
            for (byte[] input : inputs) {
                ByteVector a = ByteVector.fromArray(SPECIES, input, i);
                ByteVector b = ByteVector.fromArray(SPECIES, input, i + WIDTH);
                ByteVector low = ByteVector.fromArray(SPECIES, tables, table);
                ByteVector high = ByteVector.fromArray(SPECIES, tables, table + Coefficients.HALF);
                x0 = sum(x0, a, upperHalves(a), low, high);
                x1 = sum(x1, b, upperHalves(b), low, high);
                table += stride;
            }
            x0.intoArray(x, i);
            x1.intoArray(x, i + WIDTH);
        }
    }

    private static void two(
            byte[] tables, int start, int stride, byte[][] inputs, byte[] x, byte[] y, int from, int to) {
        for (int i = from; i < to; i += STEP) {
            ByteVector x0 = ByteVector.zero(SPECIES);
            ByteVector x1 = x0;
            ByteVector y0 = x0;
            ByteVector y1 = x0;
            int table = start;
            for (byte[] input : inputs) {
                ByteVector a = ByteVector.fromArray(SPECIES, input, i);
                ByteVector b = ByteVector.fromArray(SPECIES, input, i + WIDTH);
                ByteVector aUpper = upperHalves(a);
                ByteVector bUpper = upperHalves(b);
                ByteVector low = ByteVector.fromArray(SPECIES, tables, table);
                ByteVector high = ByteVector.fromArray(SPECIES, tables, table + Coefficients.HALF);
                x0 = sum(x0, a, aUpper, low, high);
                x1 = sum(x1, b, bUpper, low, high);
                low = ByteVector.fromArray(SPECIES, tables, table + Coefficients.HALVES);
                high = ByteVector.fromArray(SPECIES, tables, table + Coefficients.HALVES + Coefficients.HALF);
                y0 = sum(y0, a, aUpper, low, high);
                y1 = sum(y1, b, bUpper, low, high);
                table += stride;
            }
            x0.intoArray(x, i);
            x1.intoArray(x, i + WIDTH);
            y0.intoArray(y, i);
            y1.intoArray(y, i + WIDTH);
        }
    }

    private static void three(
            byte[] tables, int start, int stride, byte[][] inputs, byte[] x, byte[] y, byte[] z, int from, int to) {
        for (int i = from; i < to; i += STEP) {
            ByteVector x0 = ByteVector.zero(SPECIES);
            ByteVector x1 = x0;
            ByteVector y0 = x0;
            ByteVector y1 = x0;
            ByteVector z0 = x0;
            ByteVector z1 = x0;
            int table = start;
            for (byte[] input : inputs) {
                ByteVector a = ByteVector.fromArray(SPECIES, input, i);
                ByteVector b = ByteVector.fromArray(SPECIES, input, i + WIDTH);
                ByteVector aUpper = upperHalves(a);
                ByteVector bUpper = upperHalves(b);
                ByteVector low = ByteVector.fromArray(SPECIES, tables, table);
                ByteVector high = ByteVector.fromArray(SPECIES, tables, table + Coefficients.HALF);
                x0 = sum(x0, a, aUpper, low, high);
                x1 = sum(x1, b, bUpper, low, high);
                low = ByteVector.fromArray(SPECIES, tables, table + Coefficients.HALVES);
                high = ByteVector.fromArray(SPECIES, tables, table + Coefficients.HALVES + Coefficients.HALF);
                y0 = sum(y0, a, aUpper, low, high);
                y1 = sum(y1, b, bUpper, low, high);
                low = ByteVector.fromArray(SPECIES, tables, table + 2 * Coefficients.HALVES);
                high = ByteVector.fromArray(SPECIES, tables, table + 2 * Coefficients.HALVES + Coefficients.HALF);
                z0 = sum(z0, a, aUpper, low, high);
                z1 = sum(z1, b, bUpper, low, high);
                table += stride;
            }
            x0.intoArray(x, i);
            x1.intoArray(x, i + WIDTH);
            y0.intoArray(y, i);
            y1.intoArray(y, i + WIDTH);
            z0.intoArray(z, i);
            z1.intoArray(z, i + WIDTH);
        }
    }

    /**
     * The upper half of each byte, in its lower bits; what comes into the bits above is of no account, see
     * {@link #sum}. There is no shift of bytes in most instruction sets, hence that of shorts.
     */
    private static ByteVector upperHalves(ByteVector bytes) {
        return bytes.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 4).reinterpretAsBytes();
    }

    /**
     * Adds products to a sum. {@code selectFrom} takes an index modulo the length of the table, which repeats every 16 bytes: only the
     * lower four bits of an index count, and none needs a mask.
     */
    private static ByteVector sum(ByteVector sum, ByteVector lower, ByteVector upper, ByteVector low, ByteVector high) {
        return sum.lanewise(VectorOperators.XOR, lower.selectFrom(low))
                .lanewise(VectorOperators.XOR, upper.selectFrom(high));
    }
}
