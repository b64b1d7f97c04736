package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.operator.spill.SpillInput;
import io.lumadb.query.execution.operator.spill.SpillOutput;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** FIRST and LAST: the operand of the first or last row, be it null. NULL over nothing. */
final class OrderedEnd extends Accumulator {

    private final boolean last;
    private final Position.Scale scale;
    private final LongConsumer grown;
    private @Nullable Position position;
    private Value value = Value.NULL;

    OrderedEnd(boolean last, Position.Scale scale, LongConsumer grown) {
        this.last = last;
        this.scale = scale;
        this.grown = grown;
    }

    @Override
    public void add(Value added, Row row) {
        take(scale.of(row), added.isNull() ? Value.NULL : added);
    }

    private void take(Position candidate, Value candidateValue) {
        Position known = position;
        boolean better =
                known == null || (last ? scale.compare(candidate, known) >= 0 : scale.compare(candidate, known) < 0);
        if (better) {
            grown.accept(ValueSize.of(candidateValue) - ValueSize.of(value));
            position = candidate;
            value = candidateValue;
        }
    }

    @Override
    public void merge(Accumulator other) {
        OrderedEnd that = (OrderedEnd) other;
        if (that.position != null) {
            take(that.position, that.value);
        }
    }

    @Override
    public Value result() {
        return value;
    }

    @Override
    public void write(SpillOutput out) {
        Position known = position;
        out.writeByte(known == null ? 0 : 1);
        if (known != null) {
            known.write(out);
            out.writeValue(value);
        }
    }

    @Override
    public void read(SpillInput in) {
        if (in.readByte() == 1) {
            Position read = Position.read(in);
            take(read, in.readValue());
        }
    }
}
