package io.lumadb.storage.erasure;

/**
 * The code as the books have it, sharing nothing with what it checks: multiplication polynomial by polynomial, inverses by
 * search, losses found by solving the equations of the fragments that are left, anew for every byte.
 */
final class SlowReedSolomon {

    private final int k;
    private final int m;

    SlowReedSolomon(int k, int m) {
        this.k = k;
        this.m = m;
    }

    /** Long multiplication over {0, 1}, then long division by x⁸ + x⁴ + x³ + x² + 1. */
    static int times(int a, int b) {
        int product = 0;
        for (int bit = 0; bit < 8; bit++) {
            if ((b >> bit & 1) == 1) {
                product ^= a << bit;
            }
        }
        for (int bit = 14; bit >= 8; bit--) {
            if ((product >> bit & 1) == 1) {
                product ^= 0b1_0001_1101 << (bit - 8);
            }
        }
        return product;
    }

    static int inverse(int a) {
        for (int b = 1; b < 256; b++) {
            if (times(a, b) == 1) {
                return b;
            }
        }
        throw new AssertionError(a + " has no inverse");
    }

    /** What data fragment {@code column} counts in fragment {@code row}. */
    int weight(int row, int column) {
        if (row < k) {
            return row == column ? 1 : 0;
        }
        int first = inverse(255 ^ column);
        int own = inverse((255 - (row - k)) ^ column);
        return times(own, inverse(first));
    }

    /** All k + m fragments of the data. */
    byte[][] encode(byte[][] data, int length) {
        byte[][] fragments = new byte[k + m][length];
        for (int row = 0; row < k + m; row++) {
            for (int column = 0; column < k; column++) {
                int weight = weight(row, column);
                for (int i = 0; i < length; i++) {
                    fragments[row][i] ^= (byte) times(weight, data[column][i] & 0xFF);
                }
            }
        }
        return fragments;
    }

    /** The data bytes at one place, by eliminating forwards and putting in backwards. */
    int[] solve(int[] rows, int[] values) {
        int[][] equations = new int[k][k + 1];
        for (int e = 0; e < k; e++) {
            for (int column = 0; column < k; column++) {
                equations[e][column] = weight(rows[e], column);
            }
            equations[e][k] = values[e];
        }
        for (int step = 0; step < k; step++) {
            int pivot = step;
            while (equations[pivot][step] == 0) {
                pivot++;
            }
            int[] equation = equations[pivot];
            equations[pivot] = equations[step];
            equations[step] = equation;
            for (int below = step + 1; below < k; below++) {
                int ratio = times(equations[below][step], inverse(equation[step]));
                for (int column = step; column <= k; column++) {
                    equations[below][column] ^= times(ratio, equation[column]);
                }
            }
        }
        int[] data = new int[k];
        for (int step = k - 1; step >= 0; step--) {
            int rest = equations[step][k];
            for (int column = step + 1; column < k; column++) {
                rest ^= times(equations[step][column], data[column]);
            }
            data[step] = times(rest, inverse(equations[step][step]));
        }
        return data;
    }
}
