package io.lumadb.query.execution.expression;

import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Looking for aggregates in expressions, and replacing parts of them. */
public final class ExpressionTree {

    private ExpressionTree() {}

    public static boolean hasAggregate(Expression expression) {
        AtomicBoolean found = new AtomicBoolean();
        ExpressionMapping.visit(expression, part -> {
            if (part instanceof Expression.Aggregate) {
                found.set(true);
            }
        });
        return found.get();
    }

    /** Collects the aggregates of an expression, each once. */
    public static void collectAggregates(Expression expression, List<Expression.Aggregate> found) {
        ExpressionMapping.visit(expression, part -> {
            if (part instanceof Expression.Aggregate aggregate && !found.contains(aggregate)) {
                found.add(aggregate);
            }
        });
    }

    /** Replaces parts from the outside inwards; what replaces a part is not looked into. */
    public static Expression replace(Expression expression, Function<Expression, Optional<Expression>> replacement) {
        return ExpressionMapping.parts(expression, replacement::apply);
    }
}
