package io.lumadb.query.execution.bind;

import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Expressions;

/** Looking for subqueries in expressions as they were written. */
final class Subqueries {

    private Subqueries() {}

    static boolean in(Expression expression) {
        return ExpressionMapping.any(expression, Expressions::isQuery);
    }
}
