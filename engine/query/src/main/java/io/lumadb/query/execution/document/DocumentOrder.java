package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.statement.Expression.ComparisonOperator;

/** How MongoDB's expressions compare: in the one order across all types, a missing value being less than null. */
public final class DocumentOrder {

    private DocumentOrder() {}

    public static int compare(Value left, Value right) {
        int missing = Boolean.compare(right instanceof Value.Missing, left instanceof Value.Missing);
        return missing != 0 ? missing : ValueOrder.INSTANCE.compare(left, right);
    }

    public static boolean same(Value left, Value right) {
        return compare(left, right) == 0;
    }

    public static boolean holds(ComparisonOperator operator, Value left, Value right) {
        int order = compare(left, right);
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }
}
