package io.lumadb.query.execution.plan;

import io.lumadb.query.statement.MatchingRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** The roots of the plans that are run once: the query's own and those of subqueries that stand alone. */
    public List<PlanNode> roots() {
        return Stream.concat(
                        Stream.of(root),
                        subqueries.values().stream()
                                .filter(SubqueryPlan::standsAlone)
                                .map(SubqueryPlan::plan))
                .toList();
    }

    /** The result's fields in order; empty when the documents decide. */
    public Optional<List<String>> resultColumns() {
        return columns.complete();
    }
}
