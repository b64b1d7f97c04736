package io.lumadb.query.execution.operator.set;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.statement.Statement.SetOperator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * UNION, INTERSECT and EXCEPT by the SQL standard's counts: of a row that the left side has l times and the right side r
 * times, UNION ALL gives l + r, INTERSECT ALL min(l, r), EXCEPT ALL max(0, l - r); without ALL it is one where that
 * would be any (EXCEPT: where r is 0). The rows given are the left side's; UNION's right ones follow them.
 */
public final class SetOperation implements Operator {

    private static final int ENTRY_BYTES = 64;

    private final Operator left;
    private final Operator right;
    private final SetOperator operator;
    private final boolean all;
    private final Function<Row, Value> key;
    private final QueryRun run;
    private final Map<ValueKey, Count> counts = new HashMap<>();
    private boolean rightRead;
    private boolean leftEnded;
    private long heldBytes;

    /** {@code key}: what makes rows the same, such as the array of their columns; null and missing are the same in it. */
    public SetOperation(
            Operator left, Operator right, SetOperator operator, boolean all, Function<Row, Value> key, QueryRun run) {
        this.left = left;
        this.right = right;
        this.operator = operator;
        this.all = all;
        this.key = key;
        this.run = run;
    }

    private static final class Count {
        private long right;
        private boolean given;
    }

    @Override
    public List<Row> next() {
        if (operator != SetOperator.UNION && !rightRead) {
            countRight();
            rightRead = true;
        }
        while (true) {
            run.checkpoint();
            List<Row> batch = leftEnded ? List.of() : left.next();
            if (batch.isEmpty()) {
                leftEnded = true;
                batch = operator == SetOperator.UNION ? right.next() : List.of();
            }
            if (batch.isEmpty()) {
                return List.of();
            }
            List<Row> passed = passing(batch);
            if (!passed.isEmpty()) {
                return passed;
            }
        }
    }

    private void countRight() {
        for (List<Row> batch = right.next(); !batch.isEmpty(); batch = right.next()) {
            run.checkpoint();
            batch.forEach(row -> countOf(row).right++);
        }
    }

    private List<Row> passing(List<Row> batch) {
        if (operator == SetOperator.UNION && all) {
            return batch;
        }
        List<Row> passed = new ArrayList<>();
        for (Row row : batch) {
            if (passes(countOf(row))) {
                passed.add(row);
            }
        }
        return passed;
    }

    private boolean passes(Count count) {
        boolean first = !count.given;
        count.given = true;
        return switch (operator) {
            case UNION -> first;
            case INTERSECT -> all ? count.right-- > 0 : first && count.right > 0;
            case EXCEPT -> all ? count.right-- <= 0 : first && count.right == 0;
        };
    }

    private Count countOf(Row row) {
        ValueKey rowKey = new ValueKey(key.apply(row));
        Count count = counts.get(rowKey);
        if (count == null) {
            count = new Count();
            counts.put(rowKey, count);
            long bytes = ENTRY_BYTES + row.heldBytes();
            heldBytes += bytes;
            run.memory().reserve(bytes, operator.name());
        }
        return count;
    }

    @Override
    public void close() {
        left.close();
        right.close();
        counts.clear();
        run.memory().release(heldBytes);
        heldBytes = 0;
    }
}
