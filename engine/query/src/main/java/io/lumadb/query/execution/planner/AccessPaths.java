package io.lumadb.query.execution.planner;

import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.execution.function.FunctionTable;
import io.lumadb.query.execution.plan.AccessChooser;
import io.lumadb.query.execution.plan.PlanMapping;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.PlanNode.KeyPair;
import io.lumadb.query.execution.rewrite.Estimates;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.JoinType;
import io.lumadb.query.statement.Statement.SortKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Replaces reading everything by keys or an index where the condition above a scan, or the order asked for, allows it. */
final class AccessPaths {

    private static final Expression ALWAYS = new Expression.Literal(Value.TRUE);

    private final Function<String, CollectionDefinition> catalog;
    private final Instant now;
    private final IndexChoice choice;

    AccessPaths(Function<String, CollectionDefinition> catalog, Estimates estimates, Instant now) {
        this.catalog = catalog;
        this.now = now;
        this.choice = new IndexChoice(estimates);
    }

    PlanNode choose(PlanNode plan, MatchingRules rules) {
        return switch (plan) {
            case PlanNode.Sort sort
            when rules == MatchingRules.SQL ->
                inOrder(sort).orElseGet(() -> PlanMapping.inputs(sort, input -> choose(input, rules)));
            case PlanNode.Join join
            when rules == MatchingRules.SQL ->
                sideBySide(join).orElseGet(() -> PlanMapping.inputs(join, input -> choose(input, rules)));
            case PlanNode.Filter(PlanNode.Scan scan, Expression condition) ->
                new PlanNode.Filter(chosen(scan, condition, rules), condition);
            case PlanNode.Scan scan -> chosen(scan, ALWAYS, rules);
            case PlanNode.Ruled(PlanNode input, MatchingRules below) -> new PlanNode.Ruled(choose(input, below), below);
            default -> PlanMapping.inputs(plan, input -> choose(input, rules));
        };
    }

    private PlanNode.Scan chosen(PlanNode.Scan scan, Expression condition, MatchingRules rules) {
        AccessChooser ways = ways(scan, knownBeforehand(condition), rules);
        Access access = ways.byKey()
                .<Access>map(keys -> keys)
                .or(() -> choice.best(scan, ways.byIndexes())
                        .or(() -> instead(scan, ways))
                        .map(AccessChooser.Way::access))
                .orElseGet(Access.Everything::new);
        return new PlanNode.Scan(scan.collection(), access, isAimed(access), ways.bounds(), scan.fields());
    }

    /** Where the condition bounds fields, cold documents that are out of bounds are not read anyway. */
    private Optional<AccessChooser.Way> instead(PlanNode.Scan scan, AccessChooser ways) {
        return ways.bounds().isEmpty() ? choice.instead(scan, ways.inOrders()) : Optional.empty();
    }

    private AccessChooser ways(PlanNode.Scan scan, Expression condition, MatchingRules rules) {
        return new AccessChooser(catalog.apply(scan.collection()), condition, rules, now);
    }

    /** A sort whose rows an index can give in order, where that is less work. Arrays are sorted as SQL has them only. */
    private Optional<PlanNode> inOrder(PlanNode.Sort sort) {
        Optional<PlanNode.Scan> found = scan(sort.input());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        PlanNode.Scan scan = found.get();
        Expression condition = condition(sort.input());
        AccessChooser ways = ways(scan, knownBeforehand(condition), MatchingRules.SQL);
        if (ways.byKey().isPresent()) {
            return Optional.empty();
        }
        Optional<AccessChooser.Way> narrowing = choice.best(scan, ways.byIndexes());
        return choice.bestInOrder(sort, scan, condition, narrowing, IndexOrder.of(sort, ways.inOrders()))
                .map(order -> {
                    Access.ByIndex access = order.way().access();
                    boolean aimed = access.isNarrowed() || sort.first().isPresent() && condition.equals(ALWAYS);
                    PlanNode.Scan read = new PlanNode.Scan(scan.collection(), access, aimed, List.of(), scan.fields());
                    return new PlanNode.Sort(over(sort.input(), read), sort.keys(), sort.first(), order.presorted());
                });
    }

    /** A join both sides of which are read by an index that has them in the order of a key anyway. */
    private Optional<PlanNode> sideBySide(PlanNode.Join join) {
        if (join.type() != JoinType.INNER && join.type() != JoinType.LEFT) {
            return Optional.empty();
        }
        for (KeyPair key : join.keys()) {
            Optional<PlanNode> left = inOrder(ascending(join.left(), key.left()));
            Optional<PlanNode> right =
                    left.isPresent() ? inOrder(ascending(join.right(), key.right())) : Optional.empty();
            if (left.isPresent() && right.isPresent()) {
                List<KeyPair> keys = new ArrayList<>(join.keys());
                keys.remove(key);
                keys.addFirst(key);
                return Optional.of(new PlanNode.Merge(
                        new PlanNode.Join(join.type(), left.get(), right.get(), keys, join.condition())));
            }
        }
        return Optional.empty();
    }

    private static PlanNode.Sort ascending(PlanNode rows, Expression key) {
        return new PlanNode.Sort(rows, List.of(new SortKey(key, false, Optional.empty())), OptionalLong.empty());
    }

    /** The scan of rows that are documents, of which some may have been left out. */
    private static Optional<PlanNode.Scan> scan(PlanNode node) {
        return switch (node) {
            case PlanNode.Scan scan -> Optional.of(scan);
            case PlanNode.Filter(PlanNode.Scan scan, Expression _) -> Optional.of(scan);
            case PlanNode.Named(PlanNode input, String _) -> scan(input);
            default -> Optional.empty();
        };
    }

    private static Expression condition(PlanNode node) {
        return switch (node) {
            case PlanNode.Filter filter -> filter.condition();
            case PlanNode.Named named -> condition(named.input());
            default -> ALWAYS;
        };
    }

    private static PlanNode over(PlanNode node, PlanNode.Scan scan) {
        return node instanceof PlanNode.Scan ? scan : PlanMapping.inputs(node, input -> over(input, scan));
    }

    private static Expression knownBeforehand(Expression condition) {
        List<Expression> known = conjuncts(condition).stream()
                .filter(AccessPaths::isKnownBeforehand)
                .toList();
        return known.isEmpty() ? ALWAYS : Expressions.and(known);
    }

    /** Reading everything says nothing about one document: it warms none, or a single COUNT would bring back all cold data. */
    private static boolean isAimed(Access access) {
        return switch (access) {
            case Access.Everything _ -> false;
            case Access.ByIds _ -> true;
            case Access.ByIndex byIndex -> byIndex.isNarrowed();
        };
    }

    private static List<Expression> conjuncts(Expression condition) {
        return condition instanceof Expression.And(List<Expression> operands) ? operands : List.of(condition);
    }

    /** Not with a subquery in it, nor with what it takes from the row around it. */
    private static boolean isKnownBeforehand(Expression conjunct) {
        return !ExpressionMapping.any(
                conjunct,
                part -> part instanceof Expression.Parameter
                        || part instanceof Expression.Call(String name, List<Expression> _)
                                && !FunctionTable.isKnown(name));
    }
}
