package io.lumadb.query.execution.operator;

import io.lumadb.query.execution.expression.Row;
import java.util.List;

/** Counts and times an operator, for EXPLAIN ANALYZE. */
final class Observed implements Operator {

    private final Operator observed;
    private final OperatorStats.Measured measured;

    Observed(Operator observed, OperatorStats.Measured measured) {
        this.observed = observed;
        this.measured = measured;
    }

    @Override
    public List<Row> next() {
        long start = System.nanoTime();
        List<Row> rows = observed.next();
        measured.add(rows.size(), System.nanoTime() - start);
        return rows;
    }

    @Override
    public void close() {
        observed.close();
    }
}
