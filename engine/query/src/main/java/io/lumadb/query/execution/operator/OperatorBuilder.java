package io.lumadb.query.execution.operator;

import io.lumadb.document.Value;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.execution.expression.ElementRow;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.Layout;
import io.lumadb.query.execution.expression.ObjectRow;
import io.lumadb.query.execution.expression.PairRow;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.WidenedRow;
import io.lumadb.query.execution.function.Watch;
import io.lumadb.query.execution.operator.exchange.Gather;
import io.lumadb.query.execution.operator.exchange.MergeSorted;
import io.lumadb.query.execution.operator.group.Group;
import io.lumadb.query.execution.operator.set.Distinct;
import io.lumadb.query.execution.operator.set.SetOperation;
import io.lumadb.query.execution.operator.sort.PresortedSort;
import io.lumadb.query.execution.operator.sort.Sort;
import io.lumadb.query.execution.operator.sort.SortOrder;
import io.lumadb.query.execution.operator.window.Window;
import io.lumadb.query.execution.plan.PlanLayout;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Turns a plan into operators that run it once. */
public final class OperatorBuilder {

    private final PlanContext context;
    private final QueryRun run;
    private final OperatorStats stats;
    private final ExpressionCompiler compiler;
    private final MatchingRules rules;

    /** {@code rules}: what the conditions follow, except below a node that changes them. */
    public OperatorBuilder(PlanContext context, MatchingRules rules) {
        this.context = context;
        this.run = context.run();
        this.stats = context.stats();
        this.compiler = ExpressionCompiler.over(rules, run.startedAt(), context.subqueries());
        this.rules = rules;
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
                new Filter(build(input, place, ids), over(input).condition(condition));
            case PlanNode.Named(PlanNode input, String _) -> build(input, place, ids);
            case PlanNode.Join join ->
                joins().join(join, build(join.left(), place, ids), build(join.right(), place, ids));
            case PlanNode.Lookup lookup ->
                joins().lookup(
                                lookup,
                                build(lookup.join().left(), place, ids),
                                build(lookup.join().right(), place, ids));
            case PlanNode.Merge merge ->
                joins().merge(
                                merge.join(),
                                build(merge.join().left(), place, ids),
                                build(merge.join().right(), place, ids));
            case PlanNode.Semi semi ->
                joins().semi(semi, build(semi.left(), place, ids), build(semi.right(), place, ids));
            case PlanNode.Unnest unnest -> unnest(unnest, build(unnest.input(), place, ids));
            case PlanNode.Group group ->
                new Group(
                        build(group.input(), place, ids),
                        new AggregateBuilder(compiler).aggregation(group, over(group.input())),
                        group.stage(),
                        run);
            case PlanNode.Window window -> window(window, build(window.input(), place, ids));
            case PlanNode.Project project ->
                new Project(build(project.input(), place, ids), Projection.of(project.items(), over(project.input())));
            case PlanNode.Distinct(PlanNode input, Optional<List<String>> columns) ->
                new Distinct(build(input, place, ids), identity(columns), run);
            case PlanNode.SetOperation operation ->
                new SetOperation(
                        build(operation.left(), place, ids),
                        build(operation.right(), place, ids),
                        operation.operator(),
                        operation.all(),
                        identity(operation.columns()),
                        run);
            case PlanNode.Sort sort -> sort(sort, build(sort.input(), place, ids));
            case PlanNode.Limit limit -> new Limit(build(limit.input(), place, ids), limit.offset(), limit.count());
            case PlanNode.Shared(String name, PlanNode input) ->
                context.shared().read(name, () -> build(input, place, ids), run);
            case PlanNode.Ruled(PlanNode input, MatchingRules below) ->
                under(below).build(input, place, ids);
            case PlanNode.Gather(PlanNode input) -> new Gather(fragments(input), run);
            case PlanNode.MergeSorted(PlanNode input, List<SortKey> keys) ->
                new MergeSorted(fragments(input), SortOrders.order(keys, over(input)), run);
        };
        return new Observed(operator, stats.at(node, place));
    }

    private JoinBuilder joins() {
        return new JoinBuilder(context, rules, this::over);
    }

    private OperatorBuilder under(MatchingRules below) {
        return below == rules ? this : new OperatorBuilder(context, below);
    }

    private List<Supplier<Operator>> fragments(PlanNode input) {
        List<Supplier<Operator>> fragments = new ArrayList<>();
        if (scanOf(input).access() instanceof Access.ByIds(List<Value> ids)) {
            Map<Integer, List<Value>> byShard = new TreeMap<>();
            ids.forEach(id -> byShard.computeIfAbsent(context.database().shardOf(id), _ -> new ArrayList<>())
                    .add(id));
            byShard.forEach((shard, own) -> fragments.add(fragment(input, shard, own)));
        } else {
            for (int shard = 0; shard < context.database().shardCount(); shard++) {
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
        ScanRequest request = new ScanRequest(
                scan.collection(), shard, run.consistency(), access, scan.countsAsAccess(), scan.wanted());
        return new ShardScan(
                context.database(), request, run, stats.at(scan, shard).reads());
    }

    private Operator sort(PlanNode.Sort sort, Operator input) {
        SortOrder order = SortOrders.order(sort.keys(), over(sort.input()));
        return sort.presorted() == 0
                ? new Sort(input, order, sort.first(), run)
                : new PresortedSort(input, order, sort.presorted(), sort.first(), run);
    }

    private Operator unnest(PlanNode.Unnest unnest, Operator input) {
        boolean unwinds = rules == MatchingRules.DOCUMENT;
        Evaluator array = unwinds
                ? over(unnest.input()).unwound(unnest.array())
                : over(unnest.input()).compile(unnest.array());
        Evaluator fitting = unnest.condition()
                .map(condition -> fitting(array, over(unnest).condition(condition)))
                .orElse(array);
        return new Unnest(
                input,
                fitting,
                unwinds ? Unnest.OfScalar.ITSELF : Unnest.OfScalar.NOTHING,
                unnest.position().isPresent() ? OperatorBuilder::placed : OperatorBuilder::unplaced,
                unnest.keepsEmpty() ? Optional.of(row -> withoutElement(row, array, unnest)) : Optional.empty(),
                run);
    }

    private static Row unplaced(Row row, Value element, long index) {
        return new PairRow(row, new ElementRow(element));
    }

    private static Row placed(Row row, Value element, long index) {
        return new PairRow(unplaced(row, element, index), new ElementRow(index < 0 ? Value.NULL : Value.of(index)));
    }

    /** By MongoDB's rules null stands in place of the elements of null, nothing for those of an empty or missing array. */
    private Row withoutElement(Row row, Evaluator array, PlanNode.Unnest unnest) {
        Row element = rules == MatchingRules.DOCUMENT && array.evaluate(row) instanceof Value.Null
                ? new ElementRow(Value.NULL)
                : new Layout.Plain().nothing();
        return unnest.position().isEmpty()
                ? new PairRow(row, element)
                : new PairRow(new PairRow(row, element), new ElementRow(Value.NULL));
    }

    /** The elements of an array for which a condition over the row and the element holds. */
    private static Evaluator fitting(Evaluator array, Evaluator condition) {
        return row -> array.evaluate(row) instanceof Value.Array(List<Value> elements)
                ? new Value.Array(elements.stream()
                        .peek(_ -> Watch.step())
                        .filter(element -> condition.holds(new PairRow(row, new ElementRow(element))))
                        .toList())
                : Value.NULL;
    }

    private Operator window(PlanNode.Window window, Operator input) {
        ExpressionCompiler rows = over(window.input());
        WidenedRow.Widening widening = new WidenedRow.Widening(PlanLayout.slotCount(window.input()));
        return new Window(
                input,
                rows.compileAll(window.partitionBy()),
                SortOrders.keys(window.orderBy(), rows),
                new WindowBuilder(new AggregateBuilder(compiler), rows).calls(window.functions()),
                widening::row,
                run);
    }

    /** What makes rows the same: their columns, a missing one being null, or all that they have. */
    private static Function<Row, Value> identity(Optional<List<String>> columns) {
        if (columns.isEmpty()) {
            return Row::object;
        }
        List<String> names = columns.get();
        return row -> {
            List<Value> values = new ArrayList<>(names.size());
            for (String name : names) {
                Value value = row.field(name);
                values.add(value.isNull() ? Value.NULL : value);
            }
            return new Value.Array(values);
        };
    }

    /** How expressions read the rows that come out of a node: by field, or what is computed already by slot. */
    private ExpressionCompiler over(PlanNode node) {
        Map<Expression, Integer> slots = PlanLayout.slots(node);
        if (PlanLayout.isGrouped(node)) {
            return compiler.overGroups(slots);
        }
        ExpressionCompiler rows = compiler.within(PlanLayout.of(node));
        return slots.isEmpty() ? rows : rows.withSlots(slots);
    }
}
