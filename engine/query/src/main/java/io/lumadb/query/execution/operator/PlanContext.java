package io.lumadb.query.execution.operator;

import io.lumadb.query.database.Database;
import io.lumadb.query.execution.expression.SubqueryCalls;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.statement.MatchingRules;
import java.util.List;

/**
 * What the operators of one plan share.
 *
 * @param stats of the plan's operators
 * @param shared the rows of common tables; whoever made it closes it after the operators
 * @param physical finishes plans that wait for a value
 */
public record PlanContext(
        Database database,
        QueryRun run,
        OperatorStats stats,
        SubqueryCalls subqueries,
        SharedRows shared,
        PhysicalPlans physical) {

    /** Chooses the ways to the documents of a plan whose parameters are known. */
    @FunctionalInterface
    public interface PhysicalPlans {
        PlanNode of(PlanNode plan, MatchingRules rules);
    }

    /** The same for another plan, which nobody watches. */
    PlanContext unwatched(PlanNode plan) {
        return with(new OperatorStats(List.of(plan)));
    }

    /** The same with other counters. */
    public PlanContext with(OperatorStats other) {
        return new PlanContext(database, run, other, subqueries, shared, physical);
    }
}
