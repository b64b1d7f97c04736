package io.lumadb.query.execution;

import io.lumadb.document.Json;
import io.lumadb.document.Value;

/** Values of LQL's expressions, for tests in other packages; NOW() is 2026-03-04T05:06:07Z. */
public final class ExpressionValues {

    private ExpressionValues() {}

    /** The value of an expression without fields. */
    public static Value value(String expression) {
        return new Bench().value(expression);
    }

    /** The value as relaxed JSON, null for a missing one. */
    public static String json(String expression) {
        Value value = value(expression);
        return Json.relaxed(value.isNull() ? Value.NULL : value);
    }
}
