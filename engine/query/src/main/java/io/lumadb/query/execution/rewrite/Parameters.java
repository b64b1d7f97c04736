package io.lumadb.query.execution.rewrite;

import io.lumadb.query.execution.plan.PlanMapping;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looking for what a subquery takes from the row around it. */
final class Parameters {

    private Parameters() {}

    static boolean in(Expression expression) {
        return ExpressionMapping.any(expression, Expression.Parameter.class::isInstance);
    }

    /** Whether some step of a plan takes something. */
    static boolean in(PlanNode plan) {
        AtomicBoolean found = new AtomicBoolean();
        PlanMapping.expressions(plan, expression -> {
            found.compareAndSet(false, in(expression));
            return expression;
        });
        return found.get();
    }

    /** Whether an expression hands something on to a subquery of its own. */
    static boolean withinSubqueries(Expression expression) {
        return ExpressionMapping.any(
                expression,
                part -> part instanceof Expression.Call(String name, List<Expression> arguments)
                        && name.indexOf(' ') >= 0
                        && arguments.stream().anyMatch(Parameters::in));
    }
}
