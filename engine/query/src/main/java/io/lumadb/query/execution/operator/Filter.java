package io.lumadb.query.execution.operator;

import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import java.util.ArrayList;
import java.util.List;

/** Lets rows through for which a condition is true. */
final class Filter implements Operator {

    private final Operator input;
    private final Evaluator condition;

    Filter(Operator input, Evaluator condition) {
        this.input = input;
        this.condition = condition;
    }

    @Override
    public List<Row> next() {
        List<Row> batch = input.next();
        while (!batch.isEmpty()) {
            List<Row> passed = new ArrayList<>(batch.size());
            for (Row row : batch) {
                if (condition.holds(row)) {
                    passed.add(row);
                }
            }
            if (!passed.isEmpty()) {
                return passed;
            }
            batch = input.next();
        }
        return List.of();
    }

    @Override
    public void close() {
        input.close();
    }
}
