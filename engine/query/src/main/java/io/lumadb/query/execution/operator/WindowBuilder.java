package io.lumadb.query.execution.operator;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.function.FunctionTable;
import io.lumadb.query.execution.operator.window.Frame;
import io.lumadb.query.execution.operator.window.WindowCall;
import io.lumadb.query.execution.operator.window.WindowFunction;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.FrameBound;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compiles window functions. */
final class WindowBuilder {

    private final AggregateBuilder aggregates;
    private final ExpressionCompiler rows;

    WindowBuilder(AggregateBuilder aggregates, ExpressionCompiler rows) {
        this.aggregates = aggregates;
        this.rows = rows;
    }

    List<WindowCall> calls(List<Expression.Window> windows) {
        return windows.stream()
                .map(window -> new WindowCall(function(window.function()), frame(window)))
                .toList();
    }

    private WindowFunction function(Expression function) {
        return switch (function) {
            case Expression.Aggregate aggregate -> new WindowFunction.Aggregate(aggregates.measure(aggregate, rows));
            case Expression.Call(String name, List<Expression> arguments) -> call(name, arguments);
            default -> throw invalid("only functions have an OVER clause", null);
        };
    }

    private WindowFunction call(String name, List<Expression> arguments) {
        return switch (name) {
            case "ROW_NUMBER" -> {
                require(name, arguments, 0, 0);
                yield new WindowFunction.RowNumber();
            }
            case "RANK" -> {
                require(name, arguments, 0, 0);
                yield new WindowFunction.Rank();
            }
            case "DENSE_RANK" -> {
                require(name, arguments, 0, 0);
                yield new WindowFunction.DenseRank();
            }
            case "NTILE" -> {
                require(name, arguments, 1, 1);
                yield new WindowFunction.Ntile(rows.compile(arguments.getFirst()));
            }
            case "LAG" -> {
                require(name, arguments, 1, 3);
                yield new WindowFunction.Lag(
                        rows.compile(arguments.getFirst()), argument(arguments, 1), argument(arguments, 2));
            }
            case "LEAD" -> {
                require(name, arguments, 1, 3);
                yield new WindowFunction.Lead(
                        rows.compile(arguments.getFirst()), argument(arguments, 1), argument(arguments, 2));
            }
            case "FIRST_VALUE" -> {
                require(name, arguments, 1, 1);
                yield new WindowFunction.FirstValue(rows.compile(arguments.getFirst()));
            }
            case "LAST_VALUE" -> {
                require(name, arguments, 1, 1);
                yield new WindowFunction.LastValue(rows.compile(arguments.getFirst()));
            }
            default ->
                throw invalid(
                        name + " is not a window function",
                        Suggestions.didYouMean(name, FunctionTable.WINDOW_FUNCTIONS));
        };
    }

    private Optional<Evaluator> argument(List<Expression> arguments, int index) {
        return index < arguments.size() ? Optional.of(rows.compile(arguments.get(index))) : Optional.empty();
    }

    private static void require(String name, List<Expression> arguments, int least, int most) {
        if (arguments.size() < least || arguments.size() > most) {
            throw invalid(
                    name + " takes " + (least == most ? Integer.toString(least) : least + " to " + most)
                            + " arguments, not " + arguments.size(),
                    null);
        }
    }

    private Frame frame(Expression.Window window) {
        if (window.frame().isEmpty()) {
            return window.orderBy().isEmpty() ? Frame.WHOLE_PARTITION : Frame.UP_TO_PEERS;
        }
        Expression.Frame frame = window.frame().get();
        if (position(frame.start()) > position(frame.end())
                || frame.start() instanceof FrameBound.UnboundedFollowing
                || frame.end() instanceof FrameBound.UnboundedPreceding) {
            throw invalid("a window's frame cannot start behind its end", "write the earlier bound first");
        }
        boolean distances = isDistance(frame.start()) || isDistance(frame.end());
        if (frame.unit() == Expression.FrameUnit.RANGE
                && distances
                && window.orderBy().size() != 1) {
            throw invalid(
                    "a RANGE frame with a distance needs one ORDER BY key, there are "
                            + window.orderBy().size(),
                    "use ROWS to count rows");
        }
        return new Frame(frame.unit(), bound(frame.start()), bound(frame.end()));
    }

    private static int position(FrameBound bound) {
        return switch (bound) {
            case FrameBound.UnboundedPreceding _ -> 0;
            case FrameBound.Preceding _ -> 1;
            case FrameBound.CurrentRow _ -> 2;
            case FrameBound.Following _ -> 3;
            case FrameBound.UnboundedFollowing _ -> 4;
        };
    }

    private static boolean isDistance(FrameBound bound) {
        return bound instanceof FrameBound.Preceding || bound instanceof FrameBound.Following;
    }

    private Frame.Bound bound(FrameBound bound) {
        return switch (bound) {
            case FrameBound.UnboundedPreceding _ -> new Frame.Bound.UnboundedPreceding();
            case FrameBound.Preceding(Expression distance) -> new Frame.Bound.Preceding(distance(distance));
            case FrameBound.CurrentRow _ -> new Frame.Bound.CurrentRow();
            case FrameBound.Following(Expression distance) -> new Frame.Bound.Following(distance(distance));
            case FrameBound.UnboundedFollowing _ -> new Frame.Bound.UnboundedFollowing();
        };
    }

    private Frame.Distance distance(Expression distance) {
        if (distance instanceof Expression.Call(String name, List<Expression> parts)
                && name.equals(Expression.INTERVAL)
                && parts.size() == 2
                && parts.getLast() instanceof Expression.Literal(Value.Text(String unit))) {
            return new Frame.Distance.Calendar(rows.compile(parts.getFirst()), unit);
        }
        return new Frame.Distance.Amount(rows.compile(distance));
    }

    private static QueryError invalid(String detail, @Nullable String hint) {
        return new QueryError(ErrorCode.INVALID_QUERY, detail, null, hint);
    }
}
