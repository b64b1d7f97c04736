package io.lumadb.query.execution.operator.set;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Lets the first of equal rows through. */
public final class Distinct implements Operator {

    private final Operator input;
    private final Function<Row, Value> key;
    private final QueryRun run;
    private final Set<ValueKey> seen = new HashSet<>();
    private long heldBytes;

    /** Rows are equal when all their fields are. */
    public Distinct(Operator input, QueryRun run) {
        this(input, Row::object, run);
    }

    /** {@code key}: what makes rows equal, such as the array of their columns. */
    public Distinct(Operator input, Function<Row, Value> key, QueryRun run) {
        this.input = input;
        this.key = key;
        this.run = run;
    }

    @Override
    public List<Row> next() {
        List<Row> batch = input.next();
        while (!batch.isEmpty()) {
            List<Row> fresh = new ArrayList<>();
            for (Row row : batch) {
                if (seen.add(new ValueKey(key.apply(row)))) {
                    long bytes = row.heldBytes();
                    heldBytes += bytes;
                    run.memory().reserve(bytes, "DISTINCT");
                    fresh.add(row);
                }
            }
            if (!fresh.isEmpty()) {
                return fresh;
            }
            run.checkpoint();
            batch = input.next();
        }
        return List.of();
    }

    @Override
    public void close() {
        input.close();
        seen.clear();
        run.memory().release(heldBytes);
        heldBytes = 0;
    }
}
