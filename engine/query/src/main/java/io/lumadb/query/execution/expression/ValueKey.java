package io.lumadb.query.execution.expression;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;

/** A value as a key of hash tables: {@code 1} and {@code 1.0} are one key, and so are null and missing. */
public record ValueKey(Value value) {

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueKey(Value that) && ValueOrder.same(value, that);
    }

    @Override
    public int hashCode() {
        return ValueOrder.hash(value);
    }
}
