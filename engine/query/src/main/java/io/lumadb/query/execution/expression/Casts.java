package io.lumadb.query.execution.expression;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.language.Times;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.List;
import java.util.function.UnaryOperator;

/** CAST: a value of another kind. What cannot be read as the wanted kind gives NULL, so that dirty data stays readable. */
public final class Casts {

    private static final List<String> TYPES = List.of(
            "int64", "double", "decimal128", "string", "boolean", "timestamp", "binary", "vector", "array", "object");

    /** No decimal has more digits, and reading them would take time that grows with their square. */
    private static final int LONGEST_NUMBER = 7_000;

    private Casts() {}

    /**
     * The conversion to a kind.
     *
     * @param type a name from {@link Value#typeName()}
     * @throws QueryError INVALID_QUERY for any other name
     */
    public static UnaryOperator<Value> to(String type) {
        UnaryOperator<Value> conversion = switch (type) {
            case "int64" -> Casts::toInt64;
            case "double" -> Casts::toDouble;
            case "decimal128" -> Casts::toDecimal;
            case "string" -> value -> Value.of(Arithmetic.text(value));
            case "boolean" -> Casts::toBoolean;
            case "timestamp" -> Casts::toTimestamp;
            case "binary" -> Casts::toBinary;
            case "vector" -> Casts::toVector;
            case "any" -> value -> value;
            case "array" -> value -> value instanceof Value.Array ? value : fromJson(value, Value.Array.class);
            case "object" -> value -> value instanceof Value.Obj ? value : fromJson(value, Value.Obj.class);
            default ->
                throw QueryError.about(
                        type,
                        ErrorCode.INVALID_QUERY,
                        "cannot cast to '" + type + "'",
                        Suggestions.didYouMean(type, TYPES));
        };
        return value -> value.isNull() ? Value.NULL : conversion.apply(value);
    }

    private static Value toInt64(Value value) {
        return switch (value) {
            case Value.Int64 _ -> value;
            case Value.Float64 _, Value.Decimal _ -> truncated(value);
            case Value.Bool(boolean flag) -> Value.of(flag ? 1 : 0);
            case Value.Timestamp(long millis) -> Value.of(millis);
            case Value.Text(String text) -> truncated(number(text));
            default -> Value.NULL;
        };
    }

    private static Value truncated(Value number) {
        if (!number.isNumber() || !Arithmetic.isFinite(number)) {
            return Value.NULL;
        }
        try {
            return Value.of(Arithmetic.toLong(number));
        } catch (ArithmeticException outOfRange) {
            throw Arithmetic.overflow("CAST(" + Arithmetic.text(number) + " AS int64)");
        }
    }

    private static Value toDouble(Value value) {
        return switch (value) {
            case Value.Float64 _ -> value;
            case Value.Int64 _, Value.Decimal _ -> Value.of(Arithmetic.toDouble(value));
            case Value.Bool(boolean flag) -> Value.of(flag ? 1.0 : 0.0);
            case Value.Timestamp(long millis) -> Value.of((double) millis);
            case Value.Text(String text) -> {
                try {
                    yield Value.of(Double.parseDouble(text.strip()));
                } catch (NumberFormatException notANumber) {
                    yield Value.NULL;
                }
            }
            default -> Value.NULL;
        };
    }

    private static Value toDecimal(Value value) {
        return switch (value) {
            case Value.Decimal _ -> value;
            case Value.Int64 _ -> Arithmetic.decimal(Arithmetic.toBigDecimal(value));
            case Value.Float64 _ ->
                Arithmetic.isFinite(value) ? Arithmetic.decimal(Arithmetic.toBigDecimal(value)) : Value.NULL;
            case Value.Bool(boolean flag) -> Arithmetic.decimal(flag ? BigDecimal.ONE : BigDecimal.ZERO);
            case Value.Text(String text) -> number(text);
            default -> Value.NULL;
        };
    }

    private static Value number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return Value.NULL;
        }
        try {
            return Arithmetic.decimal(new BigDecimal(text.strip()));
        } catch (NumberFormatException notANumber) {
            return Value.NULL;
        }
    }

    private static Value toBoolean(Value value) {
        return switch (value) {
            case Value.Bool _ -> value;
            case Value.Int64 _, Value.Float64 _, Value.Decimal _ -> Value.of(Arithmetic.toDouble(value) != 0);
            case Value.Text(String text) -> {
                if (text.strip().equalsIgnoreCase("true")) {
                    yield Value.TRUE;
                }
                yield text.strip().equalsIgnoreCase("false") ? Value.FALSE : Value.NULL;
            }
            default -> Value.NULL;
        };
    }

    private static Value toTimestamp(Value value) {
        return switch (value) {
            case Value.Timestamp _ -> value;
            case Value.Int64(long millis) -> new Value.Timestamp(millis);
            case Value.Text(String text) -> parseTimestamp(text);
            default -> Value.NULL;
        };
    }

    private static Value parseTimestamp(String text) {
        try {
            return Value.of(Times.parse(text));
        } catch (DateTimeException | ArithmeticException notAMoment) {
            return Value.NULL;
        }
    }

    private static Value toBinary(Value value) {
        return switch (value) {
            case Value.Binary _ -> value;
            case Value.Text(String text) -> new Value.Binary(text.getBytes(StandardCharsets.UTF_8));
            default -> Value.NULL;
        };
    }

    private static Value toVector(Value value) {
        if (value instanceof Value.Vector) {
            return value;
        }
        if (!(value instanceof Value.Array(List<Value> elements)) || elements.isEmpty()) {
            return Value.NULL;
        }
        float[] components = new float[elements.size()];
        int next = 0;
        for (Value element : elements) {
            if (!element.isNumber()) {
                return Value.NULL;
            }
            components[next++] = (float) Arithmetic.toDouble(element);
        }
        return new Value.Vector(components);
    }

    private static Value fromJson(Value value, Class<? extends Value> wanted) {
        if (!(value instanceof Value.Text(String text))) {
            return Value.NULL;
        }
        try {
            Value parsed = Json.parse(text);
            return wanted.isInstance(parsed) ? parsed : Value.NULL;
        } catch (LumaException notJson) {
            return Value.NULL;
        }
    }
}
