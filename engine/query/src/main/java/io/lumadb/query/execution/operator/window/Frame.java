package io.lumadb.query.execution.operator.window;

import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.statement.Expression.FrameUnit;

/** The rows of the partition that a window function looks at, from the current row's point of view. */
public record Frame(FrameUnit unit, Bound start, Bound end) {

    /** Up to the current row's peers: what an OVER with ORDER BY and without a frame means. */
    public static final Frame UP_TO_PEERS =
            new Frame(FrameUnit.RANGE, new Bound.UnboundedPreceding(), new Bound.CurrentRow());

    /** What an OVER without ORDER BY and without a frame means. */
    public static final Frame WHOLE_PARTITION =
            new Frame(FrameUnit.RANGE, new Bound.UnboundedPreceding(), new Bound.UnboundedFollowing());

    /** Where a frame begins or ends. With RANGE the current row means it and its peers. */
    public sealed interface Bound {
        record UnboundedPreceding() implements Bound {}

        record Preceding(Distance distance) implements Bound {}

        record CurrentRow() implements Bound {}

        record Following(Distance distance) implements Bound {}

        record UnboundedFollowing() implements Bound {}
    }

    /** How far away a bound is. Read anew for each row. */
    public sealed interface Distance {

        /**
         * With ROWS a number of rows; with RANGE how much the one ordering value differs: a number, for timestamps of
         * milliseconds. INVALID_QUERY where it is negative or no number.
         */
        record Amount(Evaluator amount) implements Distance {}

        /** With RANGE over timestamps: so many units of the calendar, such as 1 and {@code month}. */
        record Calendar(Evaluator amount, String unit) implements Distance {}
    }
}
