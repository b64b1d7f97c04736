package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Conditions with MongoDB's two answers. A condition on a field holds when any of the values that its path leads to
 * fits, the array itself as well as its elements; a condition on a computed value looks at that one value.
 */
final class DocumentConditions {

    private DocumentConditions() {}

    static Evaluator comparison(ComparisonOperator operator, FieldPath path, Value constant) {
        if (operator == ComparisonOperator.NOT_EQUAL) {
            return new Logic.Mismatch(comparison(ComparisonOperator.EQUAL, path, constant));
        }
        return row ->
                Value.of(PathFanOut.any(row, path, true, value -> Comparisons.document(operator, value, constant)));
    }

    static Evaluator comparison(ComparisonOperator operator, Evaluator left, Evaluator right) {
        return row -> Value.of(Comparisons.document(operator, left.evaluate(row), right.evaluate(row)));
    }

    static Evaluator between(FieldPath path, Value low, Value high) {
        return row -> Value.of(PathFanOut.any(row, path, true, value -> within(value, low, high)));
    }

    static Evaluator between(Evaluator operand, Evaluator low, Evaluator high) {
        return row -> Value.of(within(operand.evaluate(row), low.evaluate(row), high.evaluate(row)));
    }

    private static boolean within(Value value, Value low, Value high) {
        return Comparisons.document(ComparisonOperator.GREATER_OR_EQUAL, value, low)
                && Comparisons.document(ComparisonOperator.LESS_OR_EQUAL, value, high);
    }

    static Evaluator in(FieldPath path, List<Value> candidates) {
        Set<ValueKey> known = new HashSet<>();
        candidates.forEach(candidate -> known.add(new ValueKey(candidate)));
        return row -> Value.of(PathFanOut.any(row, path, true, value -> known.contains(new ValueKey(value))));
    }

    static Evaluator in(Evaluator operand, List<Evaluator> candidates) {
        return row -> {
            Value value = operand.evaluate(row);
            for (Evaluator candidate : candidates) {
                if (Comparisons.document(ComparisonOperator.EQUAL, value, candidate.evaluate(row))) {
                    return Value.TRUE;
                }
            }
            return Value.FALSE;
        };
    }

    /** Whether some value that a path leads to is of one of the types. */
    static Evaluator hasType(FieldPath path, List<Evaluator> types) {
        return row -> {
            Set<Value> wanted = new HashSet<>();
            types.forEach(type -> wanted.add(type.evaluate(row)));
            return Value.of(PathFanOut.any(row, path, true, value -> wanted.contains(Value.of(value.typeName()))));
        };
    }

    static Evaluator isMissing(FieldPath path) {
        return row -> Value.of(!PathFanOut.any(row, path, false, value -> !(value instanceof Value.Missing)));
    }

    /** CONTAINS asks an array for one of its members, so that it does not look for texts inside the members' texts. */
    static Evaluator textMatch(TextOperator operator, FieldPath path, Value pattern) {
        Function<Value, Value> test = TextTests.withPattern(operator, pattern);
        boolean intoLeaf = operator != TextOperator.CONTAINS;
        return row -> Value.of(PathFanOut.any(row, path, intoLeaf, value -> Evaluator.isTrue(test.apply(value))));
    }

    /** Whether some element of the array fits; a path may cross other arrays on its way to it. */
    static Evaluator anyElement(FieldPath array, ElementCondition condition) {
        return row -> Value.of(PathFanOut.any(row, array, false, value -> hasElement(value, condition)));
    }

    private static boolean hasElement(Value value, ElementCondition condition) {
        if (value instanceof Value.Array(List<Value> elements)) {
            for (Value element : elements) {
                if (condition.holds(element)) {
                    return true;
                }
            }
        }
        return false;
    }
}
