package io.lumadb.query.statistics;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.database.ScanRequest.Bound;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the values of a field were when they were last counted. Shares are of all documents of the collection, from 0 to
 * 1; comparisons hold within one kind only.
 *
 * @param documents how many were counted
 * @param nulls the share of those without a value, null or missing
 * @param missing the share of those without the field
 * @param kinds by {@link ValueOrder#rank}
 * @param least of all values that are not null; absent where there is none
 * @param greatest of all values that are not null; absent where there is none
 */
public record FieldStatistics(
        long documents,
        double nulls,
        double missing,
        Map<Integer, KindStatistics> kinds,
        Optional<Value> least,
        Optional<Value> greatest) {

    private static final int ARRAYS = ValueOrder.rank(new Value.Array(List.of()));
    /** Kinds whose values mostly are long, and arrays. */
    private static final Set<Integer> BULKY = Set.of(
            ARRAYS, ValueOrder.rank(new Value.Binary(new byte[0])), ValueOrder.rank(new Value.Vector(new float[0])));
    /** Where this share of the values was different, new documents bring new values. */
    private static final double NEARLY_UNIQUE = 0.9;
    /** How often one of an array's elements fits, where such a match counts: a guess. */
    private static final double ELEMENT_EQUAL = 0.1;

    private static final double ELEMENT_WITHIN = 1.0 / 3;

    public FieldStatistics {
        kinds = Map.copyOf(kinds);
    }

    /** How many different values there are but null, in a collection that has meanwhile so many documents. */
    public double distinct(double documentsNow) {
        double counted =
                kinds.values().stream().mapToDouble(KindStatistics::distinct).sum();
        double withValue = documents * (1 - nulls);
        return counted >= NEARLY_UNIQUE * withValue ? counted * documentsNow / documents : counted;
    }

    /** The share of documents whose value equals this one; nothing equals null. */
    public double equal(Value value) {
        if (value.isNull()) {
            return 0;
        }
        KindStatistics kind = kinds.get(ValueOrder.rank(value));
        return (kind == null ? 0 : kind.equal(value)) + inArrays(value, ELEMENT_EQUAL);
    }

    /** The share of documents whose value is of the bounds' kind and within them. At least one bound is given. */
    public double within(Optional<Bound> low, Optional<Bound> high) {
        Value like = low.or(() -> high).orElseThrow().value();
        boolean differ = low.isPresent()
                && high.isPresent()
                && ValueOrder.rank(low.get().value())
                        != ValueOrder.rank(high.get().value());
        if (like.isNull() || differ) {
            return 0;
        }
        KindStatistics kind = kinds.get(ValueOrder.rank(like));
        return (kind == null ? 0 : kind.within(low, high)) + inArrays(like, ELEMENT_WITHIN);
    }

    /** The share of documents whose value lies within bounds in the order across kinds, either of which may be absent. */
    public double between(Optional<Bound> low, Optional<Bound> high) {
        int from = low.map(it -> ValueOrder.rank(it.value())).orElse(0);
        int to = high.map(it -> ValueOrder.rank(it.value())).orElse(Integer.MAX_VALUE);
        double found = from == 0 && low.map(Bound::inclusive).orElse(true) ? nulls : 0;
        for (Map.Entry<Integer, KindStatistics> kind : kinds.entrySet()) {
            int rank = kind.getKey();
            if (rank >= from && rank <= to) {
                found += kind.getValue().within(low.filter(_ -> rank == from), high.filter(_ -> rank == to));
            }
        }
        return Math.min(1, found);
    }

    /** The share of documents whose value is short and no array; null and missing are short. A guess about lengths. */
    public double compact() {
        double others = 0;
        for (Map.Entry<Integer, KindStatistics> kind : kinds.entrySet()) {
            others += BULKY.contains(kind.getKey())
                    ? kind.getValue().fraction()
                    : kind.getValue().longTexts();
        }
        return Math.max(0, 1 - others);
    }

    private double inArrays(Value value, double guess) {
        KindStatistics arrays = kinds.get(ARRAYS);
        return arrays == null || value instanceof Value.Array ? 0 : arrays.fraction() * guess;
    }
}
