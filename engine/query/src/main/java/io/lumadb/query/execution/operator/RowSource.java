package io.lumadb.query.execution.operator;

import io.lumadb.query.execution.expression.Row;
import java.util.List;

/** Gives rows that are known beforehand, such as the one row of a SELECT without FROM. */
final class RowSource implements Operator {

    private List<Row> rows;

    RowSource(List<Row> rows) {
        this.rows = rows;
    }

    @Override
    public List<Row> next() {
        List<Row> batch = rows;
        rows = List.of();
        return batch;
    }

    @Override
    public void close() {
        rows = List.of();
    }
}
