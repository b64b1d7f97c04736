package io.lumadb.query.execution.operator.set;

import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import java.util.List;

/** One input's rows, then the other's. */
final class Concatenation implements Operator {

    private final Operator first;
    private final Operator second;
    private boolean firstEnded;

    Concatenation(Operator first, Operator second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public List<Row> next() {
        if (!firstEnded) {
            List<Row> batch = first.next();
            if (!batch.isEmpty()) {
                return batch;
            }
            firstEnded = true;
        }
        return second.next();
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
