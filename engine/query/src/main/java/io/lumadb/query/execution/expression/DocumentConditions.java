package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import java.util.List;

/** Tests of the elements of arrays. */
final class DocumentConditions {

    private DocumentConditions() {}

    /** Whether some element of the array fits; a path may cross other arrays on its way to it. */
    static Evaluator anyElement(FieldPath array, ElementCondition condition) {
        return row -> Value.of(PathFanOut.any(row, array, false, value -> hasElement(value, condition)));
    }

    private static boolean hasElement(Value value, ElementCondition condition) {
        return value instanceof Value.Array(List<Value> elements)
                && elements.stream().anyMatch(condition::holds);
    }
}
