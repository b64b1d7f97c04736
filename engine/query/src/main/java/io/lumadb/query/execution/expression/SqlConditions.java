package io.lumadb.query.execution.expression;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Conditions with SQL's three answers, over operands that are compiled already. */
final class SqlConditions {

    private SqlConditions() {}

    static Evaluator comparison(ComparisonOperator operator, Evaluator left, Evaluator right) {
        if (right instanceof Evaluator.Constant(Value constant)) {
            return againstConstant(operator, left, constant);
        }
        return row -> Comparisons.sql(operator, left.evaluate(row), right.evaluate(row));
    }

    /** The answers of {@link Comparisons#sql}, sooner where both sides are texts or both are numbers. */
    private static Evaluator againstConstant(ComparisonOperator operator, Evaluator left, Value constant) {
        return switch (constant) {
            case Value.Text(String text)
            when operator == ComparisonOperator.EQUAL ->
                row -> {
                    Value value = left.evaluate(row);
                    return value instanceof Value.Text(String there)
                            ? Value.of(there.equals(text))
                            : Comparisons.sql(operator, value, constant);
                };
            case Value.Int64(long number)
            when Math.abs((double) number) < 0x1p53 -> againstNumber(operator, left, constant, (double) number);
            case Value.Float64(double number)
            when !Double.isNaN(number) -> againstNumber(operator, left, constant, number);
            default -> row -> Comparisons.sql(operator, left.evaluate(row), constant);
        };
    }

    private static Evaluator againstNumber(ComparisonOperator operator, Evaluator left, Value constant, double number) {
        return row -> {
            Value value = left.evaluate(row);
            return value instanceof Value.Float64(double there) && !Double.isNaN(there)
                    ? Value.of(Comparisons.holds(operator, there < number ? -1 : there > number ? 1 : 0))
                    : Comparisons.sql(operator, value, constant);
        };
    }

    static Evaluator between(Evaluator operand, Evaluator low, Evaluator high) {
        return row -> {
            Value value = operand.evaluate(row);
            Value above = Comparisons.sql(ComparisonOperator.GREATER_OR_EQUAL, value, low.evaluate(row));
            Value below = Comparisons.sql(ComparisonOperator.LESS_OR_EQUAL, value, high.evaluate(row));
            if (above.equals(Value.FALSE) || below.equals(Value.FALSE)) {
                return Value.FALSE;
            }
            return above.isNull() || below.isNull() ? Value.NULL : Value.TRUE;
        };
    }

    static Evaluator in(Evaluator operand, List<Evaluator> candidates) {
        return candidates.stream().allMatch(Evaluator.Constant.class::isInstance)
                ? inConstants(operand, candidates)
                : row -> inComputed(operand.evaluate(row), candidates, row);
    }

    private static Evaluator inConstants(Evaluator operand, List<Evaluator> candidates) {
        Set<ValueKey> known = new HashSet<>();
        Set<Integer> ranks = new HashSet<>();
        for (Evaluator candidate : candidates) {
            if (candidate instanceof Evaluator.Constant(Value value)) {
                known.add(new ValueKey(value));
                ranks.add(ValueOrder.rank(value));
            }
        }
        return row -> {
            Value value = operand.evaluate(row);
            if (value.isNull()) {
                return Value.NULL;
            }
            if (known.contains(new ValueKey(value))) {
                return Value.TRUE;
            }
            // A candidate that is null or of another kind compares as unknown, and leaves the answer open.
            boolean decided = ranks.isEmpty() || ranks.size() == 1 && ranks.contains(ValueOrder.rank(value));
            return decided ? Value.FALSE : Value.NULL;
        };
    }

    private static Value inComputed(Value value, List<Evaluator> candidates, Row row) {
        boolean unknown = false;
        for (Evaluator candidate : candidates) {
            Value equal = Comparisons.sql(ComparisonOperator.EQUAL, value, candidate.evaluate(row));
            if (Evaluator.isTrue(equal)) {
                return Value.TRUE;
            }
            unknown |= equal.isNull();
        }
        return unknown ? Value.NULL : Value.FALSE;
    }

    static Evaluator textMatch(TextOperator operator, Evaluator operand, Evaluator pattern) {
        if (pattern instanceof Evaluator.Constant(Value constant)) {
            Function<Value, Value> test = TextTests.withPattern(operator, constant);
            return row -> test.apply(operand.evaluate(row));
        }
        return row -> TextTests.withPattern(operator, pattern.evaluate(row)).apply(operand.evaluate(row));
    }
}
