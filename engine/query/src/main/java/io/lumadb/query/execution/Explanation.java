package io.lumadb.query.execution;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.query.database.Database;
import io.lumadb.query.execution.QuerySummary.ReadCounts;
import io.lumadb.query.execution.QuerySummary.TierReads;
import io.lumadb.query.execution.QuerySummary.WriteCounts;
import io.lumadb.query.execution.operator.OperatorStats;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.PlanText;
import io.lumadb.query.execution.plan.SelectPlan;
import io.lumadb.query.execution.plan.SelectPlanner;
import io.lumadb.query.language.Unplanned;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SortKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** EXPLAIN: the plan tree in words, one node a line, what feeds a node below it and further in. */
final class Explanation {

    /** The one column of EXPLAIN's rows. */
    static final String COLUMN = "plan";

    private static final String INDENT = "  ";

    private final Database database;
    private final Instant now;
    private final Catalog catalog;

    Explanation(Database database, Instant now, Catalog catalog) {
        this.database = database;
        this.now = now;
        this.catalog = catalog;
    }

    static Value.Obj row(String line) {
        return new Value.Obj(Map.of(COLUMN, Value.of(line)));
    }

    /** The plan of a statement that is not run. */
    String of(Statement statement) {
        return switch (statement) {
            case Statement.Select select -> tree(planner().plan(select).root());
            case Statement.SetOperation _, Statement.With _, Statement.InsertQuery _ ->
                throw Unplanned.construct(statement);
            case Statement.Update update ->
                "Change " + update.changes().size() + " fields of each document of '" + update.collection() + "'"
                        + (update.upsert() ? ", or insert one when none matches" : "") + "\n"
                        + matches(
                                update.rules(), update.collection(), update.where(), update.orderBy(), update.limit());
            case Statement.Delete delete ->
                "Delete each document from '" + delete.collection() + "'\n"
                        + matches(
                                delete.rules(), delete.collection(), delete.where(), delete.orderBy(), delete.limit());
            case Statement.Insert insert ->
                (insert.upsert() ? "Insert or replace " : "Insert ")
                        + insert.documents().size() + " documents in '"
                        + catalog.require(insert.collection()).name() + "'\n";
            case Statement.Explain explain -> of(explain.statement());
            case Statement.CreateCollection create -> "Create collection '" + create.name() + "'\n";
            case Statement.DropCollection drop -> "Drop collection '" + drop.name() + "'\n";
            case Statement.SetSchema change ->
                (change.schema().isPresent() ? "Set" : "Drop") + " the schema of '" + change.collection() + "'\n";
            case Statement.SetTiering tiering -> "Set the tiering policy of '" + tiering.collection() + "'\n";
            case Statement.CreateIndex create ->
                "Create index '" + create.index().name() + "' on '" + create.collection() + "'\n";
            case Statement.DropIndex drop -> "Drop index '" + drop.name() + "' of '" + drop.collection() + "'\n";
            case Statement.ShowCollections _ -> "List the catalog's collections\n";
            case Statement.ShowIndexes show -> "List the catalog's indexes of '" + show.collection() + "'\n";
            case Statement.Describe describe ->
                "Read the declared fields of '" + describe.collection() + "' and a sample of its documents\n";
        };
    }

    private SelectPlanner planner() {
        return new SelectPlanner(catalog::require, now);
    }

    private String matches(
            MatchingRules rules,
            String collection,
            Optional<Expression> where,
            List<SortKey> orderBy,
            Optional<Expression> limit) {
        StringBuilder text = new StringBuilder();
        append(text, planner().planMatches(rules, collection, where, orderBy, limit), 1, Optional.empty());
        return text.toString();
    }

    private String tree(PlanNode plan) {
        StringBuilder text = new StringBuilder();
        append(text, plan, 0, Optional.empty());
        return text.toString();
    }

    /** The plan of a SELECT that ran, with what each operator did, by shard and by tier. */
    String ofRun(SelectPlan plan, OperatorStats stats, QueryRun run) {
        StringBuilder text = new StringBuilder();
        append(text, plan.root(), 0, Optional.of(stats));
        return text + total(run);
    }

    /** What another statement did, under its plan. */
    String ofWrite(Statement statement, Optional<WriteCounts> written, QueryRun run) {
        String counts = written.map(it -> it.matched() + " matched, " + it.affected() + " written; ")
                .orElse("");
        return of(statement) + counts + total(run);
    }

    private static String total(QueryRun run) {
        ReadCounts reads = run.reads().counts();
        return "In all: read " + reads.rowsScanned() + " documents, " + reads.bytesRead() + " bytes" + byTier(reads)
                + ", in " + millis(run.elapsed().toNanos()) + "\n";
    }

    private void append(StringBuilder text, PlanNode node, int depth, Optional<OperatorStats> stats) {
        text.append(INDENT.repeat(depth)).append(PlanText.of(node));
        if (node instanceof PlanNode.Gather || node instanceof PlanNode.MergeSorted) {
            text.append(" (").append(database.shardCount()).append(" shards)");
        }
        text.append('\n');
        stats.ifPresent(measured -> appendActuals(text, node, depth + 1, measured));
        node.inputs().forEach(input -> append(text, input, depth + 1, stats));
    }

    private static void appendActuals(StringBuilder text, PlanNode node, int depth, OperatorStats stats) {
        stats.of(node).forEach((place, measured) -> {
            text.append(INDENT.repeat(depth))
                    .append(place == OperatorStats.COORDINATOR ? "· all: " : "· shard " + place + ": ")
                    .append(measured.rows())
                    .append(" rows, ")
                    .append(millis(measured.nanos()));
            ReadCounts reads = measured.reads().counts();
            if (node instanceof PlanNode.Scan) {
                text.append(", ").append(reads.bytesRead()).append(" bytes").append(byTier(reads));
            }
            text.append('\n');
        });
    }

    private static String byTier(ReadCounts reads) {
        if (reads.byTier().isEmpty()) {
            return "";
        }
        return reads.byTier().entrySet().stream()
                .sorted(Map.Entry.<Tier, TierReads>comparingByKey())
                .map(tier -> tier.getKey().wireName() + " " + tier.getValue().rows() + " documents "
                        + tier.getValue().bytes() + " bytes")
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }
}
