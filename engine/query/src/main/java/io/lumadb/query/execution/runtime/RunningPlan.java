package io.lumadb.query.execution.runtime;

import io.lumadb.query.database.Database;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.OperatorBuilder;
import io.lumadb.query.execution.operator.OperatorStats;
import io.lumadb.query.execution.operator.PlanContext;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.SharedRows;
import io.lumadb.query.execution.plan.QueryPlan;
import io.lumadb.query.execution.planner.QueryPlanner;

/** A query's plan under way, on the statement's thread; closing it closes its operators. */
public final class RunningPlan implements AutoCloseable {

    private final QueryPlan plan;
    private final QueryRun run;
    private final SharedRows shared = new SharedRows();
    private final Subqueries subqueries;
    private final OperatorBuilder builder;

    /** {@code stats}: of all of the plan's operators. */
    public RunningPlan(Database database, QueryRun run, QueryPlanner planner, QueryPlan plan, OperatorStats stats) {
        this.plan = plan;
        this.run = run;
        this.subqueries =
                new Subqueries(plan, calls -> new PlanContext(database, run, stats, calls, shared, planner::physical));
        this.builder = new OperatorBuilder(subqueries.context(), plan.rules());
    }

    /** A plan whose operators nobody watches. */
    public static RunningPlan of(Database database, QueryRun run, QueryPlanner planner, QueryPlan plan) {
        return new RunningPlan(database, run, planner, plan, new OperatorStats(plan.roots()));
    }

    /**
     * The plan's rows; to be closed before this.
     *
     * @throws io.lumadb.query.language.QueryError INVALID_QUERY where an expression cannot be compiled
     */
    public Operator rows() {
        return builder.build(plan.root());
    }

    /** Compiles what the statement computes from documents beside the plan; its subqueries are those of the plan. */
    public ExpressionCompiler compiler() {
        return ExpressionCompiler.over(plan.rules(), run.startedAt(), subqueries);
    }

    @Override
    public void close() {
        subqueries.close();
        shared.close();
    }
}
