package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.lenient;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import java.util.List;

/** Functions that choose among their arguments. */
final class ConditionalFunctions {

    private ConditionalFunctions() {}

    static List<ScalarFunction> all() {
        ScalarFunction ifNull = lenient(
                "IFNULL",
                "value, otherwise",
                "The value, or the other where it is NULL",
                ConditionalFunctions::coalesce);
        ScalarFunction choice = lenient(
                "IF",
                "condition, then[, otherwise]",
                "The second value where the condition is true, the third where it is not, NULL without one",
                ConditionalFunctions::choice);
        return List.of(
                lenient("COALESCE", "value, …", "The first value that is not NULL", ConditionalFunctions::coalesce),
                ifNull,
                ifNull.named("NVL"),
                lenient(
                        "NVL2",
                        "value, then, otherwise",
                        "The second value where the first is not NULL, otherwise the third",
                        arguments -> arguments.get(0).isNull() ? arguments.get(2) : arguments.get(1)),
                lenient(
                        "NULLIF",
                        "value, other",
                        "The value; NULL where it equals the other",
                        arguments ->
                                ValueOrder.same(arguments.get(0), arguments.get(1)) ? Value.NULL : arguments.get(0)),
                choice,
                choice.named("IIF"),
                lenient(
                        "GREATEST",
                        "value, …",
                        "The greatest of the values that are not NULL",
                        arguments -> extreme(arguments, 1)),
                lenient(
                        "LEAST",
                        "value, …",
                        "The smallest of the values that are not NULL",
                        arguments -> extreme(arguments, -1)),
                lenient(
                        "NUM_NULLS",
                        "value, …",
                        "How many of the values are NULL",
                        arguments -> Value.of(
                                arguments.stream().filter(Value::isNull).count())),
                lenient(
                        "NUM_NONNULLS",
                        "value, …",
                        "How many of the values are not NULL",
                        arguments -> Value.of(arguments.stream()
                                .filter(value -> !value.isNull())
                                .count())));
    }

    private static Value choice(List<Value> arguments) {
        if (arguments.getFirst().equals(Value.TRUE)) {
            return arguments.get(1);
        }
        return arguments.size() == 3 ? arguments.get(2) : Value.NULL;
    }

    private static Value coalesce(List<Value> arguments) {
        for (Value argument : arguments) {
            if (!argument.isNull()) {
                return argument;
            }
        }
        return Value.NULL;
    }

    /** Nulls do not count. */
    private static Value extreme(List<Value> arguments, int direction) {
        Value best = Value.NULL;
        for (Value argument : arguments) {
            if (!argument.isNull()
                    && (best.isNull() || Integer.signum(ValueOrder.INSTANCE.compare(argument, best)) == direction)) {
                best = argument;
            }
        }
        return best;
    }
}
