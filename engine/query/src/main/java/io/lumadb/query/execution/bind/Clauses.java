package io.lumadb.query.execution.bind;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.expression.ExpressionTree;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;

/** What may not stand in which clause. */
final class Clauses {

    private Clauses() {}

    /** Refuses aggregates and windows where there are no groups yet. */
    static void refuseAggregates(Expression expression, String clause) {
        if (ExpressionTree.hasAggregate(expression)) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "an aggregate cannot stand in " + clause,
                    null,
                    "filter groups with HAVING");
        }
        refuseWindows(expression, clause);
    }

    static void refuseWindows(Expression expression, String clause) {
        if (ExpressionTree.hasWindow(expression)) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "a window function cannot stand in " + clause,
                    null,
                    "compute it in a derived table, and filter around that: SELECT … FROM (SELECT …) AS t WHERE …");
        }
    }
}
