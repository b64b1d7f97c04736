package io.lumadb.query.jql.vocabulary;

import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import java.util.ArrayList;
import java.util.List;

/** Finds aggregates within expressions. */
public final class Aggregates {

    private Aggregates() {}

    /** The aggregates of an expression in written order, each once, without those of its subqueries. */
    public static List<Expression.Aggregate> in(Expression expression) {
        List<Expression.Aggregate> found = new ArrayList<>();
        ExpressionMapping.visitOwn(expression, part -> {
            if (part instanceof Expression.Aggregate aggregate && !found.contains(aggregate)) {
                found.add(aggregate);
            }
        });
        return found;
    }
}
