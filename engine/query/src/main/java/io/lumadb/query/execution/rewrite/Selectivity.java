package io.lumadb.query.execution.rewrite;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.database.ScanRequest.Bound;
import io.lumadb.query.execution.expression.Comparisons;
import io.lumadb.query.execution.expression.TextPrefix;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statistics.FieldStatistics;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The part of some rows for which a condition holds: by what was counted of stored fields, and by Selinger's guesses where
 * nothing was. Conditions on different fields count as independent of each other.
 */
final class Selectivity {

    private static final double EQUAL = 0.1;
    private static final double RANGE = 1.0 / 3;
    private static final double WITHIN = 0.25;
    private static final double NULL = 0.1;
    private static final double OTHER = 0.5;
    /** What the rest of a LIKE pattern leaves of the texts that begin as it does. */
    private static final double REST_OF_PATTERN = 0.25;

    private final Statistics statistics;
    private final ToDoubleFunction<PlanNode.Scan> documents;
    private final Constants constants;

    Selectivity(Statistics statistics, ToDoubleFunction<PlanNode.Scan> documents, Instant now) {
        this.statistics = statistics;
        this.documents = documents;
        this.constants = new Constants(now);
    }

    double of(Expression condition, PlanNode rows) {
        return switch (condition) {
            case Expression.Literal(Value value) -> value.equals(Value.TRUE) ? 1 : 0;
            case Expression.And(List<Expression> operands) -> all(operands, rows);
            case Expression.Or(List<Expression> operands) ->
                1
                        - operands.stream()
                                .mapToDouble(operand -> 1 - of(operand, rows))
                                .reduce(1, (one, other) -> one * other);
            case Expression.Not(Expression operand) -> not(operand, rows);
            case Expression.Comparison(ComparisonOperator operator, Expression left, Expression right) ->
                switch (operator) {
                    case EQUAL -> equal(rows, left, right);
                    case NOT_EQUAL ->
                        Math.max(0, 1 - equal(rows, left, right) - Math.max(nulls(left, rows), nulls(right, rows)));
                    case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> all(List.of(condition), rows);
                };
            case Expression.In(Expression operand, List<Expression> candidates) ->
                Math.min(
                        1,
                        candidates.stream()
                                .mapToDouble(candidate -> equal(rows, operand, candidate))
                                .sum());
            case Expression.Between _ -> all(List.of(condition), rows);
            case Expression.IsNull(Expression operand) ->
                field(operand, rows).map(FieldStatistics::nulls).orElse(NULL);
            case Expression.IsMissing(Expression operand) ->
                field(operand, rows).map(FieldStatistics::missing).orElse(NULL);
            case Expression.TextMatch(TextOperator operator, Expression operand, Expression pattern) ->
                text(operator, operand, pattern, rows);
            default -> OTHER;
        };
    }

    /** A condition that is unknown for a row is not fulfilled by turning it round. */
    private double not(Expression operand, PlanNode rows) {
        double unknown = switch (operand) {
            case Expression.Comparison(var _, Expression left, Expression right) ->
                Math.max(nulls(left, rows), nulls(right, rows));
            case Expression.In(Expression tested, List<Expression> _) -> nulls(tested, rows);
            case Expression.Between(Expression tested, Expression _, Expression _) -> nulls(tested, rows);
            case Expression.TextMatch(var _, Expression tested, Expression _) -> nulls(tested, rows);
            default -> 0;
        };
        return Math.max(0, 1 - of(operand, rows) - unknown);
    }

    /** Bounds of one field belong together: of both ends of a range each alone would leave half of everything. */
    private double all(List<Expression> conjuncts, PlanNode rows) {
        Map<Expression, Range> ranges = new LinkedHashMap<>();
        double fitting = 1;
        for (Expression conjunct : conjuncts) {
            if (!note(conjunct, rows, ranges)) {
                fitting *= guess(conjunct, rows);
            }
        }
        for (Range range : ranges.values()) {
            fitting *= range.field.within(Optional.ofNullable(range.low), Optional.ofNullable(range.high));
        }
        return fitting;
    }

    private double guess(Expression conjunct, PlanNode rows) {
        return switch (conjunct) {
            case Expression.Between _ -> WITHIN;
            case Expression.Comparison(ComparisonOperator operator, Expression _, Expression _)
            when operator != ComparisonOperator.EQUAL && operator != ComparisonOperator.NOT_EQUAL -> RANGE;
            default -> of(conjunct, rows);
        };
    }

    /** False where a conjunct is no bound of a field that something is known of. */
    private boolean note(Expression conjunct, PlanNode rows, Map<Expression, Range> ranges) {
        return switch (conjunct) {
            case Expression.Between(Expression operand, Expression low, Expression high) -> {
                Optional<FieldStatistics> field = field(operand, rows);
                Optional<Value> from = constants.of(low);
                Optional<Value> to = constants.of(high);
                if (field.isEmpty() || from.isEmpty() || to.isEmpty()) {
                    yield false;
                }
                Range range = ranges.computeIfAbsent(operand, _ -> new Range(field.get()));
                range.raise(new Bound(from.get(), true));
                range.lower(new Bound(to.get(), true));
                yield true;
            }
            case Expression.Comparison(ComparisonOperator operator, Expression left, Expression right) ->
                note(operator, left, right, rows, ranges)
                        || note(Comparisons.mirrored(operator), right, left, rows, ranges);
            default -> false;
        };
    }

    private boolean note(
            ComparisonOperator operator,
            Expression side,
            Expression bound,
            PlanNode rows,
            Map<Expression, Range> ranges) {
        Optional<FieldStatistics> field = field(side, rows);
        Optional<Value> value = constants.of(bound);
        if (operator == ComparisonOperator.EQUAL
                || operator == ComparisonOperator.NOT_EQUAL
                || field.isEmpty()
                || value.isEmpty()) {
            return false;
        }
        Range range = ranges.computeIfAbsent(side, _ -> new Range(field.get()));
        switch (operator) {
            case GREATER -> range.raise(new Bound(value.get(), false));
            case GREATER_OR_EQUAL -> range.raise(new Bound(value.get(), true));
            case LESS -> range.lower(new Bound(value.get(), false));
            case LESS_OR_EQUAL -> range.lower(new Bound(value.get(), true));
            case EQUAL, NOT_EQUAL -> throw new IllegalStateException("refused above");
        }
        return true;
    }

    /** What conjuncts say about one field. */
    private static final class Range {
        private final FieldStatistics field;
        private @Nullable Bound low;
        private @Nullable Bound high;

        Range(FieldStatistics field) {
            this.field = field;
        }

        void raise(Bound bound) {
            if (low == null || ValueOrder.INSTANCE.compare(bound.value(), low.value()) > 0) {
                low = bound;
            }
        }

        void lower(Bound bound) {
            if (high == null || ValueOrder.INSTANCE.compare(bound.value(), high.value()) < 0) {
                high = bound;
            }
        }
    }

    /** The part of the rows for which two expressions are equal. */
    double equal(PlanNode rows, Expression left, Expression right) {
        Optional<Value> leftValue = constants.of(left);
        Optional<Value> rightValue = constants.of(right);
        Optional<FieldStatistics> known = field(left, rows).filter(_ -> rightValue.isPresent());
        if (known.isPresent()) {
            return known.get().equal(rightValue.orElseThrow());
        }
        Optional<FieldStatistics> mirrored = field(right, rows).filter(_ -> leftValue.isPresent());
        if (mirrored.isPresent()) {
            return mirrored.get().equal(leftValue.orElseThrow());
        }
        OptionalDouble ofLeft = distinct(left, rows);
        OptionalDouble ofRight = distinct(right, rows);
        if (ofLeft.isEmpty() && ofRight.isEmpty()) {
            return EQUAL;
        }
        double different = Math.max(1, Math.max(ofLeft.orElse(1), ofRight.orElse(1)));
        return (1 - nulls(left, rows)) * (1 - nulls(right, rows)) / different;
    }

    private double text(TextOperator operator, Expression operand, Expression pattern, PlanNode rows) {
        Optional<FieldStatistics> field = field(operand, rows);
        Optional<Value> value = constants.of(pattern);
        if (field.isEmpty() || value.isEmpty()) {
            return OTHER;
        }
        return TextPrefix.of(operator, value.get())
                .map(prefix -> beginning(prefix, field.get()))
                .orElse(OTHER);
    }

    private static double beginning(TextPrefix prefix, FieldStatistics field) {
        if (prefix.isWhole()) {
            return field.equal(prefix.low().value());
        }
        double within = field.within(Optional.of(prefix.low()), prefix.high());
        return prefix.isAll() ? within : within * REST_OF_PATTERN;
    }

    /** The part of the rows in which an expression is null, as far as that is known. */
    double nulls(Expression expression, PlanNode rows) {
        return field(expression, rows).map(FieldStatistics::nulls).orElse(0.0);
    }

    private Optional<FieldStatistics> field(Expression expression, PlanNode rows) {
        return Origin.of(rows, expression)
                .flatMap(origin -> statistics.field(origin.scan().collection(), origin.path()));
    }

    /** How many different values an expression has, where it is a stored field that something is known of. */
    OptionalDouble distinct(Expression expression, PlanNode rows) {
        Optional<Origin> origin = Origin.of(rows, expression);
        if (origin.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (origin.get().path().equals(FieldPath.of(Document.ID))) {
            return OptionalDouble.of(documents.applyAsDouble(origin.get().scan()));
        }
        return statistics.distinct(
                origin.get().scan().collection(), origin.get().path());
    }
}
