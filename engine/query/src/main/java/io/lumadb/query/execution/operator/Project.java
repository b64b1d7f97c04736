package io.lumadb.query.execution.operator;

import io.lumadb.query.execution.expression.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes each row's result fields. */
final class Project implements Operator {

    private final Operator input;
    private final Function<Row, Row> projection;

    Project(Operator input, Function<Row, Row> projection) {
        this.input = input;
        this.projection = projection;
    }

    @Override
    public List<Row> next() {
        List<Row> batch = input.next();
        List<Row> projected = new ArrayList<>(batch.size());
        for (Row row : batch) {
            projected.add(projection.apply(row));
        }
        return projected;
    }

    @Override
    public void close() {
        input.close();
    }
}
