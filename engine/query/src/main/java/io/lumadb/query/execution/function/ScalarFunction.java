package io.lumadb.query.execution.function;

import io.lumadb.document.Value;
import java.util.List;

/**
 * A function of the table.
 *
 * @param most the most arguments it takes; {@code Integer.MAX_VALUE} for any number
 * @param deterministic gives the same value for the same arguments, hence may be computed once
 */
public record ScalarFunction(String name, int least, int most, boolean deterministic, Body body) {

    /** Computes the value; called from many threads. */
    @FunctionalInterface
    public interface Body {
        Value apply(List<Value> arguments);
    }

    /** A function that is NULL as soon as one argument is. */
    static ScalarFunction strict(String name, int least, int most, Body body) {
        return new ScalarFunction(name, least, most, true, arguments -> {
            for (Value argument : arguments) {
                if (argument.isNull()) {
                    return Value.NULL;
                }
            }
            return body.apply(arguments);
        });
    }

    /** A function that looks at null arguments itself. */
    static ScalarFunction lenient(String name, int least, int most, Body body) {
        return new ScalarFunction(name, least, most, true, body);
    }
}
