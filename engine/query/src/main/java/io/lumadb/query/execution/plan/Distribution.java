package io.lumadb.query.execution.plan;

import java.util.OptionalLong;

/** Decides what runs beside the shards: puts the gathering of shards as high into the plan as it can stand. */
public final class Distribution {

    private Distribution() {}

    /** The plan with its gathering nodes; a plan that reads no shard stays as it is. */
    public static PlanNode distribute(PlanNode plan) {
        PlanNode placed = place(plan);
        return perShard(placed) ? new PlanNode.Gather(placed) : placed;
    }

    private static PlanNode place(PlanNode node) {
        return switch (node) {
            case PlanNode.OneRow _, PlanNode.Scan _, PlanNode.Gather _, PlanNode.MergeSorted _ -> node;
            case PlanNode.Filter _, PlanNode.Named _, PlanNode.Unnest _, PlanNode.Project _, PlanNode.Ruled _ ->
                PlanMapping.inputs(node, Distribution::place);
            case PlanNode.Join _,
                    PlanNode.Lookup _,
                    PlanNode.Merge _,
                    PlanNode.Semi _,
                    PlanNode.SetOperation _,
                    PlanNode.Shared _,
                    PlanNode.Window _ -> PlanMapping.inputs(node, Distribution::distribute);
            case PlanNode.Distinct distinct -> distinct(distinct, place(distinct.input()));
            case PlanNode.Group group -> group(group, place(group.input()));
            case PlanNode.Sort sort -> sort(sort, place(sort.input()));
            case PlanNode.Limit limit -> limit(limit, place(limit.input()));
        };
    }

    /** Whether a node runs beside each shard: a scan, with nothing above it that has seen all shards. */
    private static boolean perShard(PlanNode node) {
        return switch (node) {
            case PlanNode.Scan _ -> true;
            case PlanNode.OneRow _,
                    PlanNode.Join _,
                    PlanNode.Lookup _,
                    PlanNode.Merge _,
                    PlanNode.Semi _,
                    PlanNode.SetOperation _,
                    PlanNode.Shared _,
                    PlanNode.Window _,
                    PlanNode.Gather _,
                    PlanNode.MergeSorted _ -> false;
            case PlanNode.Filter _,
                    PlanNode.Named _,
                    PlanNode.Unnest _,
                    PlanNode.Project _,
                    PlanNode.Ruled _,
                    PlanNode.Distinct _,
                    PlanNode.Group _,
                    PlanNode.Sort _,
                    PlanNode.Limit _ -> perShard(node.inputs().getFirst());
        };
    }

    private static PlanNode distinct(PlanNode.Distinct distinct, PlanNode input) {
        PlanNode own = new PlanNode.Distinct(input, distinct.columns());
        return perShard(input) ? new PlanNode.Distinct(new PlanNode.Gather(own), distinct.columns()) : own;
    }

    private static PlanNode group(PlanNode.Group group, PlanNode input) {
        if (!perShard(input)) {
            return new PlanNode.Group(input, group.keys(), group.aggregates(), PlanNode.GroupStage.WHOLE);
        }
        PlanNode partial = new PlanNode.Group(input, group.keys(), group.aggregates(), PlanNode.GroupStage.PARTIAL);
        return new PlanNode.Group(
                new PlanNode.Gather(partial), group.keys(), group.aggregates(), PlanNode.GroupStage.FINAL);
    }

    private static PlanNode sort(PlanNode.Sort sort, PlanNode input) {
        PlanNode own = new PlanNode.Sort(input, sort.keys(), sort.first(), sort.presorted());
        return perShard(input) ? new PlanNode.MergeSorted(own, sort.keys()) : own;
    }

    /** Each shard stops after as many rows as are wanted in all. */
    private static PlanNode limit(PlanNode.Limit limit, PlanNode input) {
        if (!perShard(input)) {
            return new PlanNode.Limit(input, limit.offset(), limit.count());
        }
        OptionalLong most = firstRows(limit.offset(), limit.count());
        PlanNode beside = most.isPresent() ? new PlanNode.Limit(input, 0, most) : input;
        return new PlanNode.Limit(new PlanNode.Gather(beside), limit.offset(), limit.count());
    }

    /** How many rows from the start an offset and a count need. */
    private static OptionalLong firstRows(long offset, OptionalLong count) {
        if (count.isEmpty()) {
            return OptionalLong.empty();
        }
        long sum = offset + count.getAsLong();
        return sum < 0 ? OptionalLong.empty() : OptionalLong.of(sum);
    }
}
