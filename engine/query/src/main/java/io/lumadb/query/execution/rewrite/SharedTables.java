package io.lumadb.query.execution.rewrite;

import io.lumadb.query.execution.plan.PlanMapping;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.SubqueryPlan;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts common tables in the place where they are read, unless several places read them. One that depends on the row around
 * it has other rows each time and is always put in its place.
 */
final class SharedTables {

    private static final int MANY = 2;

    private final Map<String, Integer> readers = new HashMap<>();

    /** {@code subqueries}: those of the statement's expressions. */
    SharedTables(PlanNode root, Collection<SubqueryPlan> subqueries) {
        count(root, 1);
        for (SubqueryPlan subquery : subqueries) {
            count(subquery.plan(), subquery.standsAlone() ? 1 : MANY);
        }
    }

    private void count(PlanNode node, int times) {
        if (node instanceof PlanNode.Shared shared && readers.merge(shared.name(), times, Integer::sum) > times) {
            return;
        }
        node.inputs().forEach(input -> count(input, times));
    }

    PlanNode inline(PlanNode plan) {
        PlanNode node = PlanMapping.inputs(plan, this::inline);
        return node instanceof PlanNode.Shared(String name, PlanNode input)
                        && (readers.getOrDefault(name, 0) < MANY || Parameters.in(input))
                ? input
                : node;
    }
}
