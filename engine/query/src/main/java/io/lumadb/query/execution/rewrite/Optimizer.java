package io.lumadb.query.execution.rewrite;

import io.lumadb.query.execution.plan.KeyedPlan;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.QueryPlan;
import io.lumadb.query.execution.plan.SubqueryPlan;
import io.lumadb.query.statement.MatchingRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Applies the rules in their order: common tables, subqueries, conditions, join keys. Stateless. */
public final class Optimizer {

    private Optimizer() {}

    /** The same plan, its subqueries' included, with less to do. */
    public static QueryPlan optimize(QueryPlan plan) {
        SharedTables tables = new SharedTables(plan.root(), plan.subqueries().values());
        Map<String, SubqueryPlan> subqueries = new LinkedHashMap<>();
        plan.subqueries()
                .forEach((name, subquery) ->
                        subqueries.put(name, optimize(subquery.withPlan(tables.inline(subquery.plan())))));
        return new QueryPlan(
                optimize(tables.inline(plan.root()), plan.rules()), plan.columns(), plan.rules(), subqueries);
    }

    private static SubqueryPlan optimize(SubqueryPlan subquery) {
        Optional<KeyedPlan> keyed = Decorrelation.of(subquery)
                .map(it -> it.with(
                        optimize(it.plan(), subquery.rules()),
                        it.overNothing().map(nothing -> optimize(nothing, subquery.rules()))));
        return subquery.with(optimize(subquery.plan(), subquery.rules()), keyed);
    }

    private static PlanNode optimize(PlanNode plan, MatchingRules rules) {
        return JoinKeys.apply(new PredicatePushdown(rules).apply(plan));
    }
}
