package io.lumadb.query.execution.runtime;

import io.lumadb.document.Value;

/** What a subquery's rows say about an operand; without one they are asked with MISSING. */
@FunctionalInterface
interface Answer {

    Value to(Value operand);

    static Answer always(Value value) {
        return _ -> value;
    }
}
