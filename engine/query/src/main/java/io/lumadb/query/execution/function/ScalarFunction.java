package io.lumadb.query.execution.function;

import io.lumadb.document.Value;
import java.util.List;

/**
 * A function of a table.
 *
 * @param least the fewest arguments it takes
 * @param most the most arguments it takes; {@code Integer.MAX_VALUE} for any number
 * @param deterministic gives the same value for the same arguments, hence may be computed once
 * @param arguments their names, as editors show them: {@code text, start[, length]}; what is in brackets may be left out, and
 *     {@code …} stands for any number more
 * @param description what it gives, in one line
 */
public record ScalarFunction(
        String name, int least, int most, boolean deterministic, String arguments, String description, Body body) {

    /** A function that no editor shows. */
    public ScalarFunction(String name, int least, int most, boolean deterministic, Body body) {
        this(name, least, most, deterministic, "", "", body);
    }

    /** Computes the value; called from many threads. */
    @FunctionalInterface
    public interface Body {
        Value apply(List<Value> arguments);
    }

    /**
     * The value for some arguments.
     *
     * @throws io.lumadb.document.error.LumaException TOO_LARGE when it would be larger than a document, beside what the
     *     function itself refuses
     */
    public Value call(List<Value> values) {
        return Sizes.checked(name, body.apply(values));
    }

    /** How it is called: {@code SUBSTRING(text, start[, length])}. */
    public String signature() {
        return name + "(" + arguments + ")";
    }

    private static ScalarFunction of(
            String name, String arguments, String description, boolean deterministic, Body body) {
        int least = count(arguments.replaceAll("\\[[^\\]]*\\]", ""));
        int most = arguments.endsWith("…") ? Integer.MAX_VALUE : count(arguments);
        return new ScalarFunction(name, least, most, deterministic, arguments, description, body);
    }

    private static int count(String names) {
        String plain = names.replace(", …", "");
        return plain.isEmpty()
                ? 0
                : 1 + (int) plain.chars().filter(c -> c == ',').count();
    }

    /** A function that is NULL as soon as one argument is. */
    static ScalarFunction strict(String name, String arguments, String description, Body body) {
        return of(name, arguments, description, true, values -> {
            for (Value value : values) {
                if (value.isNull()) {
                    return Value.NULL;
                }
            }
            return body.apply(values);
        });
    }

    /** A function that looks at null arguments itself. */
    static ScalarFunction lenient(String name, String arguments, String description, Body body) {
        return of(name, arguments, description, true, body);
    }

    /** A function that gives another value each time. */
    static ScalarFunction changing(String name, String arguments, String description, Body body) {
        return of(name, arguments, description, false, body);
    }

    /** The same function by another name. */
    ScalarFunction named(String other) {
        return new ScalarFunction(other, least, most, deterministic, arguments, description, body);
    }
}
