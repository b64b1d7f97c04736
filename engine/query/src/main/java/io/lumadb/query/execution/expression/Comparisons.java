package io.lumadb.query.execution.expression;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.statement.Expression.ComparisonOperator;

/** Comparing two values, by SQL's rules (three answers) and by MongoDB's (two). */
public final class Comparisons {

    private Comparisons() {}

    /** NULL when a side is null or the sides are of different kinds. */
    static Value sql(ComparisonOperator operator, Value left, Value right) {
        if (left.isNull() || right.isNull() || ValueOrder.rank(left) != ValueOrder.rank(right)) {
            return Value.NULL;
        }
        return Value.of(holds(operator, ValueOrder.INSTANCE.compare(left, right)));
    }

    /** Type bracketing: an order holds only between values of one kind; NaN is in no order with other numbers. */
    static boolean document(ComparisonOperator operator, Value left, Value right) {
        return switch (operator) {
            case EQUAL -> ValueOrder.same(left, right);
            case NOT_EQUAL -> !ValueOrder.same(left, right);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                ValueOrder.rank(left) == ValueOrder.rank(right)
                        && isNaN(left) == isNaN(right)
                        && holds(operator, ValueOrder.INSTANCE.compare(left, right));
        };
    }

    static boolean holds(ComparisonOperator operator, int order) {
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    /** The operator that says the same with its sides exchanged. */
    public static ComparisonOperator mirrored(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL -> operator;
            case LESS -> ComparisonOperator.GREATER;
            case LESS_OR_EQUAL -> ComparisonOperator.GREATER_OR_EQUAL;
            case GREATER -> ComparisonOperator.LESS;
            case GREATER_OR_EQUAL -> ComparisonOperator.LESS_OR_EQUAL;
        };
    }

    private static boolean isNaN(Value value) {
        return value instanceof Value.Float64(double number) && Double.isNaN(number)
                || value instanceof Value.Decimal decimal && decimal.value().isNaN();
    }
}
