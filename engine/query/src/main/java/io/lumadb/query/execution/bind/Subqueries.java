package io.lumadb.query.execution.bind;

import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looking for subqueries in expressions as they were written. */
final class Subqueries {

    private Subqueries() {}

    static boolean in(Expression expression) {
        AtomicBoolean found = new AtomicBoolean();
        ExpressionMapping.parts(expression, part -> switch (part) {
            case Expression.Subquery _,
                    Expression.RowArray _,
                    Expression.InSubquery _,
                    Expression.Exists _,
                    Expression.Quantified _ -> {
                found.set(true);
                yield Optional.of(part);
            }
            default -> Optional.empty();
        });
        return found.get();
    }
}
