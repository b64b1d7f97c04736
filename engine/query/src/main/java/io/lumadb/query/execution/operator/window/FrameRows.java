package io.lumadb.query.execution.operator.window;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.function.FunctionTable;
import io.lumadb.query.execution.operator.sort.SortOrder;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.FrameUnit;
import java.util.List;

/** Finds the rows of a frame for each row of a partition. */
final class FrameRows {

    private final Frame frame;
    private final Partition partition;

    FrameRows(Frame frame, Partition partition) {
        this.frame = frame;
        this.partition = partition;
    }

    /** The first row of the frame of a row. */
    int from(int index) {
        int from = switch (frame.start()) {
            case Frame.Bound.UnboundedPreceding() -> 0;
            case Frame.Bound.Preceding(Frame.Distance distance) -> start(index, distance, -1);
            case Frame.Bound.CurrentRow() -> frame.unit() == FrameUnit.ROWS ? index : partition.peersFrom(index);
            case Frame.Bound.Following(Frame.Distance distance) -> start(index, distance, 1);
            case Frame.Bound.UnboundedFollowing() -> partition.size();
        };
        return Math.clamp(from, 0, partition.size());
    }

    /** Behind the last row of the frame of a row; not below {@link #from} means that it has rows. */
    int to(int index) {
        int to = switch (frame.end()) {
            case Frame.Bound.UnboundedPreceding() -> 0;
            case Frame.Bound.Preceding(Frame.Distance distance) -> end(index, distance, -1);
            case Frame.Bound.CurrentRow() -> frame.unit() == FrameUnit.ROWS ? index + 1 : partition.peersTo(index);
            case Frame.Bound.Following(Frame.Distance distance) -> end(index, distance, 1);
            case Frame.Bound.UnboundedFollowing() -> partition.size();
        };
        return Math.clamp(to, 0, partition.size());
    }

    private int start(int index, Frame.Distance distance, int direction) {
        return switch (frame.unit()) {
            case ROWS -> rowsAway(index, distance, direction);
            case RANGE -> {
                Value limit = limit(index, distance, direction);
                yield limit.isNull() ? partition.peersFrom(index) : firstNotBefore(limit);
            }
        };
    }

    private int end(int index, Frame.Distance distance, int direction) {
        return switch (frame.unit()) {
            case ROWS -> rowsAway(index, distance, direction) + 1;
            case RANGE -> {
                Value limit = limit(index, distance, direction);
                yield limit.isNull() ? partition.peersTo(index) : firstBehind(limit);
            }
        };
    }

    /** Far enough outside the partition where it would not fit an int. */
    private int rowsAway(int index, Frame.Distance distance, int direction) {
        Value amount = amount(index, distance);
        if (!(amount instanceof Value.Int64(long rows))) {
            throw invalid("a ROWS frame counts whole rows, not " + amount.typeName() + " " + Arithmetic.text(amount));
        }
        return (int) Math.clamp(index + direction * Math.min(rows, Integer.MAX_VALUE), -2L, partition.size() + 1L);
    }

    /** The ordering value at the frame's edge; NULL where the row's own value is in no order with others by distance. */
    private Value limit(int index, Frame.Distance distance, int direction) {
        Value own = partition.orderingValue(index);
        if (!own.isNumber() && !(own instanceof Value.Timestamp)) {
            return Value.NULL;
        }
        Value amount = amount(index, distance);
        int sign = key().descending() ? -direction : direction;
        return switch (distance) {
            case Frame.Distance.Amount _ -> shifted(own, amount, sign);
            case Frame.Distance.Calendar calendar ->
                FunctionTable.function(sign > 0 ? "DATE_ADD" : "DATE_SUB", 3)
                        .body()
                        .apply(List.of(own, amount, Value.of(calendar.unit())));
        };
    }

    private static Value shifted(Value own, Value amount, int sign) {
        try {
            return Arithmetic.apply(sign > 0 ? ArithmeticOperator.ADD : ArithmeticOperator.SUBTRACT, own, amount);
        } catch (LumaException outOfRange) {
            if (outOfRange.code() != ErrorCode.ARITHMETIC_OVERFLOW) {
                throw outOfRange;
            }
            // Past int64 and past all times there are no rows: every row on that side is inside.
            return own instanceof Value.Timestamp
                    ? new Value.Timestamp(sign > 0 ? Long.MAX_VALUE : Long.MIN_VALUE)
                    : Value.of(sign > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
        }
    }

    private Value amount(int index, Frame.Distance distance) {
        Row row = partition.row(index);
        Value amount = switch (distance) {
            case Frame.Distance.Amount(Evaluator evaluator) -> evaluator.evaluate(row);
            case Frame.Distance.Calendar calendar -> calendar.amount().evaluate(row);
        };
        if (!amount.isNumber() || ValueOrder.INSTANCE.compare(amount, Value.of(0)) < 0) {
            throw invalid("a frame's distance must be a number, 0 or more, not " + amount.typeName() + " "
                    + Arithmetic.text(amount));
        }
        return amount;
    }

    private int firstNotBefore(Value limit) {
        int low = 0;
        int high = partition.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (SortOrder.compare(key(), partition.orderingValue(middle), limit) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int firstBehind(Value limit) {
        int low = 0;
        int high = partition.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (SortOrder.compare(key(), partition.orderingValue(middle), limit) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private SortOrder.Key key() {
        return partition.order().getFirst();
    }

    private static QueryError invalid(String detail) {
        return new QueryError(ErrorCode.INVALID_QUERY, detail, null, null);
    }
}
