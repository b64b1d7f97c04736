package io.lumadb.storage.erasure;

import java.util.Arrays;

/** Multiplies by look-up, one byte of all outputs at a time. Runs everywhere. */
final class PlainProduct implements Product {

    /** Bytes of a fragment between two turns to the outputs; their sums, eight bytes each, stay in the first-level cache. */
    private static final int BLOCK = 1024;

    @Override
    public void multiply(Coefficients coefficients, byte[][] inputs, byte[][] outputs, int offset, int length) {
        if (outputs.length == 0) {
            return;
        }
        long[] sums = new long[Math.min(BLOCK, length)];
        for (int done = 0; done < length; done += BLOCK) {
            int size = Math.min(BLOCK, length - done);
            Arrays.fill(sums, 0);
            int input = 0;
            for (; input + 1 < inputs.length; input += 2) {
                addTwo(
                        sums,
                        coefficients.of(input),
                        inputs[input],
                        coefficients.of(input + 1),
                        inputs[input + 1],
                        offset + done,
                        size);
            }
            if (input < inputs.length) {
                addOne(sums, coefficients.of(input), inputs[input], offset + done, size);
            }
            for (int output = 0; output < outputs.length; output++) {
                take(sums, 8 * output, outputs[output], offset + done, size);
            }
        }
    }

    private static void addTwo(
            long[] sums, long[] tableA, byte[] inputA, long[] tableB, byte[] inputB, int offset, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] ^= tableA[inputA[offset + i] & 0xFF] ^ tableB[inputB[offset + i] & 0xFF];
        }
    }

    private static void addOne(long[] sums, long[] table, byte[] input, int offset, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] ^= table[input[offset + i] & 0xFF];
        }
    }

    private static void take(long[] sums, int shift, byte[] output, int offset, int length) {
        for (int i = 0; i < length; i++) {
            output[offset + i] = (byte) (sums[i] >>> shift);
        }
    }
}
