package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.sort.SortOrder;
import io.lumadb.query.statement.Expression.AggregateFunction;
import java.util.List;
import java.util.Optional;

/**
 * One aggregate of a grouping or a window, compiled.
 *
 * @param operand absent for COUNT(*), and where parts are merged that have read it already
 * @param argument STRING_AGG's separator or PERCENTILE's fraction
 * @param orderBy the order in which FIRST, LAST, ARRAY_AGG and STRING_AGG take the rows
 * @param filter rows for which it is not true do not count
 */
public record Measure(
        AggregateFunction function,
        boolean distinct,
        Optional<Evaluator> operand,
        Optional<Value> argument,
        List<SortOrder.Key> orderBy,
        Optional<Evaluator> filter) {

    private static final Value ANYTHING = Value.TRUE;

    public Measure {
        orderBy = List.copyOf(orderBy);
    }

    /** An aggregate without argument, order or filter. */
    public static Measure of(AggregateFunction function, boolean distinct, Optional<Evaluator> operand) {
        return new Measure(function, distinct, operand, Optional.empty(), List.of(), Optional.empty());
    }

    /** An aggregate of no rows yet. */
    public Accumulator accumulator() {
        return Accumulator.of(function, distinct);
    }

    /** Adds a row to an accumulator that {@link #accumulator()} made, if the filter lets it through. */
    public void add(Accumulator accumulator, Row row) {
        if (filter.isEmpty() || filter.get().holds(row)) {
            accumulator.add(operand.isEmpty() ? ANYTHING : operand.get().evaluate(row));
        }
    }
}
