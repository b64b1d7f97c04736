package io.lumadb.query.execution;

import io.lumadb.document.Value;
import io.lumadb.query.database.Database;
import io.lumadb.query.execution.QuerySummary.ReadCounts;
import io.lumadb.query.execution.QuerySummary.WriteCounts;
import io.lumadb.query.execution.operator.OperatorStats;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.PlanText;
import io.lumadb.query.execution.plan.PlanTree;
import io.lumadb.query.execution.plan.QueryPlan;
import io.lumadb.query.execution.plan.SubqueryPlan;
import io.lumadb.query.execution.plan.WritePlan;
import io.lumadb.query.execution.planner.QueryPlanner;
import io.lumadb.query.execution.rewrite.Estimates;
import io.lumadb.query.statement.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** EXPLAIN: plans as trees of steps in words. */
final class Explanation {

    /** The one column of EXPLAIN's rows. */
    static final String COLUMN = "plan";

    private final Database database;
    private final QueryPlanner planner;
    private final Estimates estimates;
    private final Catalog catalog;

    Explanation(Database database, QueryPlanner planner, Catalog catalog) {
        this.database = database;
        this.planner = planner;
        this.estimates = planner.estimates();
        this.catalog = catalog;
    }

    static Value.Obj row(String line) {
        return new Value.Obj(Map.of(COLUMN, Value.of(line)));
    }

    /** The plan of a statement that is not run. */
    PlanTree of(Statement statement) {
        return switch (statement) {
            case Statement.Query query -> tree(planner.plan(query), Optional.empty());
            case Statement.Update update ->
                write(
                        "Change " + update.changes().size() + " fields of each document of '" + update.collection()
                                + "'" + (update.upsert() ? ", or insert one when none matches" : ""),
                        planner.plan(update));
            case Statement.Delete delete ->
                write("Delete each document from '" + delete.collection() + "'", planner.plan(delete));
            case Statement.Insert insert -> insert(insert, planner.plan(insert));
            case Statement.InsertQuery insert ->
                write(
                        (insert.upsert() ? "Insert or replace" : "Insert") + " each row as a document of '"
                                + insert.collection() + "'",
                        planner.plan(insert));
            case Statement.Explain explain -> of(explain.statement());
            case Statement.CreateCollection create -> PlanTree.of("Create collection '" + create.name() + "'");
            case Statement.DropCollection drop -> PlanTree.of("Drop collection '" + drop.name() + "'");
            case Statement.SetSchema change ->
                PlanTree.of((change.schema().isPresent() ? "Set" : "Drop") + " the schema of '"
                        + catalog.require(change.collection()).name() + "'");
            case Statement.SetTiering tiering ->
                PlanTree.of("Set the tiering policy of '" + tiering.collection() + "'");
            case Statement.CreateIndex create ->
                PlanTree.of("Create index '" + create.index().name() + "' on '" + create.collection() + "'");
            case Statement.DropIndex drop ->
                PlanTree.of("Drop index '" + drop.name() + "' of '" + drop.collection() + "'");
            case Statement.ShowCollections _ -> PlanTree.of("List the catalog's collections");
            case Statement.ShowIndexes show -> PlanTree.of("List the catalog's indexes of '" + show.collection() + "'");
            case Statement.Describe describe ->
                PlanTree.of(
                        "Read the declared fields of '" + describe.collection() + "' and a sample of its documents");
        };
    }

    private PlanTree insert(Statement.Insert insert, WritePlan plan) {
        String operation = (insert.upsert() ? "Insert or replace " : "Insert ")
                + insert.documents().size() + " documents in '" + insert.collection() + "'";
        return plan.reads().subqueries().isEmpty() ? PlanTree.of(operation) : write(operation, plan);
    }

    private PlanTree write(String operation, WritePlan plan) {
        return PlanTree.of(operation, tree(plan.reads(), Optional.empty()));
    }

    /** The plan of a query that ran, with what each step did, by shard and by tier. */
    PlanTree ofRun(QueryPlan plan, OperatorStats stats) {
        return tree(plan, Optional.of(stats));
    }

    private PlanTree tree(QueryPlan plan, Optional<OperatorStats> stats) {
        Set<String> shown = new HashSet<>();
        PlanTree root = tree(plan.root(), stats, shown);
        List<PlanTree> inputs = new ArrayList<>(root.inputs());
        plan.subqueries().values().stream()
                .sorted(Comparator.comparingInt(SubqueryPlan::number))
                .map(subquery -> subquery(subquery, stats, shown))
                .forEach(inputs::add);
        return new PlanTree(root.operation(), root.estimatedRows(), root.actuals(), inputs);
    }

    private PlanTree subquery(SubqueryPlan subquery, Optional<OperatorStats> stats, Set<String> shown) {
        if (subquery.keyed().isPresent()) {
            return PlanTree.of(
                    PlanText.of(subquery), tree(subquery.keyed().get().plan(), stats, shown));
        }
        Optional<OperatorStats> measured = subquery.standsAlone() ? stats : Optional.empty();
        return PlanTree.of(PlanText.of(subquery), tree(subquery.plan(), measured, shown));
    }

    private PlanTree tree(PlanNode node, Optional<OperatorStats> stats, Set<String> shown) {
        String operation = PlanText.of(node);
        if (node instanceof PlanNode.Gather || node instanceof PlanNode.MergeSorted) {
            operation += " (" + database.shardCount() + " shards)";
        }
        List<PlanTree.Actual> actuals =
                stats.map(measured -> actuals(node, measured)).orElse(List.of());
        OptionalDouble rows = estimates.known(node);
        OptionalLong estimated =
                rows.isPresent() ? OptionalLong.of(Math.round(rows.getAsDouble())) : OptionalLong.empty();
        if (node instanceof PlanNode.Shared shared && !shown.add(shared.name())) {
            return new PlanTree(operation + ", as shown before", estimated, actuals, List.of());
        }
        List<PlanTree> inputs =
                node.inputs().stream().map(input -> tree(input, stats, shown)).toList();
        return new PlanTree(operation, estimated, actuals, inputs);
    }

    private static List<PlanTree.Actual> actuals(PlanNode node, OperatorStats stats) {
        List<PlanTree.Actual> actuals = new ArrayList<>();
        stats.of(node)
                .forEach((place, measured) -> actuals.add(new PlanTree.Actual(
                        place == OperatorStats.COORDINATOR ? OptionalInt.empty() : OptionalInt.of(place),
                        measured.rows(),
                        Duration.ofNanos(measured.nanos()),
                        node instanceof PlanNode.Scan
                                ? Optional.of(measured.reads().counts())
                                : Optional.empty())));
        return actuals;
    }

    /** What a statement that ran read in all, and wrote. */
    static String total(Optional<WriteCounts> written, QueryRun run) {
        ReadCounts reads = run.reads().counts();
        String counts = written.map(it -> it.matched() + " matched, " + it.affected() + " written; ")
                .orElse("");
        return counts + "In all: read " + reads.rowsScanned() + " documents, " + reads.bytesRead() + " bytes"
                + PlanTree.byTier(reads) + PlanTree.fromIndexes(reads) + PlanTree.skipped(reads) + ", in "
                + PlanTree.millis(run.elapsed()) + "\n";
    }
}
