package io.lumadb.query.execution.expression;

import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Looking for aggregates and windows in expressions, and replacing parts of them. */
public final class ExpressionTree {

    private ExpressionTree() {}

    public static boolean hasAggregate(Expression expression) {
        List<Expression.Aggregate> found = new ArrayList<>();
        collectAggregates(expression, found);
        return !found.isEmpty();
    }

    public static boolean hasWindow(Expression expression) {
        List<Expression.Window> found = new ArrayList<>();
        collectWindows(expression, found);
        return !found.isEmpty();
    }

    /**
     * Collects the aggregates of an expression, each once. One that a window computes is none of them; those in its
     * operands are.
     */
    public static void collectAggregates(Expression expression, List<Expression.Aggregate> found) {
        replace(expression, part -> switch (part) {
            case Expression.Aggregate aggregate -> {
                if (!found.contains(aggregate)) {
                    found.add(aggregate);
                }
                yield Optional.of(aggregate);
            }
            case Expression.Window window -> {
                windowOperands(window).forEach(operand -> collectAggregates(operand, found));
                yield Optional.of(window);
            }
            default -> Optional.empty();
        });
    }

    /** Collects the windows of an expression, each once. */
    public static void collectWindows(Expression expression, List<Expression.Window> found) {
        replace(expression, part -> {
            if (!(part instanceof Expression.Window window)) {
                return Optional.empty();
            }
            if (!found.contains(window)) {
                found.add(window);
            }
            return Optional.of(window);
        });
    }

    /** What a window computes from: everything in it but the function itself. */
    public static List<Expression> windowOperands(Expression.Window window) {
        List<Expression> operands = new ArrayList<>(window.partitionBy());
        window.orderBy().forEach(key -> operands.add(key.expression()));
        switch (window.function()) {
            case Expression.Aggregate aggregate -> {
                aggregate.operand().ifPresent(operands::add);
                aggregate.argument().ifPresent(operands::add);
                aggregate.orderBy().forEach(key -> operands.add(key.expression()));
                aggregate.filter().ifPresent(operands::add);
            }
            case Expression.Call call -> operands.addAll(call.arguments());
            default -> operands.add(window.function());
        }
        window.frame().ifPresent(frame -> {
            distance(frame.start()).ifPresent(operands::add);
            distance(frame.end()).ifPresent(operands::add);
        });
        return operands;
    }

    private static Optional<Expression> distance(Expression.FrameBound bound) {
        return switch (bound) {
            case Expression.FrameBound.Preceding(Expression distance) -> Optional.of(distance);
            case Expression.FrameBound.Following(Expression distance) -> Optional.of(distance);
            case Expression.FrameBound.UnboundedPreceding _,
                    Expression.FrameBound.CurrentRow _,
                    Expression.FrameBound.UnboundedFollowing _ -> Optional.empty();
        };
    }

    /** Replaces parts from the outside inwards; what replaces a part is not looked into. */
    public static Expression replace(Expression expression, Function<Expression, Optional<Expression>> replacement) {
        return ExpressionMapping.parts(expression, replacement::apply);
    }
}
