package io.lumadb.query.execution.rewrite;

import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.query.execution.plan.KeyedPlan;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.QueryPlan;
import io.lumadb.query.execution.plan.SubqueryPlan;
import io.lumadb.query.statement.MatchingRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Applies the rules in their order: common tables, subqueries, conditions, the order of joins, their keys, and
 * which of them look partners up. */
public final class Optimizer {

    private final Estimates estimates;
    private final Lookups lookups;

    /** {@code catalog} gives the definition of a collection that there is. */
    public Optimizer(Estimates estimates, Function<String, CollectionDefinition> catalog) {
        this.estimates = estimates;
        this.lookups = new Lookups(estimates, catalog);
    }

    /** The same plan, its subqueries' included, with less to do. */
    public QueryPlan optimize(QueryPlan plan) {
        SharedTables tables = new SharedTables(plan.root(), plan.subqueries().values());
        Map<String, SubqueryPlan> subqueries = new LinkedHashMap<>();
        plan.subqueries()
                .forEach((name, subquery) ->
                        subqueries.put(name, optimize(subquery.withPlan(tables.inline(subquery.plan())))));
        return new QueryPlan(
                optimize(tables.inline(plan.root()), plan.rules()), plan.columns(), plan.rules(), subqueries);
    }

    /** The same plan, which is optimized, with joins for subqueries of many rows: their answers need not fit in memory. */
    public QueryPlan withSemiJoins(QueryPlan plan) {
        return new SemiJoins(plan.subqueries(), estimates).apply(plan);
    }

    private SubqueryPlan optimize(SubqueryPlan subquery) {
        Optional<KeyedPlan> keyed = Decorrelation.of(subquery)
                .map(it -> it.with(
                        optimize(it.plan(), subquery.rules()),
                        it.overNothing().map(nothing -> optimize(nothing, subquery.rules()))));
        return subquery.with(optimize(subquery.plan(), subquery.rules()), keyed);
    }

    private PlanNode optimize(PlanNode plan, MatchingRules rules) {
        PlanNode pushed = new PredicatePushdown(rules).apply(plan);
        PlanNode joined = JoinKeys.apply(new JoinOrder(estimates).apply(pushed));
        return rules == MatchingRules.SQL ? lookups.apply(joined) : joined;
    }
}
