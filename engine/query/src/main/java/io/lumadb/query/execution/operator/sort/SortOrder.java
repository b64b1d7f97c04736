package io.lumadb.query.execution.operator.sort;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order an ORDER BY asks for. Rows with equal keys stand in the order of their {@code _id}s, so that the same question
 * gives the same answer.
 */
public final class SortOrder implements Comparator<KeyedRow> {

    private final List<Key> keys;

    public SortOrder(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /** {@code nullsFirst} is where nulls stand in the result, whatever the direction. */
    public record Key(Evaluator value, boolean descending, boolean nullsFirst) {}

    public KeyedRow keyed(Row row) {
        List<Value> values = new ArrayList<>(keys.size());
        for (Key key : keys) {
            values.add(key.value().evaluate(row));
        }
        return new KeyedRow(values, row);
    }

    @Override
    public int compare(KeyedRow left, KeyedRow right) {
        int order = compare(left, right, keys.size());
        return order != 0 ? order : ids(left, right);
    }

    /** The order by some leading keys alone. */
    int compare(KeyedRow left, KeyedRow right, int leading) {
        for (int i = 0; i < leading; i++) {
            int order = compare(keys.get(i), left.keys().get(i), right.keys().get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Whether some leading key's values descend. */
    boolean descends(int key) {
        return keys.get(key).descending();
    }

    private static int ids(KeyedRow left, KeyedRow right) {
        return ValueOrder.INSTANCE.compare(left.tieBreaker(), right.tieBreaker());
    }

    /** The order of two values of one key. */
    public static int compare(Key key, Value left, Value right) {
        if (left.isNull() || right.isNull()) {
            int nullsLast = Boolean.compare(left.isNull(), right.isNull());
            return key.nullsFirst() ? -nullsLast : nullsLast;
        }
        int order = ValueOrder.INSTANCE.compare(left, right);
        return key.descending() ? -order : order;
    }
}
