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
import io.lumadb.query.database.ScanRequest.Within;
import io.lumadb.query.execution.expression.Comparisons;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.TextPrefix;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statement.MatchingRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ways to the documents that a condition allows: by key, or by indexes. Each of them finds every match and may
 * find more: the whole condition is still applied.
 */
public final class AccessChooser {

    private static final FieldPath KEY = FieldPath.of(Document.ID);
    /** A longer list of values is read by other ways. */
    private static final int MOST_RANGES = 1_000;

    private final CollectionDefinition collection;
    private final MatchingRules rules;
    private final ExpressionCompiler compiler;
    private final Map<FieldPath, Restriction> restrictions = new LinkedHashMap<>();

    public AccessChooser(CollectionDefinition collection, Expression condition, MatchingRules rules, Instant now) {
        this.collection = collection;
        this.rules = rules;
        this.compiler = ExpressionCompiler.over(rules, now);
        conjuncts(condition).forEach(this::note);
    }

    /**
     * A way by an index.
     *
     * @param conditions on the index's fields, of which it gives the documents
     */
    public record Way(IndexDefinition index, Access.ByIndex access, List<Expression> conditions) {
        public Way {
            conditions = List.copyOf(conditions);
        }

        /** At most one document has all the values. */
        public boolean isUnique() {
            return index.unique() && access.equal().size() == index.fields().size();
        }

        /** Equalities narrow more than ranges. */
        public int narrowness() {
            int ranges = (access.low().isPresent() ? 1 : 0) + (access.high().isPresent() ? 1 : 0);
            return 10 * access.equal().size() + (access.among().isEmpty() ? ranges : 5);
        }

        /** The same documents in the other order. */
        public Way backwards() {
            return new Way(index, access.backwards(), conditions);
        }
    }

    /** The documents' own keys, where the condition lists them. */
    public Optional<Access.ByIds> byKey() {
        Restriction byKey = restrictions.get(KEY);
        return byKey != null && byKey.candidates != null
                ? Optional.of(new Access.ByIds(byKey.candidates))
                : Optional.empty();
    }

    /** What the condition says of top-level fields. */
    public List<Within> bounds() {
        List<Within> bounds = new ArrayList<>();
        restrictions.forEach((path, restriction) -> {
            if (path.isTopLevel()) {
                Optional<Bound> equal = Optional.ofNullable(restriction.equal).map(value -> new Bound(value, true));
                equal.ifPresent(at -> bounds.add(new Within(path.root(), equal, equal)));
                Optional<Bound> low = Optional.ofNullable(restriction.low);
                low.ifPresent(_ -> bounds.add(new Within(path.root(), low, Optional.empty())));
                Optional<Bound> high = Optional.ofNullable(restriction.high);
                high.ifPresent(_ -> bounds.add(new Within(path.root(), Optional.empty(), high)));
            }
        });
        return bounds;
    }

    /** By every index that narrows. */
    public List<Way> byIndexes() {
        return collection.indexes().stream()
                .flatMap(index -> byIndex(index).stream())
                .toList();
    }

    /** By each B-tree index, those too that do not narrow: the order in which they give the documents may be wanted. */
    public List<Way> inOrders() {
        return collection.indexes().stream()
                .filter(index -> index.kind() == IndexDefinition.Kind.BTREE)
                .map(index -> byIndex(index)
                        .orElseGet(() -> new Way(
                                index,
                                new Access.ByIndex(index.name(), List.of(), Optional.empty(), Optional.empty(), false),
                                List.of())))
                .toList();
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
                note(Comparisons.mirrored(operator), right, left);
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
            case Expression.Or(List<Expression> operands) -> noteAlternatives(operands);
            case Expression.TextMatch(TextOperator operator, Expression operand, Expression pattern) -> {
                if (operand instanceof Expression.Field(FieldPath path)
                        && compiler.compile(pattern) instanceof Evaluator.Constant(Value text)) {
                    TextPrefix.of(operator, text).ifPresent(prefix -> notePrefix(path, prefix));
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
            case GREATER -> restriction.raise(new Bound(value, false));
            case GREATER_OR_EQUAL -> restriction.raise(new Bound(value, true));
            case LESS -> restriction.lower(new Bound(value, false));
            case LESS_OR_EQUAL -> restriction.lower(new Bound(value, true));
            case NOT_EQUAL -> {
                // Says what a document must not have: no way to the others.
            }
        }
    }

    private void notePrefix(FieldPath path, TextPrefix prefix) {
        Restriction restriction = restrictions.computeIfAbsent(path, _ -> new Restriction());
        restriction.raise(prefix.low());
        prefix.high().ifPresent(restriction::lower);
    }

    /** {@code k = 1 OR k = 5} is {@code k IN (1, 5)}. */
    private void noteAlternatives(List<Expression> operands) {
        List<Expression> candidates = new ArrayList<>();
        Set<FieldPath> paths = new HashSet<>();
        for (Expression operand : operands) {
            switch (operand) {
                case Expression.Comparison(ComparisonOperator operator, Expression left, Expression right)
                when operator == ComparisonOperator.EQUAL && left instanceof Expression.Field(FieldPath path) -> {
                    paths.add(path);
                    candidates.add(right);
                }
                case Expression.Comparison(ComparisonOperator operator, Expression left, Expression right)
                when operator == ComparisonOperator.EQUAL && right instanceof Expression.Field(FieldPath path) -> {
                    paths.add(path);
                    candidates.add(left);
                }
                case Expression.In(Expression.Field(FieldPath path), List<Expression> own) -> {
                    paths.add(path);
                    candidates.addAll(own);
                }
                default -> {
                    return;
                }
            }
        }
        if (paths.size() == 1) {
            noteCandidates(paths.iterator().next(), candidates);
        }
    }

    private void noteCandidates(FieldPath path, List<Expression> candidates) {
        Set<Value> values = new TreeSet<>(ValueOrder.INSTANCE);
        for (Expression candidate : candidates) {
            if (!(compiler.compile(candidate) instanceof Evaluator.Constant(Value value))) {
                return;
            }
            if (value.isNull() && !path.equals(KEY)) {
                // Null fits documents without the field, which an index need not know.
                return;
            }
            if (!value.isNull()) {
                values.add(value);
            }
        }
        Restriction restriction = restrictions.computeIfAbsent(path, _ -> new Restriction());
        if (restriction.candidates == null) {
            restriction.candidates = List.copyOf(values);
            if (values.size() == 1) {
                restriction.equal = values.iterator().next();
            }
        }
    }

    private Optional<Way> byIndex(IndexDefinition index) {
        List<Value> equal = new ArrayList<>();
        List<Expression> conditions = new ArrayList<>();
        for (IndexField field : index.fields()) {
            Restriction restriction = restrictions.get(field.path());
            if (restriction == null || restriction.equal == null) {
                break;
            }
            equal.add(restriction.equal);
            conditions.add(compared(ComparisonOperator.EQUAL, field.path(), restriction.equal));
        }
        boolean complete = equal.size() == index.fields().size();
        return switch (index.kind()) {
            case HASH ->
                complete
                        ? Optional.of(way(index, equal, conditions))
                        : among(index, equal, conditions)
                                .filter(way -> way.access().fieldsUsed()
                                        == index.fields().size());
            case BTREE ->
                complete
                        ? Optional.of(way(index, equal, conditions))
                        : among(index, equal, conditions).or(() -> bTree(index, equal, conditions));
            case FULLTEXT, VECTOR -> Optional.empty();
        };
    }

    /** By the values that the field behind the equal ones may have. */
    private Optional<Way> among(IndexDefinition index, List<Value> equal, List<Expression> conditions) {
        FieldPath path = index.fields().get(equal.size()).path();
        Restriction restriction = restrictions.get(path);
        List<Value> among = restriction == null || restriction.candidates == null ? List.of() : restriction.candidates;
        if (among.isEmpty() || among.size() > MOST_RANGES) {
            return Optional.empty();
        }
        List<Expression> narrowing = new ArrayList<>(conditions);
        narrowing.add(new Expression.In(
                new Expression.Field(path),
                among.stream().<Expression>map(Expression.Literal::new).toList()));
        return Optional.of(new Way(index, Access.ByIndex.among(index.name(), equal, among), narrowing));
    }

    private static Way way(IndexDefinition index, List<Value> equal, List<Expression> conditions) {
        return new Way(
                index, new Access.ByIndex(index.name(), equal, Optional.empty(), Optional.empty(), false), conditions);
    }

    private Optional<Way> bTree(IndexDefinition index, List<Value> equal, List<Expression> conditions) {
        FieldPath path = index.fields().get(equal.size()).path();
        Restriction range = restrictions.get(path);
        if (range == null || range.low == null && range.high == null) {
            return equal.isEmpty() ? Optional.empty() : Optional.of(way(index, equal, conditions));
        }
        if (range.low != null) {
            conditions.add(compared(
                    range.low.inclusive() ? ComparisonOperator.GREATER_OR_EQUAL : ComparisonOperator.GREATER,
                    path,
                    range.low.value()));
        }
        if (range.high != null) {
            conditions.add(compared(
                    range.high.inclusive() ? ComparisonOperator.LESS_OR_EQUAL : ComparisonOperator.LESS,
                    path,
                    range.high.value()));
        }
        Access.ByIndex access = new Access.ByIndex(index.name(), equal, Optional.of(low(range)), high(range), false);
        return Optional.of(new Way(index, access, conditions));
    }

    private static Expression compared(ComparisonOperator operator, FieldPath path, Value value) {
        return new Expression.Comparison(operator, new Expression.Field(path), new Expression.Literal(value));
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

    /** What the condition says about one field. */
    private static final class Restriction {
        private @Nullable Value equal;
        private @Nullable List<Value> candidates;
        private @Nullable Bound low;
        private @Nullable Bound high;

        /** The narrower of two bounds; of different kinds either may be asked: nothing fulfils both. */
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
}
