package io.lumadb.query.execution.expression;

import io.lumadb.query.statement.Expression;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates the calls that the planner has put in the place of subqueries. Their arguments are the operand, where the
 * subquery is compared with one, and then what the subquery takes from the row around it.
 */
@FunctionalInterface
public interface SubqueryCalls {

    /** For expressions that stand in no query. */
    SubqueryCalls NONE = (_, _) -> Optional.empty();

    /** The evaluator of a call; none when the call is an ordinary function's. */
    Optional<Evaluator> evaluator(Expression.Call call, List<Evaluator> arguments);
}
