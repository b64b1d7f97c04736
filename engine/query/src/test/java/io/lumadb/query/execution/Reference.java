package io.lumadb.query.execution;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What conditions and orders mean, written as plainly as possible, over decoded documents. */
final class Reference {

    private final MatchingRules rules;

    Reference(MatchingRules rules) {
        this.rules = rules;
    }

    boolean matches(Expression condition, Value.Obj document) {
        return rules == MatchingRules.SQL ? sql(condition, document).orElse(false) : fits(condition, document);
    }

    /** Empty is unknown. */
    private static Optional<Boolean> sql(Expression condition, Value.Obj document) {
        return switch (condition) {
            case Expression.And and ->
                sql(and.operands().get(0), document).equals(Optional.of(false))
                                || sql(and.operands().get(1), document).equals(Optional.of(false))
                        ? Optional.of(false)
                        : bothKnown(and.operands(), document, true);
            case Expression.Or or ->
                sql(or.operands().get(0), document).equals(Optional.of(true))
                                || sql(or.operands().get(1), document).equals(Optional.of(true))
                        ? Optional.of(true)
                        : bothKnown(or.operands(), document, false);
            case Expression.Not not -> sql(not.operand(), document).map(known -> !known);
            case Expression.IsNull isNull ->
                Optional.of(read(isNull.operand(), document).isNull());
            case Expression.Comparison comparison ->
                compare(comparison.operator(), read(comparison.left(), document), read(comparison.right(), document));
            case Expression.Between between ->
                sql(
                        new Expression.And(List.of(
                                new Expression.Comparison(
                                        ComparisonOperator.GREATER_OR_EQUAL, between.operand(), between.low()),
                                new Expression.Comparison(
                                        ComparisonOperator.LESS_OR_EQUAL, between.operand(), between.high()))),
                        document);
            case Expression.In in -> in(in, document);
            default -> throw new IllegalArgumentException(condition.toString());
        };
    }

    private static Optional<Boolean> bothKnown(List<Expression> operands, Value.Obj document, boolean answer) {
        return sql(operands.get(0), document).isEmpty()
                        || sql(operands.get(1), document).isEmpty()
                ? Optional.empty()
                : Optional.of(answer);
    }

    private static Optional<Boolean> in(Expression.In in, Value.Obj document) {
        Optional<Boolean> answer = Optional.of(false);
        for (Expression candidate : in.candidates()) {
            Optional<Boolean> equal =
                    compare(ComparisonOperator.EQUAL, read(in.operand(), document), read(candidate, document));
            if (equal.equals(Optional.of(true))) {
                return equal;
            }
            if (equal.isEmpty()) {
                answer = equal;
            }
        }
        return answer;
    }

    private static Optional<Boolean> compare(ComparisonOperator operator, Value left, Value right) {
        if (left.isNull() || right.isNull() || ValueOrder.rank(left) != ValueOrder.rank(right)) {
            return Optional.empty();
        }
        int order = ValueOrder.INSTANCE.compare(left, right);
        return Optional.of(
                switch (operator) {
                    case EQUAL -> order == 0;
                    case NOT_EQUAL -> order != 0;
                    case LESS -> order < 0;
                    case LESS_OR_EQUAL -> order <= 0;
                    case GREATER -> order > 0;
                    case GREATER_OR_EQUAL -> order >= 0;
                });
    }

    static Value read(Expression expression, Value.Obj document) {
        return switch (expression) {
            case Expression.Literal literal -> literal.value();
            case Expression.Field field -> {
                Value at = document;
                for (FieldPath.Segment segment : field.path().segments()) {
                    at = at instanceof Value.Obj object && segment instanceof FieldPath.Field name
                            ? object.get(name.name())
                            : Value.MISSING;
                }
                yield at;
            }
            default -> throw new IllegalArgumentException(expression.toString());
        };
    }

    private static boolean fits(Expression condition, Value.Obj document) {
        return switch (condition) {
            case Expression.And and -> and.operands().stream().allMatch(part -> fits(part, document));
            case Expression.Or or -> or.operands().stream().anyMatch(part -> fits(part, document));
            case Expression.Not not -> !fits(not.operand(), document);
            case Expression.IsNull isNull -> any(isNull.operand(), document, Value::isNull);
            case Expression.In in ->
                in.candidates().stream()
                        .map(candidate -> read(candidate, document))
                        .anyMatch(candidate -> any(in.operand(), document, value -> ValueOrder.same(value, candidate)));
            case Expression.Between between ->
                any(
                        between.operand(),
                        document,
                        value -> bracketed(ComparisonOperator.GREATER_OR_EQUAL, value, read(between.low(), document))
                                && bracketed(ComparisonOperator.LESS_OR_EQUAL, value, read(between.high(), document)));
            case Expression.Comparison comparison -> {
                Value constant = read(comparison.right(), document);
                yield comparison.operator() == ComparisonOperator.NOT_EQUAL
                        ? !any(comparison.left(), document, value -> ValueOrder.same(value, constant))
                        : any(comparison.left(), document, value -> bracketed(comparison.operator(), value, constant));
            }
            default -> throw new IllegalArgumentException(condition.toString());
        };
    }

    private static boolean bracketed(ComparisonOperator operator, Value value, Value constant) {
        if (value.isNull() && constant.isNull()) {
            return operator != ComparisonOperator.LESS && operator != ComparisonOperator.GREATER;
        }
        return compare(operator, value, constant).orElse(false);
    }

    private static boolean any(Expression operand, Value.Obj document, Predicate<Value> test) {
        List<Value> candidates = new ArrayList<>();
        collect(document, names(operand), candidates, true);
        return candidates.stream().anyMatch(test);
    }

    private static List<String> names(Expression field) {
        return ((Expression.Field) field)
                .path().segments().stream()
                        .map(segment -> ((FieldPath.Field) segment).name())
                        .toList();
    }

    private static void collect(Value at, List<String> names, List<Value> candidates, boolean intoLeaf) {
        if (names.isEmpty()) {
            candidates.add(at);
            if (intoLeaf && at instanceof Value.Array array) {
                candidates.addAll(array.elements());
            }
            return;
        }
        switch (at) {
            case Value.Obj object ->
                collect(object.get(names.getFirst()), names.subList(1, names.size()), candidates, intoLeaf);
            case Value.Array array ->
                array.elements().stream()
                        .filter(Value.Obj.class::isInstance)
                        .forEach(element -> collect(element, names, candidates, intoLeaf));
            default -> candidates.add(Value.MISSING);
        }
    }

    /** By the keys, then by {@code _id}. */
    Comparator<Value.Obj> order(List<SortKey> keys) {
        Comparator<Value.Obj> byId = Comparator.comparing(document -> document.get("_id"), ValueOrder.INSTANCE);
        return keys.stream()
                .map(this::order)
                .reduce(Comparator::thenComparing)
                .orElseThrow()
                .thenComparing(byId);
    }

    private Comparator<Value.Obj> order(SortKey key) {
        boolean nullsFirst = key.nullsFirst().orElse(!key.descending());
        Comparator<Value> values = key.descending() ? ValueOrder.INSTANCE.reversed() : ValueOrder.INSTANCE;
        Comparator<Value> nulls = Comparator.comparingInt(value -> value.isNull() == nullsFirst ? 0 : 1);
        return Comparator.comparing(
                document -> sorted(key, document),
                nulls.thenComparing((left, right) -> left.isNull() ? 0 : values.compare(left, right)));
    }

    /** MongoDB sorts by the smallest of the values that a path leads to, or downwards by the largest. */
    private Value sorted(SortKey key, Value.Obj document) {
        if (rules == MatchingRules.SQL) {
            return read(key.expression(), document);
        }
        List<Value> leaves = new ArrayList<>();
        collect(document, names(key.expression()), leaves, false);
        Comparator<Value> order = key.descending() ? ValueOrder.INSTANCE.reversed() : ValueOrder.INSTANCE;
        return leaves.stream()
                .flatMap(leaf -> leaf instanceof Value.Array array ? array.elements().stream() : Stream.of(leaf))
                .min(order)
                .orElse(Value.MISSING);
    }
}
