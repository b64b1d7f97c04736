package io.lumadb.storage.erasure;

/**
 * How fragments are made of the k data fragments: row r gives fragment r. The first k rows are the identity, which makes the code
 * systematic; below it stands a Cauchy matrix, 1 / (xᵢ + yⱼ) with all xᵢ and yⱼ different, every square part of which can be
 * inverted (Blömer et al. 1995). So can then any k rows of the whole.
 *
 * <p>Here xᵢ = 255 − i for parity i and yⱼ = j for data j, and every column is divided by its first element, which keeps
 * the property and makes the first parity the XOR of the data. These numbers are part of the format of cold segments:
 * fragments written with one matrix mean nothing to another.
 */
final class CodingMatrix {

    private final int dataShards;
    private final int[][] rows;

    CodingMatrix(int dataShards, int parityShards) {
        this.dataShards = dataShards;
        rows = new int[dataShards + parityShards][dataShards];
        for (int column = 0; column < dataShards; column++) {
            rows[column][column] = 1;
            for (int parity = 0; parity < parityShards; parity++) {
                rows[dataShards + parity][column] = GaloisField.divide(255 ^ column, (255 - parity) ^ column);
            }
        }
    }

    /** What makes the parity fragments of the data fragments. */
    Coefficients encoding() {
        int[][] parities = new int[rows.length - dataShards][];
        System.arraycopy(rows, dataShards, parities, 0, parities.length);
        return new Coefficients(parities, dataShards);
    }

    /**
     * What makes the {@code wanted} fragments of the {@code survivors}.
     *
     * @param survivors numbers of k different fragments
     */
    Coefficients decoding(int[] survivors, int[] wanted) {
        int[][] inverse = inverse(survivors);
        int[][] product = new int[wanted.length][dataShards];
        for (int output = 0; output < wanted.length; output++) {
            int[] row = rows[wanted[output]];
            for (int inner = 0; inner < dataShards; inner++) {
                addMultiple(product[output], inverse[inner], row[inner]);
            }
        }
        return new Coefficients(product, dataShards);
    }

    /** Gauss–Jordan elimination on the survivors' rows beside the identity. */
    private int[][] inverse(int[] survivors) {
        int[][] left = new int[dataShards][];
        int[][] right = new int[dataShards][dataShards];
        for (int row = 0; row < dataShards; row++) {
            left[row] = rows[survivors[row]].clone();
            right[row][row] = 1;
        }
        for (int column = 0; column < dataShards; column++) {
            int pivot = pivot(left, column);
            swap(left, column, pivot);
            swap(right, column, pivot);
            int scale = GaloisField.divide(1, left[column][column]);
            multiply(left[column], scale);
            multiply(right[column], scale);
            for (int row = 0; row < dataShards; row++) {
                int factor = left[row][column];
                if (row != column && factor != 0) {
                    addMultiple(left[row], left[column], factor);
                    addMultiple(right[row], right[column], factor);
                }
            }
        }
        return right;
    }

    private static int pivot(int[][] matrix, int column) {
        for (int row = column; row < matrix.length; row++) {
            if (matrix[row][column] != 0) {
                return row;
            }
        }
        throw new IllegalArgumentException("The same fragment was given twice");
    }

    private static void swap(int[][] matrix, int a, int b) {
        int[] row = matrix[a];
        matrix[a] = matrix[b];
        matrix[b] = row;
    }

    private static void multiply(int[] row, int factor) {
        for (int column = 0; column < row.length; column++) {
            row[column] = GaloisField.multiply(row[column], factor);
        }
    }

    private static void addMultiple(int[] row, int[] other, int factor) {
        for (int column = 0; column < row.length; column++) {
            row[column] ^= GaloisField.multiply(other[column], factor);
        }
    }
}
