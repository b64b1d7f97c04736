package io.lumadb.query.execution.rewrite;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many rows a plan gives, roughly. Where nothing is known the guesses are those of Selinger and others (Access Path
 * Selection in a Relational Database Management System, SIGMOD 1979).
 */
public final class Estimates {

    private static final double UNKNOWN_DOCUMENTS = 1_000;
    private static final double EQUAL = 0.1;
    private static final double RANGE = 1.0 / 3;
    private static final double WITHIN = 0.25;
    private static final double NULL = 0.1;
    private static final double OTHER = 0.5;
    private static final double GROUPS = 0.1;
    private static final double DIFFERENT = 0.7;
    private static final double ELEMENTS = 3;

    private final Statistics statistics;

    public Estimates(Statistics statistics) {
        this.statistics = statistics;
    }

    /** The rows of a plan, as far as the sizes of all collections below it are known. */
    public OptionalDouble known(PlanNode node) {
        return isKnown(node) ? OptionalDouble.of(rows(node)) : OptionalDouble.empty();
    }

    private boolean isKnown(PlanNode node) {
        return node instanceof PlanNode.Scan scan
                ? statistics.documents(scan.collection()).isPresent()
                : node.inputs().stream().allMatch(this::isKnown);
    }

    /** A guess in any case, 0 or more. */
    public double rows(PlanNode node) {
        return switch (node) {
            case PlanNode.OneRow _ -> 1;
            case PlanNode.Scan scan -> scan(scan);
            case PlanNode.Filter(PlanNode.Scan scan, Expression condition) ->
                // What the way to the documents leaves out is part of the condition.
                documents(scan) * selectivity(condition, scan);
            case PlanNode.Filter(PlanNode input, Expression condition) -> rows(input) * selectivity(condition, input);
            case PlanNode.Join join -> join(join);
            case PlanNode.Lookup lookup -> join(lookup.join());
            case PlanNode.Unnest unnest -> rows(unnest.input()) * ELEMENTS;
            case PlanNode.Group group -> groups(group);
            case PlanNode.Distinct distinct -> rows(distinct.input()) * DIFFERENT;
            case PlanNode.SetOperation operation -> setOperation(operation);
            case PlanNode.Sort sort ->
                Math.min(rows(sort.input()), (double) sort.first().orElse(Long.MAX_VALUE));
            case PlanNode.Limit limit ->
                Math.min(Math.max(0, rows(limit.input()) - limit.offset()), (double)
                        limit.count().orElse(Long.MAX_VALUE));
            case PlanNode.Named _,
                    PlanNode.Window _,
                    PlanNode.Project _,
                    PlanNode.Shared _,
                    PlanNode.Ruled _,
                    PlanNode.Gather _,
                    PlanNode.MergeSorted _ -> rows(node.inputs().getFirst());
        };
    }

    /** How many documents a scan's collection has. */
    double documents(PlanNode.Scan scan) {
        return statistics.documents(scan.collection()).orElse(UNKNOWN_DOCUMENTS);
    }

    private double scan(PlanNode.Scan scan) {
        return scan.access() instanceof Access.ByIds(List<Value> ids) ? ids.size() : documents(scan);
    }

    private double join(PlanNode.Join join) {
        double left = rows(join.left());
        double right = rows(join.right());
        double pairs = left * right;
        for (PlanNode.KeyPair key : join.keys()) {
            pairs *= equal(join, key.left(), key.right());
        }
        double partners = join.condition().map(it -> selectivity(it, join)).orElse(1.0) * pairs;
        return switch (join.type()) {
            case INNER, CROSS -> partners;
            case LEFT -> Math.max(left, partners);
            case RIGHT -> Math.max(right, partners);
            case FULL -> Math.max(left + right, partners);
        };
    }

    private double groups(PlanNode.Group group) {
        if (group.keys().isEmpty()) {
            return 1;
        }
        double rows = rows(group.input());
        double groups = 1;
        for (Expression key : group.keys()) {
            groups *= distinct(key, group.input()).orElse(Math.max(1, rows * GROUPS));
        }
        return Math.min(rows, groups);
    }

    private double setOperation(PlanNode.SetOperation operation) {
        double left = rows(operation.left());
        double right = rows(operation.right());
        double both = switch (operation.operator()) {
            case UNION -> left + right;
            case INTERSECT -> Math.min(left, right) * OTHER;
            case EXCEPT -> left * OTHER;
        };
        return operation.all() ? both : both * DIFFERENT;
    }

    /** The part of a node's rows, from 0 to 1, for which a condition holds. */
    double selectivity(Expression condition, PlanNode rows) {
        return switch (condition) {
            case Expression.Literal(Value value) -> value.equals(Value.TRUE) ? 1 : 0;
            case Expression.And(List<Expression> operands) ->
                operands.stream()
                        .mapToDouble(operand -> selectivity(operand, rows))
                        .reduce(1, (one, other) -> one * other);
            case Expression.Or(List<Expression> operands) ->
                1
                        - operands.stream()
                                .mapToDouble(operand -> 1 - selectivity(operand, rows))
                                .reduce(1, (one, other) -> one * other);
            case Expression.Not(Expression operand) -> 1 - selectivity(operand, rows);
            case Expression.Comparison(ComparisonOperator operator, Expression left, Expression right) ->
                switch (operator) {
                    case EQUAL -> equal(rows, left, right);
                    case NOT_EQUAL -> 1 - equal(rows, left, right);
                    case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> RANGE;
                };
            case Expression.In(Expression operand, List<Expression> candidates) ->
                Math.min(1, candidates.size() * equalToOne(operand, rows));
            case Expression.Between _ -> WITHIN;
            case Expression.IsNull _, Expression.IsMissing _ -> NULL;
            default -> OTHER;
        };
    }

    private double equal(PlanNode rows, Expression left, Expression right) {
        OptionalDouble ofLeft = distinct(left, rows);
        OptionalDouble ofRight = distinct(right, rows);
        if (ofLeft.isEmpty() && ofRight.isEmpty()) {
            return EQUAL;
        }
        return 1 / Math.max(1, Math.max(ofLeft.orElse(1), ofRight.orElse(1)));
    }

    private double equalToOne(Expression operand, PlanNode rows) {
        OptionalDouble different = distinct(operand, rows);
        return different.isPresent() ? 1 / Math.max(1, different.getAsDouble()) : EQUAL;
    }

    /** How many different values an expression has, where it is a stored field that something is known of. */
    private OptionalDouble distinct(Expression expression, PlanNode rows) {
        Optional<Origin> origin = Origin.of(rows, expression);
        if (origin.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (origin.get().path().equals(FieldPath.of(Document.ID))) {
            return OptionalDouble.of(documents(origin.get().scan()));
        }
        return statistics.distinct(
                origin.get().scan().collection(), origin.get().path());
    }
}
