package io.lumadb.query.execution.operator;

import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.function.Watch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Makes each row's result fields. A batch ends early where its rows have become large. */
final class Project implements Operator {

    private static final long MOST_BATCH_BYTES = 8L * 1024 * 1024;

    private final Operator input;
    private final Function<Row, Row> projection;
    private Iterator<Row> rows = List.<Row>of().iterator();

    Project(Operator input, Function<Row, Row> projection) {
        this.input = input;
        this.projection = projection;
    }

    @Override
    public List<Row> next() {
        if (!rows.hasNext()) {
            rows = input.next().iterator();
        }
        List<Row> projected = new ArrayList<>();
        long madeBefore = Watch.madeBytes();
        while (rows.hasNext() && Watch.madeBytes() - madeBefore < MOST_BATCH_BYTES) {
            projected.add(projection.apply(rows.next()));
        }
        return projected;
    }

    @Override
    public void close() {
        input.close();
    }
}
