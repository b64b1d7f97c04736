package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.execution.document.Truth;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Conditions as MongoDB's filters have them, with two answers. A test of a field holds when any of the values that its path
 * leads to fits, the array itself as well as its elements; what is no such test is computed and taken for its truth. Immutable.
 */
final class DocumentMatching {

    private final ExpressionCompiler compiler;

    DocumentMatching(ExpressionCompiler compiler) {
        this.compiler = compiler;
    }

    Evaluator compile(Expression condition) {
        return switch (condition) {
            case Expression.And(List<Expression> operands) -> new Logic.Conjunction(compileAll(operands));
            case Expression.Or(List<Expression> operands) -> new Logic.Disjunction(compileAll(operands));
            case Expression.Not(Expression operand) -> new Logic.Mismatch(compile(operand));
            case Expression.Comparison comparison -> comparison(comparison);
            case Expression.In(Expression operand, List<Expression> candidates) -> in(operand, candidates);
            case Expression.Between(Expression operand, Expression low, Expression high) ->
                constants(List.of(low, high))
                        .map(ends -> any(operand, true, value -> within(value, ends.getFirst(), ends.getLast())))
                        .orElseGet(() -> truth(condition));
            case Expression.IsNull(Expression operand) ->
                any(operand, true, value -> Comparisons.document(ComparisonOperator.EQUAL, value, Value.NULL));
            case Expression.IsMissing(Expression operand) ->
                new Logic.Mismatch(any(operand, false, value -> !(value instanceof Value.Missing)));
            case Expression.TextMatch(TextOperator operator, Expression operand, Expression pattern) ->
                // CONTAINS asks an array for its members, so that it does not look for texts inside the members' texts.
                constants(List.of(pattern))
                        .map(texts -> TextTests.withPattern(operator, texts.getFirst()))
                        .map(test -> any(
                                operand,
                                operator != TextOperator.CONTAINS,
                                value -> Evaluator.isTrue(test.apply(value))))
                        .orElseGet(() -> truth(condition));
            case Expression.AnyElement(FieldPath array, Expression inner) ->
                compiler.at(
                        array,
                        path -> DocumentConditions.anyElement(
                                path,
                                ElementCondition.of(inner, compiler.elements().condition(inner))));
            case Expression.Evaluated(Expression.SqlValue value) -> {
                Evaluator compiled = compiler.compile(value);
                yield row -> Value.of(compiled.holds(row));
            }
            default -> truth(condition);
        };
    }

    private List<Evaluator> compileAll(List<Expression> conditions) {
        return conditions.stream().map(this::compile).toList();
    }

    private Evaluator truth(Expression expression) {
        Evaluator value = compiler.compile(expression);
        return row -> Value.of(Truth.of(value.evaluate(row)));
    }

    /** Whether any value fits that a field or a group's value leads to; of other expressions, whether the one value does. */
    private Evaluator any(Expression subject, boolean intoLeaf, Predicate<Value> test) {
        if (subject instanceof Expression.Field(FieldPath path) && !compiler.isComputed(subject)) {
            return compiler.at(path, rest -> row -> Value.of(PathFanOut.any(row, rest, intoLeaf, test)));
        }
        Evaluator value = compiler.compile(subject);
        boolean into = intoLeaf && compiler.isComputed(subject);
        return row -> Value.of(PathFanOut.leaf(value.evaluate(row), into, test));
    }

    private Optional<List<Value>> constants(List<Expression> expressions) {
        List<Value> values = new ArrayList<>();
        for (Expression expression : expressions) {
            if (!(compiler.compile(expression) instanceof Evaluator.Constant(Value value))) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(values);
    }

    private Evaluator comparison(Expression.Comparison comparison) {
        ComparisonOperator operator = comparison.operator();
        Optional<List<Value>> right = constants(List.of(comparison.right()));
        if (right.isEmpty()) {
            Optional<List<Value>> left = constants(List.of(comparison.left()));
            return left.isPresent()
                    ? comparison(new Expression.Comparison(
                            Comparisons.mirrored(operator), comparison.right(), comparison.left()))
                    : truth(comparison);
        }
        Value constant = right.get().getFirst();
        if (operator == ComparisonOperator.NOT_EQUAL) {
            return new Logic.Mismatch(comparison(
                    new Expression.Comparison(ComparisonOperator.EQUAL, comparison.left(), comparison.right())));
        }
        if (operator == ComparisonOperator.EQUAL) {
            Optional<Evaluator> derived = derived(comparison.left(), List.of(constant));
            if (derived.isPresent()) {
                return derived.get();
            }
        }
        return any(comparison.left(), true, value -> Comparisons.document(operator, value, constant));
    }

    private Evaluator in(Expression operand, List<Expression> candidates) {
        Optional<List<Value>> constants = constants(candidates);
        if (constants.isEmpty()) {
            return truth(new Expression.In(operand, candidates));
        }
        return derived(operand, constants.get()).orElseGet(() -> {
            Set<ValueKey> known = new HashSet<>();
            constants.get().forEach(candidate -> known.add(new ValueKey(candidate)));
            return any(operand, true, value -> known.contains(new ValueKey(value)));
        });
    }

    /** Tests of what is derived from a field: its type, its array's length, its remainder. Each value is tried by itself. */
    private Optional<Evaluator> derived(Expression subject, List<Value> wanted) {
        return switch (subject) {
            case Expression.Call(String name, List<Expression> arguments)
            when name.equals("TYPE") && arguments.size() == 1 ->
                Optional.of(any(arguments.getFirst(), true, value -> wanted.contains(Value.of(value.typeName()))));
            case Expression.Call(String name, List<Expression> arguments)
            when name.equals("ARRAY_LENGTH") && arguments.size() == 1 ->
                Optional.of(any(arguments.getFirst(), false, value -> hasSize(value, wanted)));
            case Expression.Arithmetic(ArithmeticOperator operator, Expression operand, Expression divisor)
            when operator == ArithmeticOperator.REMAINDER ->
                constants(List.of(divisor))
                        .map(by -> any(operand, true, value -> hasRemainder(value, by.getFirst(), wanted)));
            default -> Optional.empty();
        };
    }

    private static boolean hasSize(Value value, List<Value> wanted) {
        return value instanceof Value.Array(List<Value> elements)
                && wanted.stream()
                        .anyMatch(size ->
                                Comparisons.document(ComparisonOperator.EQUAL, size, Value.of(elements.size())));
    }

    /** Fractions are cut off first. */
    private static boolean hasRemainder(Value value, Value divisor, List<Value> wanted) {
        Optional<Long> number = whole(value);
        Optional<Long> by = whole(divisor).filter(whole -> whole != 0);
        return number.isPresent()
                && by.isPresent()
                && wanted.stream().anyMatch(remainder -> whole(remainder).equals(Optional.of(number.get() % by.get())));
    }

    private static Optional<Long> whole(Value value) {
        if (!value.isNumber() || !Arithmetic.isFinite(value)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Arithmetic.toLong(value));
        } catch (ArithmeticException outOfRange) {
            return Optional.empty();
        }
    }

    private static boolean within(Value value, Value low, Value high) {
        return Comparisons.document(ComparisonOperator.GREATER_OR_EQUAL, value, low)
                && Comparisons.document(ComparisonOperator.LESS_OR_EQUAL, value, high);
    }
}
