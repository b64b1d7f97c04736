package io.lumadb.query.execution.operator;

import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lets the first of equal rows through. */
final class Distinct implements Operator {

    private final Operator input;
    private final QueryRun run;
    private final Set<ValueKey> seen = new HashSet<>();
    private long heldBytes;

    Distinct(Operator input, QueryRun run) {
        this.input = input;
        this.run = run;
    }

    @Override
    public List<Row> next() {
        List<Row> batch = input.next();
        while (!batch.isEmpty()) {
            List<Row> fresh = new ArrayList<>();
            for (Row row : batch) {
                if (seen.add(new ValueKey(row.object()))) {
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
