package io.lumadb.query.execution.rewrite;

import io.lumadb.document.FieldPath;
import io.lumadb.query.execution.plan.PlanMapping;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.statement.Expression;
import java.util.ArrayList;
import java.util.List;

/**
 * Says on each scan which paths of its documents are read above it, so that whoever keeps or sends rows need not keep
 * whole documents.
 */
public final class ProjectionPruning {

    private ProjectionPruning() {}

    /** The same plan, whose own rows may be read in whole. */
    public static PlanNode apply(PlanNode plan) {
        return prune(plan, NeededFields.all());
    }

    private static PlanNode prune(PlanNode node, NeededFields needed) {
        return switch (node) {
            case PlanNode.OneRow _ -> node;
            case PlanNode.Scan scan ->
                new PlanNode.Scan(
                        scan.collection(), scan.access(), scan.countsAsAccess(), scan.wanted(), needed.paths());
            case PlanNode.Filter filter -> below(node, needed.copy().and(filter.condition()));
            case PlanNode.Named named -> below(node, needed.within(named.name()));
            case PlanNode.Project project -> below(node, NeededFields.of(project.items()));
            case PlanNode.Join join -> join(join, needed);
            case PlanNode.Lookup lookup -> new PlanNode.Lookup(join(lookup.join(), needed), lookup.partners());
            case PlanNode.Merge merge -> new PlanNode.Merge(join(merge.join(), needed));
            case PlanNode.Semi semi -> semi(semi, needed);
            case PlanNode.Unnest unnest -> {
                NeededFields read = needed.copy();
                unnest.condition().ifPresent(read::and);
                yield below(node, read.without(unnest.name()).and(unnest.array()));
            }
            case PlanNode.Group group -> {
                NeededFields read = new NeededFields().and(group.keys()).and(group.aggregates());
                yield below(node, read);
            }
            case PlanNode.Window window ->
                below(
                        node,
                        needed.copy()
                                .and(window.partitionBy())
                                .andKeys(window.orderBy())
                                .and(window.functions()));
            case PlanNode.Distinct distinct ->
                below(node, columns(needed, distinct.columns().orElse(List.of())));
            case PlanNode.Sort sort -> below(node, needed.copy().andKeys(sort.keys()));
            case PlanNode.MergeSorted merge -> below(node, needed.copy().andKeys(merge.keys()));
            case PlanNode.Limit _, PlanNode.Ruled _, PlanNode.Gather _ -> below(node, needed);
            case PlanNode.SetOperation _, PlanNode.Shared _ -> below(node, NeededFields.all());
        };
    }

    private static PlanNode below(PlanNode node, NeededFields needed) {
        return PlanMapping.inputs(node, input -> prune(input, needed));
    }

    /** Rows that no columns tell apart are compared in whole. */
    private static NeededFields columns(NeededFields needed, List<String> columns) {
        if (columns.isEmpty()) {
            return NeededFields.all();
        }
        List<Expression> fields = new ArrayList<>();
        columns.forEach(column -> fields.add(new Expression.Field(FieldPath.of(column))));
        return needed.copy().and(fields);
    }

    private static PlanNode.Join join(PlanNode.Join join, NeededFields needed) {
        NeededFields read = needed.copy().andLeft(join.keys()).andRight(join.keys());
        join.condition().ifPresent(read::and);
        return new PlanNode.Join(
                join.type(),
                prune(join.left(), read.ofSide(join.left())),
                prune(join.right(), read.ofSide(join.right())),
                join.keys(),
                join.condition());
    }

    private static PlanNode semi(PlanNode.Semi semi, NeededFields needed) {
        NeededFields left = needed.copy().andLeft(semi.keys());
        NeededFields right = new NeededFields().andRight(semi.keys());
        semi.member().ifPresent(member -> {
            left.and(member.left());
            right.and(member.right());
        });
        return new PlanNode.Semi(
                prune(semi.left(), left), prune(semi.right(), right), semi.keys(), semi.member(), semi.negated());
    }
}
