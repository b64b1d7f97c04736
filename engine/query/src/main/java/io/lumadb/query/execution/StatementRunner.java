package io.lumadb.query.execution;

import io.lumadb.document.Value;
import io.lumadb.query.database.Database;
import io.lumadb.query.execution.QuerySummary.WriteCounts;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.OperatorStats;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.plan.PlanTree;
import io.lumadb.query.execution.plan.QueryPlan;
import io.lumadb.query.execution.plan.WritePlan;
import io.lumadb.query.execution.planner.DatabaseStatistics;
import io.lumadb.query.execution.planner.QueryPlanner;
import io.lumadb.query.execution.runtime.RunningPlan;
import io.lumadb.query.execution.write.Writer;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.StatementMapping;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Carries out one bound statement on the caller's thread. */
final class StatementRunner {

    private final Database database;
    private final QueryRun run;
    private final Catalog catalog;
    private final RowOutput output;
    private final QueryPlanner planner;
    private final Writer writer;

    StatementRunner(Database database, QueryRun run, Catalog catalog, RowOutput output) {
        this.database = database;
        this.run = run;
        this.catalog = catalog;
        this.output = output;
        this.planner = new QueryPlanner(catalog::require, new DatabaseStatistics(database), run.startedAt());
        this.writer = new Writer(database, run, catalog::require, planner, output::accept);
    }

    /** What a statement gave beside its rows. */
    record Outcome(Optional<WriteCounts> written, Optional<ExplainedPlan> plan) {
        static final Outcome ROWS = new Outcome(Optional.empty(), Optional.empty());

        static Outcome of(WriteCounts written) {
            return new Outcome(Optional.of(written), Optional.empty());
        }
    }

    Outcome run(Statement statement) {
        return switch (statement) {
            case Statement.Query query -> query(query);
            case Statement.Insert insert -> write(planner.plan(insert), plan -> writer.insert(insert, plan));
            case Statement.InsertQuery insert -> write(planner.plan(insert), plan -> writer.insert(insert, plan));
            case Statement.Update update -> write(planner.plan(update), plan -> writer.update(update, plan));
            case Statement.Delete delete -> write(planner.plan(delete), plan -> writer.delete(delete, plan));
            case Statement.Explain explain -> explain(explain);
            case Statement.CreateCollection _,
                    Statement.DropCollection _,
                    Statement.SetSchema _,
                    Statement.SetTiering _,
                    Statement.CreateIndex _,
                    Statement.DropIndex _ -> {
                new Definitions(database, catalog, run).run(statement);
                yield Outcome.ROWS;
            }
            case Statement.ShowCollections _, Statement.ShowIndexes _, Statement.Describe _ -> {
                new CatalogRows(database, catalog, output).run(statement);
                yield Outcome.ROWS;
            }
        };
    }

    private Outcome write(WritePlan plan, Function<WritePlan, WriteCounts> writing) {
        plan.returned().ifPresent(it -> output.declareColumns(it.columns().complete()));
        return Outcome.of(writing.apply(plan));
    }

    private Outcome query(Statement.Query query) {
        QueryPlan plan = planner.plan(query);
        output.declareColumns(plan.resultColumns());
        drain(plan, new OperatorStats(plan.roots()), output::accept);
        return Outcome.ROWS;
    }

    /** Takes a row; false when no more are wanted. */
    private interface Taker {
        boolean accept(Value.Obj row);
    }

    private void drain(QueryPlan plan, OperatorStats stats, Taker taker) {
        try (RunningPlan running = new RunningPlan(database, run, planner, plan, stats);
                Operator operator = running.rows()) {
            for (List<Row> rows = operator.next(); !rows.isEmpty(); rows = operator.next()) {
                for (Row row : rows) {
                    if (!taker.accept(row.object())) {
                        return;
                    }
                }
                run.checkpoint();
            }
        }
    }

    private Outcome explain(Statement.Explain explain) {
        Explanation explanation = new Explanation(database, planner, catalog);
        ExplainedPlan explained = explained(explain, explanation);
        output.declareColumns(Optional.of(List.of(Explanation.COLUMN)));
        explained.text().lines().map(Explanation::row).forEach(output::accept);
        return new Outcome(Optional.empty(), Optional.of(explained));
    }

    private ExplainedPlan explained(Statement.Explain explain, Explanation explanation) {
        if (!explain.analyze()) {
            return ExplainedPlan.of(explanation.of(explain.statement()));
        }
        if (explain.statement() instanceof Statement.Query query) {
            QueryPlan plan = planner.plan(query);
            OperatorStats stats = new OperatorStats(plan.roots());
            drain(plan, stats, _ -> true);
            return new ExplainedPlan(explanation.ofRun(plan, stats), Explanation.total(Optional.empty(), run));
        }
        PlanTree plan = explanation.of(explain.statement());
        Outcome outcome = run(StatementMapping.withoutReturning(explain.statement()));
        return new ExplainedPlan(plan, Explanation.total(outcome.written(), run));
    }
}
