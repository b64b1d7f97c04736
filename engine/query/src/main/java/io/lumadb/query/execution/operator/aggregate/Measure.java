package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.sort.SortOrder;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.MatchingRules;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * One aggregate of a grouping or a window, compiled.
 *
 * @param operand absent for COUNT(*), and where parts are merged that have read it already
 * @param argument STRING_AGG's separator (a comma when absent) or PERCENTILE's fraction
 * @param orderBy the order in which FIRST, LAST, ARRAY_AGG and STRING_AGG take the rows; where parts are merged only its
 *     directions are used
 * @param filter rows for which it is not true do not count
 * @param rules by MongoDB's the sum of nothing is 0, one past int64 a double, and missing values are in no array
 */
public record Measure(
        AggregateFunction function,
        boolean distinct,
        Optional<Evaluator> operand,
        Optional<Value> argument,
        List<SortOrder.Key> orderBy,
        Optional<Evaluator> filter,
        MatchingRules rules) {

    private static final Value ANYTHING = Value.TRUE;
    private static final double HALF = 0.5;

    /** @throws QueryError INVALID_QUERY when PERCENTILE's fraction is not one */
    public Measure {
        orderBy = List.copyOf(orderBy);
        if (function == AggregateFunction.PERCENTILE) {
            fraction(argument);
        }
    }

    /** An aggregate by SQL's rules. */
    public Measure(
            AggregateFunction function,
            boolean distinct,
            Optional<Evaluator> operand,
            Optional<Value> argument,
            List<SortOrder.Key> orderBy,
            Optional<Evaluator> filter) {
        this(function, distinct, operand, argument, orderBy, filter, MatchingRules.SQL);
    }

    /** An aggregate without argument, order or filter. */
    public static Measure of(AggregateFunction function, boolean distinct, Optional<Evaluator> operand) {
        return new Measure(function, distinct, operand, Optional.empty(), List.of(), Optional.empty());
    }

    /**
     * An aggregate of no rows yet.
     *
     * @param grown told how many bytes of memory what the accumulator holds grows by; a negative number where it shrinks
     */
    public Accumulator accumulator(RowOrder order, LongConsumer grown) {
        Position.Scale scale = new Position.Scale(orderBy, order);
        return switch (function) {
            case COUNT -> sometimesDistinct(Count::new, grown);
            case SUM -> sometimesDistinct(() -> new Sum(false, rules), grown);
            case AVG -> sometimesDistinct(() -> new Sum(true, rules), grown);
            case MIN -> new Extreme(-1, grown);
            case MAX -> new Extreme(1, grown);
            case STDDEV -> sometimesDistinct(() -> new Moments(true), grown);
            case VARIANCE -> sometimesDistinct(() -> new Moments(false), grown);
            case FIRST -> new OrderedEnd(false, scale, grown);
            case LAST -> new OrderedEnd(true, scale, grown);
            case ARRAY_AGG -> new OrderedValues(Optional.empty(), distinct, rules, scale, grown);
            case STRING_AGG -> new OrderedValues(Optional.of(separator()), distinct, rules, scale, grown);
            case MEDIAN, PERCENTILE -> sometimesDistinct(() -> new Percentile(fraction(), grown), grown);
        };
    }

    private Accumulator sometimesDistinct(Supplier<Accumulator> plain, LongConsumer grown) {
        return distinct ? new DistinctValues(plain, grown) : plain.get();
    }

    private String separator() {
        return argument.map(Arithmetic::text).orElse(",");
    }

    /** MEDIAN's or PERCENTILE's fraction, 0 to 1. */
    public double fraction() {
        return function == AggregateFunction.MEDIAN ? HALF : fraction(argument);
    }

    /** The operand of a row; NULL where the filter does not let the row through. */
    public Value value(Row row) {
        if (filter.isPresent() && !filter.get().holds(row)) {
            return Value.NULL;
        }
        return operand.isEmpty() ? ANYTHING : operand.get().evaluate(row);
    }

    /** The same without DISTINCT. */
    public Measure plain() {
        return new Measure(function, false, operand, argument, orderBy, filter, rules);
    }

    private static double fraction(Optional<Value> argument) {
        double fraction =
                argument.filter(Value::isNumber).map(Arithmetic::toDouble).orElse(Double.NaN);
        if (fraction >= 0 && fraction <= 1) {
            return fraction;
        }
        throw new QueryError(
                ErrorCode.INVALID_QUERY,
                "PERCENTILE takes a fraction from 0 to 1, not "
                        + argument.map(Arithmetic::text).orElse("nothing"),
                null,
                "write PERCENTILE(x, 0.95) for the 95th percentile");
    }

    /** Adds a row to an accumulator that {@link #accumulator} made, if the filter lets it through. */
    public void add(Accumulator accumulator, Row row) {
        if (filter.isEmpty() || filter.get().holds(row)) {
            accumulator.add(operand.isEmpty() ? ANYTHING : operand.get().evaluate(row), row);
        }
    }
}
