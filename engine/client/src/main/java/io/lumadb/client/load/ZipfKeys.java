package io.lumadb.client.load;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Key numbers whose popularity falls with their rank: rank r is drawn with weight 1 / r^skew. The ranks are spread over
 * the key space by a fixed shuffle, so that popular keys fall on different shards. Draws by binary search in the
 * cumulative weights. Immutable; each thread brings its own random source.
 */
final class ZipfKeys {

    private final double[] cumulative;
    private final int[] keyOfRank;

    ZipfKeys(int keys, double skew, long seed) {
        cumulative = new double[keys];
        double sum = 0;
        for (int rank = 0; rank < keys; rank++) {
            sum += 1 / Math.pow(rank + 1.0, skew);
            cumulative[rank] = sum;
        }
        keyOfRank = shuffled(keys, new SplittableRandom(seed));
    }

    private static int[] shuffled(int keys, SplittableRandom random) {
        int[] order = new int[keys];
        Arrays.setAll(order, i -> i);
        for (int i = keys - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    int next(SplittableRandom random) {
        double point = random.nextDouble() * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, point);
        int rank = found >= 0 ? found : -found - 1;
        return keyOfRank[Math.min(rank, keyOfRank.length - 1)];
    }
}
