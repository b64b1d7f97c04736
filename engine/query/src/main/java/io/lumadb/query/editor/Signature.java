package io.lumadb.query.editor;

import java.util.ArrayList;
import java.util.List;

/**
 * How a function or an operator is called.
 *
 * @param parameters as people read them: {@code text}, {@code [length]} for one that may be left out, {@code …} for any number
 *     more like the one before
 * @param description what it gives, in one line; may be empty
 */
public record Signature(String name, List<String> parameters, String description) {

    public Signature {
        parameters = List.copyOf(parameters);
    }

    /** From the notation of the function table: {@code text, start[, length]} or {@code value, …}. */
    static Signature of(String name, String arguments, String description) {
        List<String> parameters = new ArrayList<>();
        boolean optional = false;
        for (String part : arguments.split(",")) {
            String parameter = part.replace("[", "").replace("]", "").strip();
            if (!parameter.isEmpty()) {
                parameters.add(optional ? "[" + parameter + "]" : parameter);
            }
            optional |= part.contains("[");
            optional &= !part.contains("]");
        }
        return new Signature(name, parameters, description);
    }

    /** {@code SUBSTRING(text, start, [length])}. */
    public String label() {
        return name + "(" + String.join(", ", parameters) + ")";
    }

    /** The parameter that the argument of a number is for, both counted from 0; the last one where it repeats, else -1. */
    int parameterOf(int argument) {
        if (parameters.isEmpty()) {
            return -1;
        }
        if (parameters.getLast().equals("…")) {
            return Math.min(argument, parameters.size() - 1);
        }
        return argument < parameters.size() ? argument : -1;
    }
}
