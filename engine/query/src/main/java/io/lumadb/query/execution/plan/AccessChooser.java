package io.lumadb.query.execution.plan;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.database.ScanRequest.Bound;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.MatchingRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the way to the documents that a condition needs: by key, by the index with the longest run of equalities, or all
 * of them. Whatever it chooses finds every match and may find more: the whole condition is still applied.
 */
public final class AccessChooser {

    private static final FieldPath KEY = FieldPath.of(Document.ID);

    private final CollectionDefinition collection;
    private final MatchingRules rules;
    private final ExpressionCompiler compiler;
    private final Map<FieldPath, Restriction> restrictions = new LinkedHashMap<>();

    public AccessChooser(CollectionDefinition collection, MatchingRules rules, Instant now) {
        this.collection = collection;
        this.rules = rules;
        this.compiler = ExpressionCompiler.over(rules, now);
    }

    /** The way to the documents for which a condition may hold. */
    public Access choose(Expression condition) {
        conjuncts(condition).forEach(this::note);
        Restriction byKey = restrictions.get(KEY);
        if (byKey != null && byKey.candidates != null) {
            return new Access.ByIds(byKey.candidates);
        }
        Access best = new Access.Everything();
        int bestScore = 0;
        for (IndexDefinition index : collection.indexes()) {
            Optional<Access.ByIndex> access = byIndex(index);
            int score = access.map(found -> score(index, found)).orElse(0);
            if (score > bestScore && access.isPresent()) {
                best = access.get();
                bestScore = score;
            }
        }
        return best;
    }

    private static List<Expression> conjuncts(Expression condition) {
        return condition instanceof Expression.And(List<Expression> operands)
                ? operands.stream()
                        .flatMap(operand -> conjuncts(operand).stream())
                        .toList()
                : List.of(condition);
    }

    private void note(Expression conjunct) {
        switch (conjunct) {
            case Expression.Comparison(ComparisonOperator operator, Expression left, Expression right) -> {
                note(operator, left, right);
                note(mirrored(operator), right, left);
            }
            case Expression.Between(Expression operand, Expression low, Expression high) -> {
                note(ComparisonOperator.GREATER_OR_EQUAL, operand, low);
                note(ComparisonOperator.LESS_OR_EQUAL, operand, high);
            }
            case Expression.In(Expression operand, List<Expression> candidates) -> {
                if (operand instanceof Expression.Field(FieldPath path)) {
                    noteCandidates(path, candidates);
                }
            }
            default -> {
                // Conditions of other forms are applied to each document.
            }
        }
    }

    private void note(ComparisonOperator operator, Expression side, Expression constant) {
        if (!(side instanceof Expression.Field(FieldPath path))
                || !(compiler.compile(constant) instanceof Evaluator.Constant(Value value))
                || value.isNull()) {
            return;
        }
        Restriction restriction = restrictions.computeIfAbsent(path, _ -> new Restriction());
        switch (operator) {
            case EQUAL -> {
                restriction.equal = value;
                restriction.candidates = List.of(value);
            }
            case GREATER -> restriction.low = new Bound(value, false);
            case GREATER_OR_EQUAL -> restriction.low = new Bound(value, true);
            case LESS -> restriction.high = new Bound(value, false);
            case LESS_OR_EQUAL -> restriction.high = new Bound(value, true);
            case NOT_EQUAL -> {
                // Says what a document must not have: no way to the others.
            }
        }
    }

    private void noteCandidates(FieldPath path, List<Expression> candidates) {
        List<Value> values = new ArrayList<>();
        for (Expression candidate : candidates) {
            if (!(compiler.compile(candidate) instanceof Evaluator.Constant(Value value))) {
                return;
            }
            if (value.isNull() && !path.equals(KEY)) {
                // Null fits documents without the field, which an index need not know.
                return;
            }
            if (!value.isNull() && values.stream().noneMatch(known -> ValueOrder.same(known, value))) {
                values.add(value);
            }
        }
        Restriction restriction = restrictions.computeIfAbsent(path, _ -> new Restriction());
        if (restriction.candidates == null) {
            restriction.candidates = values;
            if (values.size() == 1) {
                restriction.equal = values.getFirst();
            }
        }
    }

    private Optional<Access.ByIndex> byIndex(IndexDefinition index) {
        List<Value> equal = new ArrayList<>();
        for (IndexField field : index.fields()) {
            Restriction restriction = restrictions.get(field.path());
            if (restriction == null || restriction.equal == null) {
                break;
            }
            equal.add(restriction.equal);
        }
        boolean complete = equal.size() == index.fields().size();
        return switch (index.kind()) {
            case HASH ->
                complete
                        ? Optional.of(
                                new Access.ByIndex(index.name(), equal, Optional.empty(), Optional.empty(), false))
                        : Optional.empty();
            case BTREE -> bTree(index, equal, complete);
            case FULLTEXT, VECTOR -> Optional.empty();
        };
    }

    private Optional<Access.ByIndex> bTree(IndexDefinition index, List<Value> equal, boolean complete) {
        Restriction range = complete
                ? null
                : restrictions.get(index.fields().get(equal.size()).path());
        if (range == null || range.low == null && range.high == null) {
            return equal.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Access.ByIndex(index.name(), equal, Optional.empty(), Optional.empty(), false));
        }
        return Optional.of(new Access.ByIndex(index.name(), equal, Optional.of(low(range)), high(range), false));
    }

    /** Where only an upper bound is given, the range starts with its kind: comparisons hold within one kind only. */
    private Bound low(Restriction range) {
        // Two elements of one array may fulfil the two bounds under MongoDB's rules: then only one of them narrows.
        if (range.low != null) {
            return range.low;
        }
        return KindRange.start(range.high == null ? Value.NULL : range.high.value());
    }

    private Optional<Bound> high(Restriction range) {
        if (range.high != null && (range.low == null || rules == MatchingRules.SQL)) {
            return Optional.of(range.high);
        }
        return range.low == null ? Optional.empty() : KindRange.end(range.low.value());
    }

    /** Equalities narrow more than ranges, and a unique index that is given in full leaves one document. */
    private static int score(IndexDefinition index, Access.ByIndex access) {
        boolean complete = access.equal().size() == index.fields().size();
        int ranges = (access.low().isPresent() ? 1 : 0) + (access.high().isPresent() ? 1 : 0);
        return (index.unique() && complete ? 1000 : 0) + 10 * access.equal().size() + ranges;
    }

    private static ComparisonOperator mirrored(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL -> operator;
            case LESS -> ComparisonOperator.GREATER;
            case LESS_OR_EQUAL -> ComparisonOperator.GREATER_OR_EQUAL;
            case GREATER -> ComparisonOperator.LESS;
            case GREATER_OR_EQUAL -> ComparisonOperator.LESS_OR_EQUAL;
        };
    }

    /** What the condition says about one field. */
    private static final class Restriction {
        private @Nullable Value equal;
        private @Nullable List<Value> candidates;
        private @Nullable Bound low;
        private @Nullable Bound high;
    }
}
