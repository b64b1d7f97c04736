package io.lumadb.query.execution.plan;

import io.lumadb.query.statement.Expression;
import java.util.List;
import java.util.Optional;

/**
 * A subquery as one that is run once for all rows around it, each of which picks the rows whose keys equal its own.
 *
 * @param plan its rows have the keys as columns beside their own
 * @param keys the columns
 * @param outer what each key has to equal, over the subquery's parameters
 * @param overNothing gives the rows of a row around that picks none, where there are some all the same: a group over no
 *     rows is still a row
 * @param first of the rows picked only the first one counts
 * @param sharesValues the only key and what it has to equal are arrays, and sharing one element is enough
 */
public record KeyedPlan(
        PlanNode plan,
        List<String> keys,
        List<Expression> outer,
        Optional<PlanNode> overNothing,
        boolean first,
        boolean sharesValues) {

    public KeyedPlan {
        keys = List.copyOf(keys);
        outer = List.copyOf(outer);
    }

    /** One whose rows are picked by equal keys. */
    public KeyedPlan(
            PlanNode plan, List<String> keys, List<Expression> outer, Optional<PlanNode> overNothing, boolean first) {
        this(plan, keys, outer, overNothing, first, false);
    }

    /** One whose rows are picked by any of the values in a column, which is an array of them. */
    public static KeyedPlan sharingValues(PlanNode plan, String column, List<String> parameters) {
        return new KeyedPlan(
                plan,
                List.of(column),
                List.of(new Expression.Parameter(parameters.getFirst())),
                Optional.empty(),
                false,
                true);
    }

    /** The same carried out in another way. */
    public KeyedPlan with(PlanNode otherPlan, Optional<PlanNode> otherOverNothing) {
        return new KeyedPlan(otherPlan, keys, outer, otherOverNothing, first, sharesValues);
    }
}
