package io.lumadb.query.execution.rewrite;

import io.lumadb.document.FieldPath;
import io.lumadb.query.execution.expression.PathValues;
import io.lumadb.query.execution.plan.KeyedPlan;
import io.lumadb.query.execution.plan.Output;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.SubqueryPlan;
import io.lumadb.query.statement.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the subquery of a {@code $lookup} by equality into one that is run once for all the documents around it: its rows
 * then carry the values that they may be found by.
 */
final class SharedValues {

    private SharedValues() {}

    /** The subquery run once; none where it takes more from the row around than the values of one path. */
    static Optional<KeyedPlan> of(SubqueryPlan subquery) {
        if (!(subquery.use() instanceof SubqueryPlan.Use.Rows)
                || subquery.parameters().size() != 1
                || !(subquery.plan() instanceof PlanNode.Project(PlanNode input, List<Output> items))
                || !(input instanceof PlanNode.Filter(PlanNode all, Expression condition))
                || Parameters.in(all)
                || !items.stream().allMatch(SharedValues::isIndependent)) {
            return Optional.empty();
        }
        List<Expression> staying = new ArrayList<>();
        List<Expression> paths = new ArrayList<>();
        for (Expression conjunct : Conditions.conjuncts(condition)) {
            if (conjunct instanceof Expression.SharesValue(Expression own, Expression.Parameter _)
                    && own instanceof Expression.Field) {
                paths.add(own);
            } else if (Parameters.in(conjunct)) {
                return Optional.empty();
            } else {
                staying.add(conjunct);
            }
        }
        if (paths.size() != 1) {
            return Optional.empty();
        }
        String key = "values for " + subquery.name();
        List<Output> carrying = new ArrayList<>(items);
        carrying.add(new Output.Computed(key, PathValues.own(paths.getFirst())));
        return Optional.of(KeyedPlan.sharingValues(
                new PlanNode.Project(Conditions.filter(all, staying), carrying), key, subquery.parameters()));
    }

    private static boolean isIndependent(Output item) {
        return switch (item) {
            case Output.Computed(String _, Expression expression) -> !Parameters.in(expression);
            case Output.Placed(FieldPath _, Expression expression) -> !Parameters.in(expression);
            case Output.AllFields _, Output.Kept _ -> true;
            case Output.SourceFields _, Output.Root _ -> false;
        };
    }
}
