package io.lumadb.query.execution.plan;

import io.lumadb.query.statement.MatchingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A planned query.
 *
 * @param rules those of the query's own conditions
 * @param subqueries of its expressions, by the names of the calls that stand for them
 */
public record QueryPlan(PlanNode root, Columns columns, MatchingRules rules, Map<String, SubqueryPlan> subqueries) {

    public QueryPlan {
        subqueries = Map.copyOf(subqueries);
    }

    /** The roots of the plans that are run once at most: the query's own and those of subqueries. */
    public List<PlanNode> roots() {
        List<PlanNode> roots = new ArrayList<>();
        roots.add(root);
        for (SubqueryPlan subquery : subqueries.values()) {
            if (subquery.standsAlone()) {
                roots.add(subquery.plan());
            }
            subquery.keyed().ifPresent(keyed -> {
                roots.add(keyed.plan());
                keyed.overNothing().ifPresent(roots::add);
            });
        }
        return roots;
    }

    /** The result's fields in order; empty when the documents decide. */
    public Optional<List<String>> resultColumns() {
        return columns.complete();
    }
}
