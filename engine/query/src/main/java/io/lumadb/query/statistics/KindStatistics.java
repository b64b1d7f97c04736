package io.lumadb.query.statistics;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.database.ScanRequest.Bound;
import java.util.List;
import java.util.Optional;

/**
 * The values of one kind that a field has: numbers, texts, ….
 *
 * @param fraction of the collection's documents, above 0 and up to 1
 * @param distinct how many different values, an estimate
 * @param frequent the most frequent ones first
 * @param bounds of a histogram of the other values, ascending: as many of them lie between two neighbours as between any
 *     other two. Empty for kinds that are not sampled, and where the frequent ones are all
 */
public record KindStatistics(double fraction, double distinct, List<Frequent> frequent, List<Value> bounds) {

    /** Where nothing is known of a range, as large as Selinger's guess. */
    private static final double UNKNOWN_RANGE = 1.0 / 3;

    public KindStatistics {
        frequent = List.copyOf(frequent);
        bounds = List.copyOf(bounds);
    }

    /** A value and its share of the collection's documents. */
    public record Frequent(Value value, double fraction) {}

    /** The share of the collection's documents whose value equals this one, which is of this kind. */
    double equal(Value value) {
        for (Frequent known : frequent) {
            if (ValueOrder.same(known.value(), value)) {
                return known.fraction();
            }
        }
        double others = distinct - frequent.size();
        return others < 1 ? 0 : infrequent() / others;
    }

    private double infrequent() {
        return Math.max(
                0, fraction - frequent.stream().mapToDouble(Frequent::fraction).sum());
    }

    /** The share of the collection's documents with a text so long that samples have its beginning only. */
    double longTexts() {
        long cut = bounds.stream().filter(KindSketch::isCut).count();
        return cut == 0 ? 0 : infrequent() * cut / bounds.size();
    }

    /** The share of the collection's documents whose value is of this kind and within bounds, which may be absent. */
    double within(Optional<Bound> low, Optional<Bound> high) {
        if (low.isEmpty() && high.isEmpty()) {
            return fraction;
        }
        double found = 0;
        for (Frequent known : frequent) {
            if (low.map(it -> isAbove(known.value(), it)).orElse(true)
                    && high.map(it -> isBelow(known.value(), it)).orElse(true)) {
                found += known.fraction();
            }
        }
        if (bounds.isEmpty()) {
            return frequent.isEmpty() ? fraction * UNKNOWN_RANGE : found;
        }
        double from = low.map(it -> below(it.value())).orElse(0.0);
        double to = high.map(it -> below(it.value())).orElse(1.0);
        return Math.min(fraction, found + infrequent() * Math.max(0, to - from));
    }

    private static boolean isAbove(Value value, Bound low) {
        int order = ValueOrder.INSTANCE.compare(value, low.value());
        return order > 0 || order == 0 && low.inclusive();
    }

    private static boolean isBelow(Value value, Bound high) {
        int order = ValueOrder.INSTANCE.compare(value, high.value());
        return order < 0 || order == 0 && high.inclusive();
    }

    /** The part of the values in the histogram, from 0 to 1, that lie below a value. */
    private double below(Value value) {
        int buckets = bounds.size() - 1;
        if (buckets == 0) {
            return ValueOrder.INSTANCE.compare(bounds.getFirst(), value) < 0 ? 1 : 0;
        }
        for (int i = 0; i <= buckets; i++) {
            if (ValueOrder.INSTANCE.compare(value, bounds.get(i)) <= 0) {
                return i == 0 ? 0 : (i - 1 + ValuePosition.within(bounds.get(i - 1), value, bounds.get(i))) / buckets;
            }
        }
        return 1;
    }
}
