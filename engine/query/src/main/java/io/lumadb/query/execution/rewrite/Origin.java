package io.lumadb.query.execution.rewrite;

import io.lumadb.document.FieldPath;
import io.lumadb.query.execution.plan.Output;
import io.lumadb.query.execution.plan.PlanLayout;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.statement.Expression;
import java.util.List;
import java.util.Optional;

/** The stored field that an expression over a plan's rows reads. */
record Origin(PlanNode.Scan scan, FieldPath path) {

    /** None where the expression is more than a field, or where no collection stores it as such. */
    static Optional<Origin> of(PlanNode node, Expression expression) {
        return expression instanceof Expression.Field(FieldPath path) ? of(node, path) : Optional.empty();
    }

    private static Optional<Origin> of(PlanNode node, FieldPath path) {
        return switch (node) {
            case PlanNode.Scan scan -> Optional.of(new Origin(scan, path));
            case PlanNode.Named(PlanNode input, String name) ->
                path.root().equals(name) && !path.isTopLevel()
                        ? of(
                                input,
                                new FieldPath(path.segments()
                                        .subList(1, path.segments().size())))
                        : Optional.empty();
            case PlanNode.Join join ->
                of(PlanLayout.sources(join.left()).contains(path.root()) ? join.left() : join.right(), path);
            case PlanNode.Lookup lookup -> of(lookup.join(), path);
            case PlanNode.Merge merge -> of(merge.join(), path);
            case PlanNode.Semi semi -> of(semi.left(), path);
            case PlanNode.Unnest unnest ->
                path.root().equals(unnest.name())
                                || unnest.position().filter(path.root()::equals).isPresent()
                        ? Optional.empty()
                        : of(unnest.input(), path);
            case PlanNode.Project project -> projected(project, path);
            case PlanNode.Filter _,
                    PlanNode.Distinct _,
                    PlanNode.Sort _,
                    PlanNode.Limit _,
                    PlanNode.Shared _,
                    PlanNode.Ruled _,
                    PlanNode.Gather _,
                    PlanNode.MergeSorted _ -> of(node.inputs().getFirst(), path);
            case PlanNode.OneRow _, PlanNode.Group _, PlanNode.Window _, PlanNode.SetOperation _ -> Optional.empty();
        };
    }

    private static Optional<Origin> projected(PlanNode.Project project, FieldPath path) {
        for (Output output : project.items()) {
            switch (output) {
                case Output.Computed(String name, Expression expression)
                when name.equals(path.root()) -> {
                    List<FieldPath.Segment> rest =
                            path.segments().subList(1, path.segments().size());
                    return expression instanceof Expression.Field(FieldPath source)
                            ? of(project.input(), Conditions.joined(source, rest))
                            : Optional.empty();
                }
                case Output.AllFields _ -> {
                    return of(project.input(), path);
                }
                case Output.Placed _, Output.Root _ -> {
                    return Optional.empty();
                }
                case Output.Computed _, Output.SourceFields _, Output.Kept _ -> {}
            }
        }
        return Optional.empty();
    }
}
