package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.function.ScalarFunction;
import io.lumadb.query.language.TypeNames;
import java.util.List;
import java.util.Map;

/** {@code $type}, {@code $convert} and its short forms, {@code $ifNull}. */
final class TypeOperators {

    /** What MongoDB calls the types; the others are called alike. */
    private static final Map<String, String> MONGO_NAMES = Map.of(
            "int64", "long",
            "decimal128", "decimal",
            "boolean", "bool",
            "timestamp", "date",
            "binary", "binData");

    private TypeOperators() {}

    static List<ScalarFunction> all() {
        return List.of(
                DocumentFunctions.of("$type", 1, 1, values -> {
                    String name = values.getFirst().typeName();
                    return Value.of(MONGO_NAMES.getOrDefault(name, name));
                }),
                DocumentFunctions.of(
                        "$isNumber", 1, 1, values -> Value.of(values.getFirst().isNumber())),
                DocumentFunctions.of("COALESCE", 1, Integer.MAX_VALUE, TypeOperators::firstKnown),
                DocumentFunctions.of("$convert", 2, 4, TypeOperators::convert),
                brief("$toInt", "int64"),
                brief("$toLong", "int64"),
                brief("$toDouble", "double"),
                brief("$toDecimal", "decimal128"),
                brief("$toString", "string"),
                brief("$toBool", "boolean"),
                brief("$toDate", "timestamp"));
    }

    /** The last value stands where all before it are null, whatever it is. */
    private static Value firstKnown(List<Value> values) {
        for (Value value : values) {
            if (!value.isNull()) {
                return value;
            }
        }
        return values.getLast();
    }

    private static ScalarFunction brief(String operator, String type) {
        return DocumentFunctions.of(
                operator,
                1,
                1,
                values -> values.getFirst().isNull()
                        ? Value.NULL
                        : Conversions.convert(operator, values.getFirst(), type));
    }

    /** {@code (input, to, onError, onNull)}. */
    private static Value convert(List<Value> values) {
        Value input = values.get(0);
        Value to = values.get(1);
        if (input.isNull()) {
            return Operand.optional(values, 3) instanceof Value.Missing ? Value.NULL : values.get(3);
        }
        if (to.isNull()) {
            return Value.NULL;
        }
        String type = type(Operand.text("$convert", to));
        Value onError = Operand.optional(values, 2);
        try {
            return Conversions.convert("$convert", input, type);
        } catch (LumaException refused) {
            boolean unreadable =
                    refused.code() == ErrorCode.INVALID_QUERY || refused.code() == ErrorCode.ARITHMETIC_OVERFLOW;
            if (unreadable && !(onError instanceof Value.Missing)) {
                return onError;
            }
            throw refused;
        }
    }

    private static String type(String name) {
        return MONGO_NAMES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> TypeNames.canonical(name))
                .orElseThrow(() -> Operand.invalid("$convert knows no type '" + name + "'"));
    }
}
