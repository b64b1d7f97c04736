package io.lumadb.query.execution.operator;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.ObjectRow;
import io.lumadb.query.execution.operator.aggregate.Measure;
import io.lumadb.query.execution.operator.exchange.Gather;
import io.lumadb.query.execution.operator.exchange.MergeSorted;
import io.lumadb.query.execution.operator.group.Group;
import io.lumadb.query.execution.operator.set.Distinct;
import io.lumadb.query.execution.operator.sort.Sort;
import io.lumadb.query.execution.operator.sort.SortOrder;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Turns a plan into operators that run it once. */
public final class OperatorBuilder {

    private final Database database;
    private final QueryRun run;
    private final ExpressionCompiler compiler;
    private final OperatorStats stats;

    public OperatorBuilder(Database database, QueryRun run, MatchingRules rules, OperatorStats stats) {
        this.database = database;
        this.run = run;
        this.compiler = ExpressionCompiler.over(rules, run.startedAt());
        this.stats = stats;
    }

    /**
     * The operators of a plan. Expressions are compiled here, so that what is wrong with them shows before anything runs.
     *
     * @throws io.lumadb.query.language.QueryError INVALID_QUERY
     */
    public Operator build(PlanNode plan) {
        return build(plan, OperatorStats.COORDINATOR, List.of());
    }

    /** {@code ids}: the keys of this shard, where the scan is by key. */
    private Operator build(PlanNode node, int place, List<Value> ids) {
        Operator operator = switch (node) {
            case PlanNode.OneRow _ -> new RowSource(List.of(ObjectRow.EMPTY));
            case PlanNode.Scan scan -> scan(scan, place, ids);
            case PlanNode.Filter(PlanNode input, Expression condition) ->
                new Filter(build(input, place, ids), over(input).compile(condition));
            case PlanNode.Group group -> group(group, build(group.input(), place, ids));
            case PlanNode.Project project ->
                new Project(build(project.input(), place, ids), Projection.of(project.items(), over(project.input())));
            case PlanNode.Distinct(PlanNode input) -> new Distinct(build(input, place, ids), run);
            case PlanNode.Sort sort ->
                new Sort(build(sort.input(), place, ids), order(sort.keys(), over(sort.input())), sort.first(), run);
            case PlanNode.Limit limit -> new Limit(build(limit.input(), place, ids), limit.offset(), limit.count());
            case PlanNode.Gather(PlanNode input) -> new Gather(fragments(input), run);
            case PlanNode.MergeSorted(PlanNode input, List<SortKey> keys) ->
                new MergeSorted(fragments(input), order(keys, over(input)), run);
        };
        return new Observed(operator, stats.at(node, place));
    }

    private List<Supplier<Operator>> fragments(PlanNode input) {
        List<Supplier<Operator>> fragments = new ArrayList<>();
        if (scanOf(input).access() instanceof Access.ByIds(List<Value> ids)) {
            Map<Integer, List<Value>> byShard = new TreeMap<>();
            ids.forEach(id -> byShard.computeIfAbsent(database.shardOf(id), _ -> new ArrayList<>())
                    .add(id));
            byShard.forEach((shard, own) -> fragments.add(fragment(input, shard, own)));
        } else {
            for (int shard = 0; shard < database.shardCount(); shard++) {
                fragments.add(fragment(input, shard, List.of()));
            }
        }
        return fragments;
    }

    private Supplier<Operator> fragment(PlanNode input, int shard, List<Value> ids) {
        Operator built = build(input, shard, ids);
        return () -> built;
    }

    private static PlanNode.Scan scanOf(PlanNode node) {
        return node instanceof PlanNode.Scan scan ? scan : scanOf(node.inputs().getFirst());
    }

    private Operator scan(PlanNode.Scan scan, int shard, List<Value> ids) {
        Access access = scan.access() instanceof Access.ByIds ? new Access.ByIds(ids) : scan.access();
        ScanRequest request =
                new ScanRequest(scan.collection(), shard, run.consistency(), access, scan.countsAsAccess());
        return new ShardScan(database, request, run, stats.at(scan, shard).reads());
    }

    private Operator group(PlanNode.Group group, Operator input) {
        boolean merging = group.stage() == PlanNode.GroupStage.FINAL;
        ExpressionCompiler rows = over(group.input());
        List<Measure> measures = new ArrayList<>();
        for (Expression.Aggregate aggregate : group.aggregates()) {
            measures.add(new Measure(
                    aggregate.function(),
                    aggregate.distinct(),
                    merging ? Optional.empty() : aggregate.operand().map(rows::compile),
                    aggregate.argument().map(argument -> constant(aggregate, argument)),
                    merging ? directions(aggregate.orderBy()) : sortKeys(aggregate.orderBy(), rows),
                    merging ? Optional.empty() : aggregate.filter().map(rows::compile)));
        }
        List<Evaluator> keys = merging ? List.of() : rows.compileAll(group.keys());
        boolean global = group.keys().isEmpty();
        return new Group(input, new Group.Aggregation(global, keys, measures), group.stage(), run);
    }

    /** Keys for comparing positions that are computed already. */
    private static List<SortOrder.Key> directions(List<SortKey> keys) {
        return keys.stream()
                .map(key -> new SortOrder.Key(new Evaluator.Constant(Value.NULL), key.descending(), nullsFirst(key)))
                .toList();
    }

    private static boolean nullsFirst(SortKey key) {
        return key.nullsFirst().orElse(!key.descending());
    }

    private Value constant(Expression.Aggregate aggregate, Expression argument) {
        if (compiler.compile(argument) instanceof Evaluator.Constant(Value value)) {
            return value;
        }
        throw new QueryError(
                ErrorCode.INVALID_QUERY,
                "the second argument of " + aggregate.function() + " must not depend on the rows",
                null,
                "write a literal or a parameter");
    }

    private static SortOrder order(List<SortKey> keys, ExpressionCompiler compiler) {
        return new SortOrder(sortKeys(keys, compiler));
    }

    private static List<SortOrder.Key> sortKeys(List<SortKey> keys, ExpressionCompiler compiler) {
        return keys.stream()
                .map(key -> new SortOrder.Key(compiler.compile(key.expression()), key.descending(), nullsFirst(key)))
                .toList();
    }

    /** How expressions read the rows that come out of a node: by field, or from groups by slot. */
    private ExpressionCompiler over(PlanNode node) {
        return switch (node) {
            case PlanNode.Group group -> compiler.overGroups(group.slots());
            case PlanNode.Filter filter -> over(filter.input());
            case PlanNode.Sort sort -> over(sort.input());
            case PlanNode.Limit limit -> over(limit.input());
            case PlanNode.Gather gather -> over(gather.input());
            case PlanNode.MergeSorted merge -> over(merge.input());
            case PlanNode.OneRow _, PlanNode.Scan _, PlanNode.Project _, PlanNode.Distinct _ -> compiler;
        };
    }
}
