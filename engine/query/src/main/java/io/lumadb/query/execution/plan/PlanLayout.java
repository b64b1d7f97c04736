package io.lumadb.query.execution.plan;

import io.lumadb.query.execution.expression.Layout;
import io.lumadb.query.statement.Expression;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Where paths start in the rows that come out of a node. */
public final class PlanLayout {

    private PlanLayout() {}

    public static Layout of(PlanNode node) {
        return switch (node) {
            case PlanNode.OneRow _ -> new Layout.Nothing();
            case PlanNode.Scan _, PlanNode.Group _, PlanNode.Project _, PlanNode.Distinct _, PlanNode.SetOperation _ ->
                new Layout.Plain();
            case PlanNode.Named(PlanNode input, String name) -> new Layout.Named(name, of(input));
            case PlanNode.Join join -> new Layout.Joined(of(join.left()), of(join.right()));
            case PlanNode.Lookup lookup -> of(lookup.join());
            case PlanNode.Merge merge -> of(merge.join());
            case PlanNode.Semi semi -> of(semi.left());
            case PlanNode.Unnest unnest -> {
                Layout elements =
                        new Layout.Joined(of(unnest.input()), new Layout.Named(unnest.name(), new Layout.Plain()));
                yield unnest.position()
                        .<Layout>map(place -> new Layout.Joined(elements, new Layout.Named(place, new Layout.Plain())))
                        .orElse(elements);
            }
            case PlanNode.Window window -> of(window.input());
            case PlanNode.Filter filter -> of(filter.input());
            case PlanNode.Sort sort -> of(sort.input());
            case PlanNode.Limit limit -> of(limit.input());
            case PlanNode.Shared shared -> of(shared.input());
            case PlanNode.Ruled ruled -> of(ruled.input());
            case PlanNode.Gather gather -> of(gather.input());
            case PlanNode.MergeSorted merge -> of(merge.input());
        };
    }

    /** Where expressions that the rows have computed already stand in them: groups' keys, aggregates, windows. */
    public static Map<Expression, Integer> slots(PlanNode node) {
        return switch (node) {
            case PlanNode.Group group -> group.slots();
            case PlanNode.Window window -> {
                Map<Expression, Integer> slots = new LinkedHashMap<>(slots(window.input()));
                int slot = slotCount(window.input());
                for (Expression.Window function : window.functions()) {
                    slots.put(function, slot);
                    slot++;
                }
                yield slots;
            }
            case PlanNode.Filter filter -> slots(filter.input());
            case PlanNode.Semi semi -> slots(semi.left());
            case PlanNode.Sort sort -> slots(sort.input());
            case PlanNode.Limit limit -> slots(limit.input());
            case PlanNode.Gather gather -> slots(gather.input());
            case PlanNode.MergeSorted merge -> slots(merge.input());
            case PlanNode.OneRow _,
                    PlanNode.Scan _,
                    PlanNode.Named _,
                    PlanNode.Join _,
                    PlanNode.Lookup _,
                    PlanNode.Merge _,
                    PlanNode.Unnest _,
                    PlanNode.Project _,
                    PlanNode.Distinct _,
                    PlanNode.SetOperation _,
                    PlanNode.Shared _,
                    PlanNode.Ruled _ -> Map.of();
        };
    }

    /** How many values the rows have computed already. */
    public static int slotCount(PlanNode node) {
        return switch (node) {
            case PlanNode.Group group ->
                group.keys().size() + group.aggregates().size();
            case PlanNode.Window window ->
                slotCount(window.input()) + window.functions().size();
            case PlanNode.Semi semi -> slotCount(semi.left());
            default ->
                node.inputs().size() == 1 && !slots(node).isEmpty()
                        ? slotCount(node.inputs().getFirst())
                        : 0;
        };
    }

    /** Whether a node's rows are groups, which have no fields. */
    public static boolean isGrouped(PlanNode node) {
        return switch (node) {
            case PlanNode.Group _ -> true;
            case PlanNode.Window _,
                    PlanNode.Filter _,
                    PlanNode.Semi _,
                    PlanNode.Sort _,
                    PlanNode.Limit _,
                    PlanNode.Gather _,
                    PlanNode.MergeSorted _ -> isGrouped(node.inputs().getFirst());
            case PlanNode.OneRow _,
                    PlanNode.Scan _,
                    PlanNode.Named _,
                    PlanNode.Join _,
                    PlanNode.Lookup _,
                    PlanNode.Merge _,
                    PlanNode.Unnest _,
                    PlanNode.Project _,
                    PlanNode.Distinct _,
                    PlanNode.SetOperation _,
                    PlanNode.Shared _,
                    PlanNode.Ruled _ -> false;
        };
    }

    /** The names of the sources that a node's rows are put together of; none where the rows are of one piece. */
    public static Set<String> sources(PlanNode node) {
        Set<String> names = new HashSet<>();
        collect(of(node), names);
        return names;
    }

    private static void collect(Layout layout, Set<String> names) {
        switch (layout) {
            case Layout.Plain _, Layout.Nothing _ -> {}
            case Layout.Named(String name, Layout _) -> names.add(name);
            case Layout.Joined(Layout left, Layout right) -> {
                collect(left, names);
                collect(right, names);
            }
        }
    }
}
