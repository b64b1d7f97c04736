package io.lumadb.query.execution.plan;

import io.lumadb.query.statement.Expression;

/** Plans and expressions in words. */
public final class PlanText {

    private PlanText() {}

    /** An expression's canonical text. */
    public static String expression(Expression expression) {
        return expression.toString();
    }
}
