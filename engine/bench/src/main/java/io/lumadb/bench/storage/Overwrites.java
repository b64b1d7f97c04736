package io.lumadb.bench.storage;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The updates of YCSB's workload A: documents of ten fields of 100 characters under keys that a zipfian distribution with
 * constant 0.99 picks, spread over the key space. The same for the same seed. For one thread.
 */
final class Overwrites {

    static final int FIELDS = 10;
    static final int FIELD_LENGTH = 100;
    /** About what a document takes. */
    static final int BYTES = 1_148;

    private static final double SKEW = 0.99;
    private static final int LETTERS = 1 << 22;

    private final SplittableRandom random;
    private final double[] cumulative;
    private final int[] keyOfRank;
    private final String letters;

    Overwrites(int keys, long seed) {
        this.random = new SplittableRandom(seed);
        this.cumulative = new double[keys];
        double sum = 0;
        for (int rank = 0; rank < keys; rank++) {
            sum += 1 / Math.pow(rank + 1.0, SKEW);
            cumulative[rank] = sum;
        }
        this.keyOfRank = new int[keys];
        Arrays.setAll(keyOfRank, i -> i);
        for (int i = keys - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = keyOfRank[i];
            keyOfRank[i] = keyOfRank[j];
            keyOfRank[j] = swapped;
        }
        char[] text = new char[LETTERS];
        for (int i = 0; i < text.length; i++) {
            text[i] = (char) ('!' + random.nextInt(90));
        }
        this.letters = new String(text);
    }

    int key() {
        double point = random.nextDouble() * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, point);
        return keyOfRank[Math.min(found >= 0 ? found : -found - 1, keyOfRank.length - 1)];
    }

    Document document(int key) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put(Document.ID, Value.of(key));
        for (int field = 0; field < FIELDS; field++) {
            int at = random.nextInt(LETTERS - FIELD_LENGTH);
            fields.put("field" + field, Value.of(letters.substring(at, at + FIELD_LENGTH)));
        }
        return Document.of(new Value.Obj(fields));
    }
}
