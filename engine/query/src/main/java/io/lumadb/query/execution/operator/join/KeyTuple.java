package io.lumadb.query.execution.operator.join;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Hashes;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueSize;
import java.util.ArrayList;
import java.util.List;

/** A row's join keys as a key of hash tables. The array is its own: nobody changes it. */
final class KeyTuple {

    private static final int OVERHEAD_BYTES = 48;

    private final Value[] values;
    private final int hash;
    private final boolean hasNull;

    private KeyTuple(Value[] values, int hash, boolean hasNull) {
        this.values = values;
        this.hash = hash;
        this.hasNull = hasNull;
    }

    static KeyTuple of(List<Evaluator> keys, Row row) {
        Value[] values = new Value[keys.size()];
        int hash = 1;
        boolean hasNull = false;
        for (int i = 0; i < values.length; i++) {
            values[i] = keys.get(i).evaluate(row);
            hash = 31 * hash + ValueOrder.hash(values[i]);
            hasNull |= values[i].isNull();
        }
        return new KeyTuple(values, Hashes.spread(hash), hasNull);
    }

    boolean hasNull() {
        return hasNull;
    }

    /** The keys and a value behind them. */
    List<Value> with(Value last) {
        List<Value> longer = new ArrayList<>(List.of(values));
        longer.add(last);
        return longer;
    }

    long heldBytes() {
        long bytes = OVERHEAD_BYTES;
        for (Value value : values) {
            bytes += ValueSize.of(value);
        }
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof KeyTuple that) || hash != that.hash || values.length != that.values.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if (!ValueOrder.same(values[i], that.values[i])) {
                return false;
            }
        }
        return true;
    }

    /** Every bit depends on all the keys. */
    @Override
    public int hashCode() {
        return hash;
    }
}
