package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.operator.spill.SpillInput;
import io.lumadb.query.execution.operator.spill.SpillOutput;
import java.util.function.LongConsumer;

/** MIN and MAX in the order across kinds. Nulls do not count. */
final class Extreme extends Accumulator {

    private final int direction;
    private final LongConsumer grown;
    private Value best = Value.NULL;

    /** {@code direction}: -1 for MIN, 1 for MAX. */
    Extreme(int direction, LongConsumer grown) {
        this.direction = direction;
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
        int order = best.isNull() ? direction : Integer.signum(ValueOrder.INSTANCE.compare(value, best));
        if (order == direction) {
            grown.accept(ValueSize.of(value) - ValueSize.of(best));
            best = value;
        } else if (order == 0) {
            best = Representative.of(best, value);
        }
    }

    @Override
    public void merge(Accumulator other) {
        add(((Extreme) other).best);
    }

    @Override
    public Value result() {
        return best;
    }

    @Override
    public void write(SpillOutput out) {
        out.writeValue(best);
    }

    @Override
    public void read(SpillInput in) {
        add(in.readValue());
    }
}
