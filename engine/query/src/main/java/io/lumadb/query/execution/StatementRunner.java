package io.lumadb.query.execution;

import io.lumadb.query.database.Database;
import io.lumadb.query.execution.QuerySummary.WriteCounts;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.OperatorBuilder;
import io.lumadb.query.execution.operator.OperatorStats;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.plan.SelectPlan;
import io.lumadb.query.execution.plan.SelectPlanner;
import io.lumadb.query.execution.write.Writer;
import io.lumadb.query.language.Unplanned;
import io.lumadb.query.statement.Statement;
import java.util.List;
import java.util.Optional;

/** Carries out one bound statement on the caller's thread. */
final class StatementRunner {

    private final Database database;
    private final QueryRun run;
    private final Catalog catalog;
    private final RowOutput output;

    StatementRunner(Database database, QueryRun run, Catalog catalog, RowOutput output) {
        this.database = database;
        this.run = run;
        this.catalog = catalog;
        this.output = output;
    }

    /** What a statement gave beside its rows. */
    record Outcome(Optional<WriteCounts> written, Optional<String> plan) {
        static final Outcome ROWS = new Outcome(Optional.empty(), Optional.empty());

        static Outcome of(WriteCounts written) {
            return new Outcome(Optional.of(written), Optional.empty());
        }
    }

    Outcome run(Statement statement) {
        return switch (statement) {
            case Statement.Select select -> select(select);
            case Statement.SetOperation _, Statement.With _, Statement.InsertQuery _ ->
                throw Unplanned.construct(statement);
            case Statement.Insert insert -> Outcome.of(writer().insert(insert));
            case Statement.Update update -> Outcome.of(writer().update(update));
            case Statement.Delete delete -> Outcome.of(writer().delete(delete));
            case Statement.Explain explain -> explain(explain);
            case Statement.CreateCollection _,
                    Statement.DropCollection _,
                    Statement.SetSchema _,
                    Statement.SetTiering _,
                    Statement.CreateIndex _,
                    Statement.DropIndex _ -> {
                new Definitions(database, catalog).run(statement);
                yield Outcome.ROWS;
            }
            case Statement.ShowCollections _, Statement.ShowIndexes _, Statement.Describe _ -> {
                new CatalogRows(database, catalog, output).run(statement);
                yield Outcome.ROWS;
            }
        };
    }

    private Writer writer() {
        return new Writer(database, run, catalog::require, output::accept);
    }

    private Outcome select(Statement.Select select) {
        SelectPlan plan = new SelectPlanner(catalog::require, run.startedAt()).plan(select);
        output.declareColumns(plan.columns());
        drain(select, plan, new OperatorStats(plan.root()), output::accept);
        return Outcome.ROWS;
    }

    /** Takes a row; false when no more are wanted. */
    private interface Taker {
        boolean accept(io.lumadb.document.Value.Obj row);
    }

    private void drain(Statement.Select select, SelectPlan plan, OperatorStats stats, Taker taker) {
        OperatorBuilder builder = new OperatorBuilder(database, run, select.rules(), stats);
        try (Operator operator = builder.build(plan.root())) {
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
        Explanation explanation = new Explanation(database, run.startedAt(), catalog);
        String text;
        if (explain.analyze() && explain.statement() instanceof Statement.Select select) {
            SelectPlan plan = new SelectPlanner(catalog::require, run.startedAt()).plan(select);
            OperatorStats stats = new OperatorStats(plan.root());
            drain(select, plan, stats, _ -> true);
            text = explanation.ofRun(plan, stats, run);
        } else if (explain.analyze()) {
            Outcome outcome = run(explain.statement());
            text = explanation.ofWrite(explain.statement(), outcome.written(), run);
        } else {
            text = explanation.of(explain.statement());
        }
        output.declareColumns(Optional.of(List.of(Explanation.COLUMN)));
        text.lines().map(Explanation::row).forEach(output::accept);
        return new Outcome(Optional.empty(), Optional.of(text));
    }
}
