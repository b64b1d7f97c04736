package io.lumadb.query.execution.rewrite;

import io.lumadb.document.FieldPath;
import io.lumadb.query.execution.plan.KeyedPlan;
import io.lumadb.query.execution.plan.Output;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.SubqueryPlan;
import io.lumadb.query.execution.plan.SubqueryPlan.Use;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.JoinType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns a subquery that takes something from the row around it into one that is run once for all of them, where it takes
 * it only to compare it with {@code =}: its rows then carry what they have to be equal to, and the row around picks its
 * own (after Neumann and Kemper, Unnesting Arbitrary Queries, BTW 2015, for the simple case).
 */
final class Decorrelation {

    private final String keyPrefix;
    private final boolean onlyExistence;
    private final boolean onlyScalar;

    private Decorrelation(SubqueryPlan subquery) {
        this.keyPrefix = "key of " + subquery.name() + " ";
        this.onlyExistence = subquery.use() instanceof Use.Existence;
        this.onlyScalar = subquery.use() instanceof Use.Scalar;
    }

    /** The subquery run once; none where it takes more than equal values from the row around. */
    static Optional<KeyedPlan> of(SubqueryPlan subquery) {
        if (subquery.standsAlone()) {
            return Optional.empty();
        }
        if (subquery.rules() != MatchingRules.SQL) {
            return SharedValues.of(subquery);
        }
        return new Decorrelation(subquery)
                .lift(subquery.plan())
                .filter(lifted -> !lifted.inner().isEmpty())
                .map(lifted -> new KeyedPlan(
                        lifted.plan(), names(lifted.inner()), lifted.outer(), lifted.overNothing(), lifted.first()));
    }

    private static List<String> names(List<Expression> keys) {
        return keys.stream().map(key -> ((Expression.Field) key).path().root()).toList();
    }

    /**
     * A plan without parameters, whose rows are those of the one with parameters where {@code inner}, over its rows, equals
     * {@code outer}, over the parameters.
     *
     * @param overNothing gives the rows there are where none are equal, if not none
     * @param first only the first of equal rows counts
     */
    private record Lifted(
            PlanNode plan,
            List<Expression> inner,
            List<Expression> outer,
            Optional<PlanNode> overNothing,
            boolean first) {

        static Lifted independent(PlanNode plan) {
            return new Lifted(plan, List.of(), List.of(), Optional.empty(), false);
        }

        Lifted with(PlanNode other, Optional<PlanNode> otherOverNothing) {
            return new Lifted(other, inner, outer, otherOverNothing, first);
        }
    }

    private Optional<Lifted> lift(PlanNode node) {
        if (!Parameters.in(node)) {
            return Optional.of(Lifted.independent(node));
        }
        return switch (node) {
            case PlanNode.Filter(PlanNode input, Expression condition) ->
                lift(input).flatMap(below -> filter(below, condition));
            case PlanNode.Named(PlanNode input, String name) ->
                lift(input).filter(Decorrelation::isSimple).map(below -> named(below, name));
            case PlanNode.Join join -> join(join);
            case PlanNode.Unnest unnest ->
                Parameters.in(unnest.array())
                                || unnest.condition().filter(Parameters::in).isPresent()
                        ? Optional.empty()
                        : lift(unnest.input())
                                .filter(Decorrelation::isSimple)
                                .map(below -> below.with(
                                        unnest.with(below.plan(), unnest.array(), unnest.condition()),
                                        Optional.empty()));
            case PlanNode.Group group -> group(group);
            case PlanNode.Project project -> project(project);
            case PlanNode.Distinct distinct -> distinct(distinct);
            case PlanNode.Sort sort -> sort(sort);
            case PlanNode.Limit limit -> limit(limit);
            case PlanNode.Ruled(PlanNode input, MatchingRules rules) ->
                rules == MatchingRules.SQL ? lift(input) : Optional.empty();
            case PlanNode.OneRow _,
                    PlanNode.Scan _,
                    PlanNode.Lookup _,
                    PlanNode.Merge _,
                    PlanNode.Semi _,
                    PlanNode.Window _,
                    PlanNode.SetOperation _,
                    PlanNode.Shared _,
                    PlanNode.Gather _,
                    PlanNode.MergeSorted _ -> Optional.empty();
        };
    }

    /** Whether it has no rows where none are equal, and all of those that are. */
    private static boolean isSimple(Lifted lifted) {
        return lifted.overNothing().isEmpty() && !lifted.first();
    }

    /** A row that is left out must not be taken for one that there never was. */
    private static Optional<Lifted> filter(Lifted below, Expression condition) {
        if (!isSimple(below)) {
            return Optional.empty();
        }
        Keys keys = new Keys(below);
        List<Expression> staying = new ArrayList<>();
        for (Expression conjunct : Conditions.conjuncts(condition)) {
            if (!Parameters.in(conjunct)) {
                staying.add(conjunct);
            } else if (!keys.take(conjunct)) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new Lifted(Conditions.filter(below.plan(), staying), keys.inner, keys.outer, Optional.empty(), false));
    }

    /** Pairs of expressions that have to be equal. */
    private static final class Keys {
        private final List<Expression> inner;
        private final List<Expression> outer;

        Keys(Lifted... below) {
            inner = new ArrayList<>();
            outer = new ArrayList<>();
            for (Lifted lifted : below) {
                inner.addAll(lifted.inner());
                outer.addAll(lifted.outer());
            }
        }

        boolean take(Expression conjunct) {
            if (!(conjunct instanceof Expression.Comparison(var operator, Expression left, Expression right))
                    || operator != ComparisonOperator.EQUAL) {
                return false;
            }
            return take(left, right) || take(right, left);
        }

        private boolean take(Expression own, Expression around) {
            if (Parameters.in(own)
                    || !Conditions.isStable(own)
                    || !Conditions.roots(around).isEmpty()
                    || !Conditions.isStable(around)
                    || Parameters.withinSubqueries(around)) {
                return false;
            }
            inner.add(own);
            outer.add(around);
            return true;
        }
    }

    private static Lifted named(Lifted below, String name) {
        List<Expression> inner = below.inner().stream()
                .map(key -> Conditions.withPaths(
                                key,
                                path -> Optional.of(
                                        new Expression.Field(Conditions.joined(FieldPath.of(name), path.segments()))))
                        .orElseThrow())
                .toList();
        return new Lifted(new PlanNode.Named(below.plan(), name), inner, below.outer(), Optional.empty(), false);
    }

    private Optional<Lifted> join(PlanNode.Join join) {
        boolean inner = join.type() == JoinType.INNER || join.type() == JoinType.CROSS;
        boolean leftMay = inner || join.type() == JoinType.LEFT;
        boolean rightMay = inner || join.type() == JoinType.RIGHT;
        Optional<Lifted> left = lift(join.left()).filter(Decorrelation::isSimple);
        Optional<Lifted> right = lift(join.right()).filter(Decorrelation::isSimple);
        if (left.isEmpty()
                || right.isEmpty()
                || !leftMay && !left.get().inner().isEmpty()
                || !rightMay && !right.get().inner().isEmpty()) {
            return Optional.empty();
        }
        Keys keys = new Keys(left.get(), right.get());
        List<Expression> staying = new ArrayList<>();
        for (Expression conjunct : Conditions.conjuncts(join.condition())) {
            if (!Parameters.in(conjunct)) {
                staying.add(conjunct);
            } else if (!inner || !keys.take(conjunct)) {
                return Optional.empty();
            }
        }
        PlanNode joined = new PlanNode.Join(
                join.type(), left.get().plan(), right.get().plan(), join.keys(), Conditions.all(staying));
        return Optional.of(new Lifted(joined, keys.inner, keys.outer, Optional.empty(), false));
    }

    /** A group over all rows becomes one group a key; over nothing it is what it is over no rows. */
    private Optional<Lifted> group(PlanNode.Group group) {
        boolean takesMore = group.keys().stream().anyMatch(Parameters::in)
                || group.aggregates().stream().anyMatch(Parameters::in);
        return takesMore
                ? Optional.empty()
                : lift(group.input()).filter(Decorrelation::isSimple).map(below -> {
                    List<Expression> keys = new ArrayList<>(group.keys());
                    keys.addAll(below.inner());
                    PlanNode grouped = new PlanNode.Group(below.plan(), keys, group.aggregates(), group.stage());
                    Optional<PlanNode> overNothing = group.keys().isEmpty()
                            ? Optional.of(new PlanNode.Group(
                                    nothing(below.plan()), List.of(), group.aggregates(), group.stage()))
                            : Optional.empty();
                    return below.with(grouped, overNothing);
                });
    }

    private static PlanNode nothing(PlanNode plan) {
        return new PlanNode.Limit(plan, 0, OptionalLong.of(0));
    }

    private Optional<Lifted> project(PlanNode.Project project) {
        boolean takesMore = project.items().stream()
                .anyMatch(item ->
                        item instanceof Output.Computed(String _, Expression expression) && Parameters.in(expression));
        return takesMore ? Optional.empty() : lift(project.input()).map(below -> project(project, below));
    }

    private Lifted project(PlanNode.Project project, Lifted below) {
        List<Output> items = new ArrayList<>(project.items());
        List<Expression> inner = new ArrayList<>();
        for (Expression key : below.inner()) {
            String name = keyPrefix + (inner.size() + 1);
            items.add(new Output.Computed(name, key));
            inner.add(new Expression.Field(FieldPath.of(name)));
        }
        return new Lifted(
                new PlanNode.Project(below.plan(), items),
                inner,
                below.outer(),
                below.overNothing().map(nothing -> new PlanNode.Project(nothing, project.items())),
                below.first());
    }

    private Optional<Lifted> distinct(PlanNode.Distinct distinct) {
        return lift(distinct.input()).filter(Decorrelation::isSimple).map(below -> {
            Optional<List<String>> columns = distinct.columns().map(names -> {
                List<String> all = new ArrayList<>(names);
                all.addAll(names(below.inner()));
                return all;
            });
            return below.with(new PlanNode.Distinct(below.plan(), columns), Optional.empty());
        });
    }

    /** Where all rows count their order says nothing. */
    private Optional<Lifted> sort(PlanNode.Sort sort) {
        return sort.first().isPresent() && !onlyExistence ? Optional.empty() : lift(sort.input());
    }

    /** Of a value's rows the first one, and for existence any one. */
    private Optional<Lifted> limit(PlanNode.Limit limit) {
        boolean one = limit.offset() == 0 && limit.count().equals(OptionalLong.of(1));
        if (onlyExistence && limit.offset() == 0 && limit.count().orElse(1) > 0) {
            return lift(limit.input());
        }
        if (!onlyScalar || !one) {
            return Optional.empty();
        }
        if (limit.input() instanceof PlanNode.Sort(PlanNode input, var keys, OptionalLong _, int _)) {
            return keys.stream().anyMatch(key -> Parameters.in(key.expression()))
                    ? Optional.empty()
                    : lift(input)
                            .filter(Decorrelation::isSimple)
                            .map(below -> new Lifted(
                                    new PlanNode.Sort(below.plan(), keys, OptionalLong.empty()),
                                    below.inner(),
                                    below.outer(),
                                    Optional.empty(),
                                    true));
        }
        return lift(limit.input())
                .filter(Decorrelation::isSimple)
                .map(below -> new Lifted(below.plan(), below.inner(), below.outer(), Optional.empty(), true));
    }
}
