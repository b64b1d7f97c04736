package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongBinaryOperator;

/** Functions of the 64 bits of whole numbers. */
final class BitFunctions {

    private BitFunctions() {}

    static List<ScalarFunction> all() {
        List<ScalarFunction> functions = new ArrayList<>();
        for (ScalarFunction function : List.of(
                onBits("BITAND", "a, b", "The bits that both numbers have", (a, b) -> a & b),
                onBits("BITOR", "a, b", "The bits that either number has", (a, b) -> a | b),
                onBits("BITXOR", "a, b", "The bits that one of the numbers has", (a, b) -> a ^ b),
                strict(
                        "BITNOT",
                        "number",
                        "The bits that the number does not have",
                        arguments -> whole(arguments.getFirst(), bits -> ~bits)),
                strict(
                        "BITCOUNT",
                        "number",
                        "How many bits are set",
                        arguments -> whole(arguments.getFirst(), Long::bitCount)))) {
            functions.add(function);
            functions.add(function.named(function.name().replace("BIT", "BIT_")));
        }
        functions.add(onBits(
                "LSHIFT",
                "number, count",
                "The bits moved towards the sign",
                (bits, count) -> shifted(bits, count, true)));
        functions.add(onBits(
                "RSHIFT",
                "number, count",
                "The bits moved away from the sign, zeros following",
                (bits, count) -> shifted(bits, count, false)));
        functions.add(onBits(
                "BITGET",
                "number, index",
                "The bit at an index, 0 or 1; the lowest is at 0",
                (bits, index) -> index < 0 || index >= Long.SIZE ? 0 : bits >>> index & 1));
        return functions;
    }

    @FunctionalInterface
    private interface LongFunction {
        long apply(long bits);
    }

    private static Value whole(Value value, LongFunction function) {
        OptionalLong bits = Bodies.integer(value);
        return bits.isPresent() ? Value.of(function.apply(bits.getAsLong())) : Value.NULL;
    }

    private static ScalarFunction onBits(
            String name, String arguments, String description, LongBinaryOperator function) {
        return strict(name, arguments, description, values -> {
            OptionalLong a = Bodies.integer(values.get(0));
            OptionalLong b = Bodies.integer(values.get(1));
            return a.isPresent() && b.isPresent()
                    ? Value.of(function.applyAsLong(a.getAsLong(), b.getAsLong()))
                    : Value.NULL;
        });
    }

    private static long shifted(long bits, long count, boolean left) {
        if (count < 0) {
            return shifted(bits, count == Long.MIN_VALUE ? Long.MAX_VALUE : -count, !left);
        }
        if (count >= Long.SIZE) {
            return 0;
        }
        return left ? bits << count : bits >>> count;
    }
}
