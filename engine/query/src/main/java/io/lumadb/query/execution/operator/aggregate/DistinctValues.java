package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.ObjectRow;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.operator.spill.SpillInput;
import io.lumadb.query.execution.operator.spill.SpillOutput;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Gives each different value to another aggregate once, when a result is asked for. */
final class DistinctValues extends Accumulator {

    private static final int ENTRY_BYTES = 80;

    private final Supplier<Accumulator> plain;
    private final LongConsumer grown;
    private final Map<ValueKey, Value> values = new HashMap<>();

    /** {@code plain} makes the aggregate without DISTINCT; it must not care for the order of its values. */
    DistinctValues(Supplier<Accumulator> plain, LongConsumer grown) {
        this.plain = plain;
        this.grown = grown;
    }

    @Override
    public void add(Value value, Row row) {
        add(value);
    }

    private void add(Value value) {
        if (value.isNull()) {
            return;
        }
        int before = values.size();
        values.merge(new ValueKey(value), value, Representative::of);
        if (values.size() > before) {
            grown.accept(ENTRY_BYTES + ValueSize.of(value));
        }
    }

    @Override
    public void merge(Accumulator other) {
        ((DistinctValues) other).values.values().forEach(this::add);
    }

    @Override
    public Value result() {
        Accumulator over = plain.get();
        values.values().forEach(value -> over.add(value, ObjectRow.EMPTY));
        return over.result();
    }

    @Override
    public void write(SpillOutput out) {
        out.writeVariable(values.size());
        values.values().forEach(out::writeValue);
    }

    @Override
    public void read(SpillInput in) {
        for (int left = in.readSize(); left > 0; left--) {
            add(in.readValue());
        }
    }
}
