package io.lumadb.query.execution.operator.set;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.statement.Statement.SetOperator;
import java.util.List;
import java.util.function.Function;

/**
 * UNION, INTERSECT and EXCEPT by the SQL standard's counts: of a row that the left side has l times and the right side r
 * times, UNION ALL gives l + r, INTERSECT ALL min(l, r), EXCEPT ALL max(0, l - r); without ALL it is one where that
 * would be any (EXCEPT: where r is 0). The rows given are the left side's; UNION's right ones follow them.
 */
public final class SetOperation implements Operator {

    private final Operator rows;

    /** {@code key}: what makes rows the same, such as the array of their columns; null and missing are the same in it. */
    public SetOperation(
            Operator left, Operator right, SetOperator operator, boolean all, Function<Row, Value> key, QueryRun run) {
        this.rows = switch (operator) {
            case UNION -> {
                Operator both = new Concatenation(left, right);
                yield all ? both : new Distinct(both, key, run);
            }
            case INTERSECT, EXCEPT -> new CountedRows(left, right, operator, all, key, run);
        };
    }

    @Override
    public List<Row> next() {
        return rows.next();
    }

    @Override
    public void close() {
        rows.close();
    }
}
