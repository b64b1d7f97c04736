package io.lumadb.query.execution.rewrite;

import io.lumadb.document.FieldPath;
import io.lumadb.query.execution.expression.ExpressionTree;
import io.lumadb.query.execution.plan.Output;
import io.lumadb.query.execution.plan.PlanLayout;
import io.lumadb.query.execution.plan.PlanMapping;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.JoinType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks conditions as early as possible: below joins, derived tables, set operations and groups, down to the shards. Outer
 * joins whose missing partners a condition refuses anyway become inner joins on the way.
 */
final class PredicatePushdown {

    private final MatchingRules rules;

    /** {@code rules}: those of the plan's own conditions. */
    PredicatePushdown(MatchingRules rules) {
        this.rules = rules;
    }

    PlanNode apply(PlanNode plan) {
        return push(plan, List.of());
    }

    /** The rows of a node for which the conditions hold. */
    private PlanNode push(PlanNode node, List<Expression> conjuncts) {
        return switch (node) {
            case PlanNode.Filter(PlanNode input, Expression condition) -> filter(input, condition, conjuncts);
            case PlanNode.Named named -> named(named, conjuncts);
            case PlanNode.Join join -> join(join, conjuncts);
            case PlanNode.Unnest unnest -> unnest(unnest, conjuncts);
            case PlanNode.Project project -> project(project, conjuncts);
            case PlanNode.Group group -> group(group, conjuncts);
            case PlanNode.Sort sort -> sort.first().isPresent() ? above(sort, conjuncts) : through(sort, conjuncts);
            case PlanNode.Distinct distinct -> through(distinct, conjuncts);
            case PlanNode.SetOperation operation -> setOperation(operation, conjuncts);
            case PlanNode.Ruled(PlanNode input, MatchingRules below) ->
                below == rules
                        ? push(input, conjuncts)
                        : Conditions.filter(
                                new PlanNode.Ruled(new PredicatePushdown(below).apply(input), below), conjuncts);
            case PlanNode.OneRow _,
                    PlanNode.Scan _,
                    PlanNode.Lookup _,
                    PlanNode.Merge _,
                    PlanNode.Semi _,
                    PlanNode.Window _,
                    PlanNode.Limit _,
                    PlanNode.Shared _,
                    PlanNode.Gather _,
                    PlanNode.MergeSorted _ -> above(node, conjuncts);
        };
    }

    /** The conditions stay above the node; what stands below it is looked at on its own. */
    private PlanNode above(PlanNode node, List<Expression> conjuncts) {
        return Conditions.filter(PlanMapping.inputs(node, this::apply), conjuncts);
    }

    /** The conditions mean the same below the node. */
    private PlanNode through(PlanNode node, List<Expression> conjuncts) {
        List<Expression> staying =
                conjuncts.stream().filter(it -> !Conditions.isStable(it)).toList();
        List<Expression> moving =
                conjuncts.stream().filter(Conditions::isStable).toList();
        return Conditions.filter(PlanMapping.inputs(node, input -> push(input, moving)), staying);
    }

    /** The rows of INTERSECT and EXCEPT are the left side's: the right side says which, and has to be asked whole. */
    private PlanNode setOperation(PlanNode.SetOperation operation, List<Expression> conjuncts) {
        return switch (operation.operator()) {
            case UNION -> through(operation, conjuncts);
            case INTERSECT, EXCEPT -> {
                List<Expression> staying = conjuncts.stream()
                        .filter(it -> !Conditions.isStable(it))
                        .toList();
                List<Expression> moving =
                        conjuncts.stream().filter(Conditions::isStable).toList();
                PlanNode moved = new PlanNode.SetOperation(
                        operation.operator(),
                        operation.all(),
                        push(operation.left(), moving),
                        apply(operation.right()),
                        operation.columns());
                yield Conditions.filter(moved, staying);
            }
        };
    }

    private PlanNode filter(PlanNode input, Expression condition, List<Expression> conjuncts) {
        List<Expression> both = new ArrayList<>(Conditions.conjuncts(condition));
        both.addAll(conjuncts);
        return push(input, both);
    }

    private PlanNode named(PlanNode.Named named, List<Expression> conjuncts) {
        List<Expression> inner = new ArrayList<>();
        List<Expression> outer = new ArrayList<>();
        for (Expression conjunct : conjuncts) {
            Optional<Expression> within = Conditions.isStable(conjunct)
                    ? Conditions.withPaths(conjunct, path -> within(path, named.name()))
                    : Optional.empty();
            within.ifPresentOrElse(inner::add, () -> outer.add(conjunct));
        }
        return Conditions.filter(new PlanNode.Named(push(named.input(), inner), named.name()), outer);
    }

    private static Optional<Expression> within(FieldPath path, String source) {
        return path.root().equals(source) && !path.isTopLevel()
                ? Optional.of(new Expression.Field(
                        new FieldPath(path.segments().subList(1, path.segments().size()))))
                : Optional.empty();
    }

    private PlanNode join(PlanNode.Join written, List<Expression> conjuncts) {
        PlanNode.Join join = OuterJoins.simplified(written, conjuncts, rules);
        Sides sides = new Sides(PlanLayout.sources(join.left()), PlanLayout.sources(join.right()));
        List<Expression> above = new ArrayList<>();
        List<Expression> on = new ArrayList<>();
        for (Expression conjunct : conjuncts) {
            if (!Conditions.isStable(conjunct)) {
                above.add(conjunct);
                continue;
            }
            switch (join.type()) {
                case INNER, CROSS -> sides.sortIn(conjunct, true, true, on);
                case LEFT -> sides.sortIn(conjunct, true, false, above);
                case RIGHT -> sides.sortIn(conjunct, false, true, above);
                case FULL -> above.add(conjunct);
            }
        }
        for (Expression conjunct : Conditions.conjuncts(join.condition())) {
            switch (join.type()) {
                case INNER, CROSS -> sides.sortIn(conjunct, true, true, on);
                case LEFT -> sides.sortIn(conjunct, false, true, on);
                case RIGHT -> sides.sortIn(conjunct, true, false, on);
                case FULL -> on.add(conjunct);
            }
        }
        JoinType type = join.type() == JoinType.CROSS && !on.isEmpty() ? JoinType.INNER : join.type();
        PlanNode joined = new PlanNode.Join(
                type,
                push(join.left(), sides.onlyLeft),
                push(join.right(), sides.onlyRight),
                join.keys(),
                Conditions.all(on));
        return Conditions.filter(joined, above);
    }

    /** Conditions that one side of a join can answer alone. */
    private static final class Sides {
        private final Set<String> left;
        private final Set<String> right;
        private final List<Expression> onlyLeft = new ArrayList<>();
        private final List<Expression> onlyRight = new ArrayList<>();

        Sides(Set<String> left, Set<String> right) {
            this.left = left;
            this.right = right;
        }

        void sortIn(Expression conjunct, boolean mayGoLeft, boolean mayGoRight, List<Expression> otherwise) {
            Set<String> roots = Conditions.roots(conjunct);
            if (!Conditions.isStable(conjunct)) {
                otherwise.add(conjunct);
            } else if (mayGoLeft && left.containsAll(roots)) {
                onlyLeft.add(conjunct);
                if (roots.isEmpty() && mayGoRight) {
                    onlyRight.add(conjunct);
                }
            } else if (mayGoRight && right.containsAll(roots)) {
                onlyRight.add(conjunct);
            } else {
                otherwise.add(conjunct);
            }
        }
    }

    private PlanNode unnest(PlanNode.Unnest unnest, List<Expression> conjuncts) {
        List<Expression> before = new ArrayList<>();
        List<Expression> after = new ArrayList<>();
        for (Expression conjunct : conjuncts) {
            Set<String> roots = Conditions.roots(conjunct);
            boolean ofElement = roots.contains(unnest.name())
                    || unnest.position().filter(roots::contains).isPresent();
            (ofElement || !Conditions.isStable(conjunct) ? after : before).add(conjunct);
        }
        PlanNode moved = unnest.with(push(unnest.input(), before), unnest.array(), unnest.condition());
        return Conditions.filter(moved, after);
    }

    private PlanNode project(PlanNode.Project project, List<Expression> conjuncts) {
        List<Expression> below = new ArrayList<>();
        List<Expression> above = new ArrayList<>();
        for (Expression conjunct : conjuncts) {
            Optional<Expression> source = Conditions.isStable(conjunct)
                    ? Conditions.withPaths(conjunct, path -> source(path, project.items()))
                    : Optional.empty();
            source.ifPresentOrElse(below::add, () -> above.add(conjunct));
        }
        return Conditions.filter(new PlanNode.Project(push(project.input(), below), project.items()), above);
    }

    /** What a path over the projected rows means over the rows below, where that is sure to be the same. */
    private Optional<Expression> source(FieldPath path, List<Output> items) {
        Optional<Expression> computed = Optional.empty();
        boolean otherFields = false;
        for (Output item : items) {
            switch (item) {
                case Output.Computed(String name, Expression expression) -> {
                    if (name.equals(path.root())) {
                        computed = Optional.of(expression);
                    }
                }
                case Output.AllFields all -> {
                    if (!all.except().isEmpty() || computed.isPresent()) {
                        return Optional.empty();
                    }
                    otherFields = true;
                }
                case Output.SourceFields _, Output.Kept _, Output.Placed _, Output.Root _ -> {
                    return Optional.empty();
                }
            }
        }
        if (computed.isEmpty()) {
            return otherFields ? Optional.of(new Expression.Field(path)) : Optional.empty();
        }
        return through(path, computed.get());
    }

    private Optional<Expression> through(FieldPath path, Expression computed) {
        if (ExpressionTree.hasWindow(computed) || !Conditions.isStable(computed)) {
            return Optional.empty();
        }
        List<FieldPath.Segment> rest =
                path.segments().subList(1, path.segments().size());
        if (computed instanceof Expression.Field(FieldPath source)) {
            // MongoDB's rules fan out over arrays on the way: what that finds depends on where the path is cut.
            return rules == MatchingRules.SQL || source.isTopLevel()
                    ? Optional.of(new Expression.Field(Conditions.joined(source, rest)))
                    : Optional.empty();
        }
        return rest.isEmpty() && rules == MatchingRules.SQL ? Optional.of(computed) : Optional.empty();
    }

    /** A condition on the groups' keys alone holds for a group when it holds for its rows. */
    private PlanNode group(PlanNode.Group group, List<Expression> conjuncts) {
        List<Expression> below = new ArrayList<>();
        List<Expression> above = new ArrayList<>();
        for (Expression conjunct : conjuncts) {
            boolean keysOnly = !group.keys().isEmpty()
                    && Conditions.isStable(conjunct)
                    && rules == MatchingRules.SQL
                    && readsOnly(conjunct, group.keys());
            (keysOnly ? below : above).add(conjunct);
        }
        PlanNode grouped =
                new PlanNode.Group(push(group.input(), below), group.keys(), group.aggregates(), group.stage());
        return Conditions.filter(grouped, above);
    }

    private static boolean readsOnly(Expression condition, List<Expression> keys) {
        if (keys.contains(condition)) {
            return true;
        }
        boolean[] others = {false};
        ExpressionTree.replace(condition, part -> {
            if (keys.contains(part)) {
                return Optional.of(part);
            }
            others[0] |= part instanceof Expression.Field
                    || part instanceof Expression.Aggregate
                    || part instanceof Expression.AnyElement;
            return Optional.empty();
        });
        return !others[0];
    }
}
