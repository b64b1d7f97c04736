package io.lumadb.query.language;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.execution.function.FunctionTable;
import io.lumadb.query.execution.function.ScalarFunction;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.Comparison;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Expressions in normal form that a language has words for. */
final class RandomExpressions {

    private static final List<String> NAMES = List.of(
            "name",
            "price",
            "order",
            "select",
            "a b",
            "_id",
            "count",
            "value",
            "keep",
            "x1",
            "c",
            "ü",
            "total",
            "where",
            "of",
            "newest",
            "average",
            "q\"t",
            "b`t",
            "timestamp",
            "left",
            "the");

    private static final List<String> TYPES =
            List.of("boolean", "int64", "double", "decimal128", "string", "timestamp", "array", "object");

    private final Random random;
    private final Language language;
    private final boolean elements;
    final RandomValues values;

    /** Makes subqueries. */
    @FunctionalInterface
    interface Subqueries {
        Expression make(int depth, boolean condition);
    }

    private final Optional<Subqueries> subqueries;

    RandomExpressions(Random random, Language language, boolean elements) {
        this(random, language, elements, Optional.empty());
    }

    /** Expressions that may hold subqueries too. */
    RandomExpressions(Random random, Language language, boolean elements, Subqueries subqueries) {
        this(random, language, elements, Optional.of(subqueries));
    }

    private RandomExpressions(Random random, Language language, boolean elements, Optional<Subqueries> subqueries) {
        this.subqueries = subqueries;
        this.random = random;
        this.language = language;
        this.elements = elements;
        this.values = new RandomValues(random, language);
    }

    <T> T one(List<T> candidates) {
        return candidates.get(random.nextInt(candidates.size()));
    }

    <T> List<T> some(int most, Supplier<T> make) {
        List<T> list = new ArrayList<>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            list.add(make.get());
        }
        return list;
    }

    <T> Optional<T> maybe(Supplier<T> make) {
        return random.nextInt(3) == 0 ? Optional.of(make.get()) : Optional.empty();
    }

    String name() {
        return one(NAMES);
    }

    FieldPath path() {
        FieldPath path = FieldPath.of(name());
        for (int i = random.nextInt(4) - 1; i > 0; i--) {
            path = path.append(
                    random.nextInt(4) == 0
                            ? new FieldPath.Subscript(random.nextInt(5) - 1)
                            : new FieldPath.Field(name()));
        }
        return path;
    }

    Expression field() {
        return new Expression.Field(path());
    }

    Expression parameter() {
        return new Expression.Parameter(one(List.of("1", "2", "low", "high")));
    }

    Expression rows() {
        return random.nextInt(4) == 0 ? parameter() : new Expression.Literal(Value.of(1 + random.nextInt(1000)));
    }

    Expression constant() {
        return random.nextInt(8) == 0 ? parameter() : new Expression.Literal(values.comparable());
    }

    /** Anything that stands where a value does. */
    Expression operand(int depth) {
        if (language == Language.NQL) {
            return random.nextInt(5) == 0 ? field() : constant();
        }
        if (depth == 0 || random.nextInt(3) > 0) {
            return random.nextBoolean() ? constant() : field();
        }
        if (subqueries.isPresent() && random.nextInt(4) == 0) {
            return subqueries.get().make(depth - 1, false);
        }
        return switch (random.nextInt(9)) {
            case 0, 1 ->
                new Expression.Arithmetic(
                        one(List.of(ArithmeticOperator.values())), operand(depth - 1), operand(depth - 1));
            case 2 -> new Expression.Negate(operand(depth - 1));
            case 3 -> new Expression.Cast(operand(depth - 1), one(TYPES));
            case 4 -> call(depth);
            case 5 -> choice(depth);
            case 6 -> Expressions.array(some(3, () -> operand(depth - 1)));
            case 7 ->
                Expressions.object(List.of(Map.entry("a", operand(depth - 1)), Map.entry("b", operand(depth - 1))));
            default -> condition(depth - 1);
        };
    }

    private Expression call(int depth) {
        if (subqueries.isPresent() && random.nextBoolean()) {
            return anyCall(depth);
        }
        return switch (random.nextInt(5)) {
            case 0 -> new Expression.Call("NOW", List.of());
            case 1 ->
                new Expression.Call("EXTRACT", List.of(new Expression.Literal(Value.of("year")), operand(depth - 1)));
            case 2 -> new Expression.Call("LEFT", List.of(operand(depth - 1), constant()));
            case 3 -> new Expression.Call("ARRAY_LENGTH", List.of(operand(depth - 1)));
            default ->
                new Expression.Call(one(List.of("UPPER", "COALESCE", "LPAD")), some(3, () -> operand(depth - 1)));
        };
    }

    /** Any function, with as many arguments as it takes. */
    private Expression anyCall(int depth) {
        List<ScalarFunction> functions = List.copyOf(FunctionTable.all());
        ScalarFunction function = one(functions);
        int most = Math.min(function.most(), function.least() + 2);
        int count = function.least() + random.nextInt(most - function.least() + 1);
        List<Expression> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.add(operand(depth - 1));
        }
        return new Expression.Call(function.name(), arguments);
    }

    private Expression choice(int depth) {
        return new Expression.Case(
                maybe(() -> operand(depth - 1)),
                some(2, () -> new Expression.When(operand(depth - 1), operand(depth - 1))),
                maybe(() -> operand(depth - 1)));
    }

    /** What a condition begins with: a field mostly. */
    private Expression subject(int depth) {
        return language == Language.NQL || random.nextInt(4) > 0 ? field() : operand(depth);
    }

    Expression condition(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return switch (random.nextInt(3)) {
                case 0 -> Expressions.and(twoOrThree(depth));
                case 1 -> Expressions.or(twoOrThree(depth));
                default -> new Expression.Not(condition(depth - 1));
            };
        }
        return simple(depth);
    }

    private List<Expression> twoOrThree(int depth) {
        List<Expression> operands = some(2, () -> condition(depth - 1));
        operands.add(condition(depth - 1));
        return operands;
    }

    private Expression simple(int depth) {
        int inner = Math.max(0, depth - 1);
        if (depth > 0 && subqueries.isPresent() && random.nextInt(4) == 0) {
            return subqueries.get().make(inner, true);
        }
        return switch (random.nextInt(elements ? 9 : 8)) {
            case 0, 1 -> new Comparison(one(List.of(ComparisonOperator.values())), subject(inner), operand(inner));
            case 2 -> new Expression.In(subject(inner), some(3, this::constant));
            case 3 -> new Expression.Between(subject(inner), constant(), constant());
            case 4 -> new Expression.IsNull(subject(inner));
            case 5 -> new Expression.IsMissing(subject(inner));
            case 6 -> new Expression.Not(new Expression.In(field(), some(2, this::constant)));
            case 7 ->
                new Expression.TextMatch(
                        one(List.of(TextOperator.values())), subject(inner), new Expression.Literal(values.text()));
            default -> new Expression.AnyElement(path(), elementCondition(inner));
        };
    }

    private Expression elementCondition(int depth) {
        Expression element = new Expression.Field(FieldPath.of(""));
        return switch (random.nextInt(4)) {
            case 0 -> new Comparison(one(List.of(ComparisonOperator.values())), element, constant());
            case 1 ->
                Expressions.and(List.of(
                        new Comparison(ComparisonOperator.GREATER, element, constant()),
                        new Comparison(ComparisonOperator.LESS, element, constant())));
            case 2 -> new Expression.In(element, some(2, this::constant));
            default -> condition(depth);
        };
    }
}
