package io.lumadb.query.statistics;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.statistics.KindStatistics.Frequent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** The values of one kind of one field, as they come. Owned by one thread. */
final class KindSketch {

    private static final int SAMPLE = 2_048;
    private static final int MOST_FREQUENT = 64;
    private static final int BUCKETS = 64;
    /** With fewer occurrences in a sample a value's share is a guess. */
    private static final int SURELY_FREQUENT = 8;
    /** Longer texts are sampled by their beginning, which is all that a histogram needs. */
    private static final int MOST_CHARACTERS = 128;

    private final SplittableRandom random;
    private final HyperLogLog different = new HyperLogLog();
    private final List<Value> sample = new ArrayList<>();
    private long count;

    KindSketch(long seed) {
        this.random = new SplittableRandom(seed);
    }

    void add(Value value) {
        count++;
        different.add(ValueHash.of(value));
        if (isOrderedByOneNumber(value)) {
            keep(value);
        }
    }

    /** Algorithm R (Vitter, ACM TOMS 11, 1985): every value seen is in the sample with the same probability. */
    private void keep(Value value) {
        if (sample.size() < SAMPLE) {
            sample.add(shortened(value));
            return;
        }
        long place = random.nextLong(count);
        if (place < SAMPLE) {
            sample.set((int) place, shortened(value));
        }
    }

    private static Value shortened(Value value) {
        return value instanceof Value.Text(String text) && text.length() > MOST_CHARACTERS
                ? Value.of(text.substring(0, MOST_CHARACTERS))
                : value;
    }

    /** Ranges of objects, arrays, vectors and binary values are asked too seldom to be worth a sample. */
    private static boolean isOrderedByOneNumber(Value value) {
        return switch (value) {
            case Value.Int64 _, Value.Float64 _, Value.Decimal _, Value.Text _, Value.Bool _, Value.Timestamp _ -> true;
            case Value.Missing _, Value.Null _, Value.Obj _, Value.Array _, Value.Binary _, Value.Vector _ -> false;
        };
    }

    /** {@code documents}: how many were seen, with such a value or not. */
    KindStatistics sum(long documents) {
        double fraction = (double) count / documents;
        List<Value> sorted = new ArrayList<>(sample);
        sorted.sort(ValueOrder.INSTANCE);
        List<Frequent> frequent = frequent(sorted, fraction);
        List<Value> others = sorted.stream()
                .filter(value -> frequent.stream().noneMatch(it -> ValueOrder.same(it.value(), value)))
                .toList();
        double distinct = Math.min((double) count, Math.max(frequent.size(), different.estimate()));
        return new KindStatistics(fraction, distinct, frequent, bounds(others));
    }

    private List<Frequent> frequent(List<Value> sorted, double fraction) {
        int least = count <= SAMPLE ? 2 : SURELY_FREQUENT;
        List<Frequent> frequent = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || !ValueOrder.same(sorted.get(i), sorted.get(start))) {
                if (i - start >= least && !isCut(sorted.get(start))) {
                    frequent.add(new Frequent(sorted.get(start), fraction * (i - start) / sorted.size()));
                }
                start = i;
            }
        }
        frequent.sort(Comparator.comparingDouble(Frequent::fraction).reversed());
        return frequent.size() <= MOST_FREQUENT ? frequent : frequent.subList(0, MOST_FREQUENT);
    }

    static boolean isCut(Value value) {
        return value instanceof Value.Text(String text) && text.length() >= MOST_CHARACTERS;
    }

    /** Between two neighbours lie about as many values as between any other two. */
    private static List<Value> bounds(List<Value> sorted) {
        if (sorted.isEmpty()) {
            return List.of();
        }
        int buckets = Math.min(BUCKETS, Math.max(1, sorted.size() - 1));
        List<Value> bounds = new ArrayList<>(buckets + 1);
        for (int i = 0; i <= buckets; i++) {
            bounds.add(sorted.get((int) ((long) i * (sorted.size() - 1) / buckets)));
        }
        return bounds;
    }
}
