package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.spill.SpillInput;
import io.lumadb.query.execution.operator.spill.SpillOutput;

/** COUNT. Nulls do not count. */
final class Count extends Accumulator {

    private long count;

    @Override
    public void add(Value value, Row row) {
        if (!value.isNull()) {
            count++;
        }
    }

    @Override
    public void merge(Accumulator other) {
        count += ((Count) other).count;
    }

    @Override
    public Value result() {
        return Value.of(count);
    }

    @Override
    public void write(SpillOutput out) {
        out.writeVariable(count);
    }

    @Override
    public void read(SpillInput in) {
        count += in.readVariable();
    }
}
