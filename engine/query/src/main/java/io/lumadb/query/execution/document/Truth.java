package io.lumadb.query.execution.document;

import io.lumadb.document.Value;

/** What MongoDB's conditions count as true: everything but false, null, missing and 0. */
public final class Truth {

    private Truth() {}

    public static boolean of(Value value) {
        return Operand.isTrue(value);
    }
}
