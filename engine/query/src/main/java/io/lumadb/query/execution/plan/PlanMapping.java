package io.lumadb.query.execution.plan;

import io.lumadb.document.FieldPath;
import io.lumadb.query.execution.function.Watch;
import io.lumadb.query.execution.plan.PlanNode.KeyPair;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rebuilds plans with their inputs or their expressions replaced. */
public final class PlanMapping {

    private PlanMapping() {}

    /** The same step over other inputs. Throws when the statement that is planned has to stop. */
    public static PlanNode inputs(PlanNode node, UnaryOperator<PlanNode> map) {
        Watch.ask();
        return switch (node) {
            case PlanNode.OneRow _, PlanNode.Scan _ -> node;
            case PlanNode.Filter filter -> new PlanNode.Filter(map.apply(filter.input()), filter.condition());
            case PlanNode.Named named -> new PlanNode.Named(map.apply(named.input()), named.name());
            case PlanNode.Join join ->
                new PlanNode.Join(
                        join.type(), map.apply(join.left()), map.apply(join.right()), join.keys(), join.condition());
            case PlanNode.Lookup lookup ->
                new PlanNode.Lookup((PlanNode.Join) inputs(lookup.join(), map), lookup.partners());
            case PlanNode.Merge merge -> new PlanNode.Merge((PlanNode.Join) inputs(merge.join(), map));
            case PlanNode.Semi semi ->
                new PlanNode.Semi(
                        map.apply(semi.left()), map.apply(semi.right()), semi.keys(), semi.member(), semi.negated());
            case PlanNode.Unnest unnest -> unnest.with(map.apply(unnest.input()), unnest.array(), unnest.condition());
            case PlanNode.Group group ->
                new PlanNode.Group(map.apply(group.input()), group.keys(), group.aggregates(), group.stage());
            case PlanNode.Window window ->
                new PlanNode.Window(
                        map.apply(window.input()), window.partitionBy(), window.orderBy(), window.functions());
            case PlanNode.Project project -> new PlanNode.Project(map.apply(project.input()), project.items());
            case PlanNode.Distinct distinct -> new PlanNode.Distinct(map.apply(distinct.input()), distinct.columns());
            case PlanNode.SetOperation operation ->
                new PlanNode.SetOperation(
                        operation.operator(),
                        operation.all(),
                        map.apply(operation.left()),
                        map.apply(operation.right()),
                        operation.columns());
            case PlanNode.Sort sort ->
                new PlanNode.Sort(map.apply(sort.input()), sort.keys(), sort.first(), sort.presorted());
            case PlanNode.Limit limit -> new PlanNode.Limit(map.apply(limit.input()), limit.offset(), limit.count());
            case PlanNode.Shared shared -> new PlanNode.Shared(shared.name(), map.apply(shared.input()));
            case PlanNode.Ruled ruled -> new PlanNode.Ruled(map.apply(ruled.input()), ruled.rules());
            case PlanNode.Gather gather -> new PlanNode.Gather(map.apply(gather.input()));
            case PlanNode.MergeSorted merge -> new PlanNode.MergeSorted(map.apply(merge.input()), merge.keys());
        };
    }

    /** The same plan, the inputs included, with every expression replaced. */
    public static PlanNode expressions(PlanNode plan, UnaryOperator<Expression> map) {
        return own(inputs(plan, input -> expressions(input, map)), map);
    }

    private static PlanNode own(PlanNode node, UnaryOperator<Expression> map) {
        return switch (node) {
            case PlanNode.OneRow _,
                    PlanNode.Scan _,
                    PlanNode.Named _,
                    PlanNode.Distinct _,
                    PlanNode.SetOperation _,
                    PlanNode.Limit _,
                    PlanNode.Shared _,
                    PlanNode.Ruled _,
                    PlanNode.Gather _ -> node;
            case PlanNode.Filter filter -> new PlanNode.Filter(filter.input(), map.apply(filter.condition()));
            case PlanNode.Lookup lookup ->
                new PlanNode.Lookup((PlanNode.Join) own(lookup.join(), map), expressions(lookup.partners(), map));
            case PlanNode.Merge merge -> new PlanNode.Merge((PlanNode.Join) own(merge.join(), map));
            case PlanNode.Join join ->
                new PlanNode.Join(
                        join.type(),
                        join.left(),
                        join.right(),
                        join.keys().stream().map(key -> pair(key, map)).toList(),
                        join.condition().map(map));
            case PlanNode.Semi semi ->
                new PlanNode.Semi(
                        semi.left(),
                        semi.right(),
                        semi.keys().stream().map(key -> pair(key, map)).toList(),
                        semi.member().map(member -> pair(member, map)),
                        semi.negated());
            case PlanNode.Unnest unnest ->
                unnest.with(
                        unnest.input(),
                        map.apply(unnest.array()),
                        unnest.condition().map(map));
            case PlanNode.Group group ->
                new PlanNode.Group(
                        group.input(),
                        group.keys().stream().map(map).toList(),
                        group.aggregates().stream()
                                .map(aggregate -> (Expression.Aggregate) map.apply(aggregate))
                                .toList(),
                        group.stage());
            case PlanNode.Window window ->
                new PlanNode.Window(
                        window.input(),
                        window.partitionBy().stream().map(map).toList(),
                        keys(window.orderBy(), map),
                        window.functions().stream()
                                .map(function -> (Expression.Window) map.apply(function))
                                .toList());
            case PlanNode.Project project ->
                new PlanNode.Project(
                        project.input(),
                        project.items().stream().map(item -> item(item, map)).toList());
            case PlanNode.Sort sort ->
                new PlanNode.Sort(sort.input(), keys(sort.keys(), map), sort.first(), sort.presorted());
            case PlanNode.MergeSorted merge -> new PlanNode.MergeSorted(merge.input(), keys(merge.keys(), map));
        };
    }

    private static KeyPair pair(KeyPair pair, UnaryOperator<Expression> map) {
        Expression left = map.apply(pair.left());
        return new KeyPair(left, map.apply(pair.right()));
    }

    private static Output item(Output item, UnaryOperator<Expression> map) {
        return switch (item) {
            case Output.Computed(String name, Expression expression) ->
                new Output.Computed(name, map.apply(expression));
            case Output.Placed(FieldPath path, Expression expression) -> new Output.Placed(path, map.apply(expression));
            case Output.Root(Expression document) -> new Output.Root(map.apply(document));
            case Output.AllFields _, Output.SourceFields _, Output.Kept _ -> item;
        };
    }

    private static List<SortKey> keys(List<SortKey> keys, UnaryOperator<Expression> map) {
        return keys.stream()
                .map(key -> new SortKey(map.apply(key.expression()), key.descending(), key.nullsFirst()))
                .toList();
    }
}
