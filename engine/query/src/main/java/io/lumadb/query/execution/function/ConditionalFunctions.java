package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.lenient;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import java.util.List;

/** Functions that choose among their arguments, and those that tell a value's kind. */
final class ConditionalFunctions {

    private ConditionalFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                lenient("COALESCE", 1, Integer.MAX_VALUE, ConditionalFunctions::coalesce),
                lenient("IFNULL", 2, 2, ConditionalFunctions::coalesce),
                lenient(
                        "NULLIF",
                        2,
                        2,
                        arguments ->
                                ValueOrder.same(arguments.get(0), arguments.get(1)) ? Value.NULL : arguments.get(0)),
                lenient(
                        "IF",
                        3,
                        3,
                        arguments -> arguments.getFirst().equals(Value.TRUE) ? arguments.get(1) : arguments.get(2)),
                lenient("GREATEST", 1, Integer.MAX_VALUE, arguments -> extreme(arguments, 1)),
                lenient("LEAST", 1, Integer.MAX_VALUE, arguments -> extreme(arguments, -1)),
                lenient("TYPE", 1, 1, arguments -> Value.of(arguments.getFirst().typeName())),
                lenient(
                        "TYPEOF",
                        1,
                        1,
                        arguments -> Value.of(arguments.getFirst().typeName())),
                lenient(
                        "IS_NUMBER",
                        1,
                        1,
                        arguments -> Value.of(arguments.getFirst().isNumber())));
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
