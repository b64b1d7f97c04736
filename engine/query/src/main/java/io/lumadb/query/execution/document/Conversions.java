package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.language.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Conversions as {@code $convert} has them: what cannot be read as the wanted type is an error. */
public final class Conversions {

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Conversions() {}

    /**
     * A value that is not null as another type.
     *
     * @param type a name from {@link Value#typeName()}
     * @throws LumaException INVALID_QUERY when the value cannot be converted, ARITHMETIC_OVERFLOW when it does not fit
     */
    public static Value convert(String operator, Value value, String type) {
        if (value.typeName().equals(type) || type.equals("any")) {
            return value;
        }
        return switch (type) {
            case "int64" -> int64(operator, value);
            case "double" -> real(operator, value);
            case "decimal128" -> decimal(operator, value);
            case "string" -> Value.of(text(operator, value));
            case "boolean" -> flag(operator, value);
            case "timestamp" -> moment(operator, value);
            default -> throw impossible(operator, value, type);
        };
    }

    private static LumaException impossible(String operator, Value value, String type) {
        return Operand.wrong(operator, "values that can be read as " + type, value);
    }

    private static Value int64(String operator, Value value) {
        return switch (value) {
            case Value.Bool(boolean flag) -> Value.of(flag ? 1 : 0);
            case Value.Float64 _, Value.Decimal _ -> {
                if (!Arithmetic.isFinite(value)) {
                    throw impossible(operator, value, "int64");
                }
                yield DocumentFunctions.int64(Arithmetic.toBigDecimal(value).setScale(0, RoundingMode.DOWN));
            }
            case Value.Timestamp(long millis) -> Value.of(millis);
            case Value.Text(String text)
            when INTEGER.matcher(text).matches() -> DocumentFunctions.int64(new BigDecimal(text));
            default -> throw impossible(operator, value, "int64");
        };
    }

    private static Value real(String operator, Value value) {
        return switch (value) {
            case Value.Bool(boolean flag) -> Value.of(flag ? 1.0 : 0.0);
            case Value.Int64 _, Value.Decimal _ -> Value.of(Arithmetic.toDouble(value));
            case Value.Timestamp(long millis) -> Value.of((double) millis);
            case Value.Text(String text) when NUMBER.matcher(text).matches() -> Value.of(Double.parseDouble(text));
            default -> throw impossible(operator, value, "double");
        };
    }

    private static Value decimal(String operator, Value value) {
        return switch (value) {
            case Value.Bool(boolean flag) -> Arithmetic.decimal(flag ? BigDecimal.ONE : BigDecimal.ZERO);
            case Value.Timestamp(long millis) -> Arithmetic.decimal(BigDecimal.valueOf(millis));
            case Value.Text(String text)
            when NUMBER.matcher(text).matches() -> Arithmetic.decimal(new BigDecimal(text));
            default -> {
                if (!Arithmetic.isFinite(value)) {
                    throw impossible(operator, value, "decimal128");
                }
                yield Arithmetic.decimal(Arithmetic.toBigDecimal(value));
            }
        };
    }

    private static Value flag(String operator, Value value) {
        return switch (value) {
            case Value.Int64 _, Value.Float64 _, Value.Decimal _ -> Value.of(Operand.isTrue(value));
            case Value.Text _, Value.Timestamp _ -> Value.TRUE;
            default -> throw impossible(operator, value, "boolean");
        };
    }

    private static Value moment(String operator, Value value) {
        return switch (value) {
            case Value.Int64(long millis) -> new Value.Timestamp(millis);
            case Value.Float64 _, Value.Decimal _ -> moment(operator, int64(operator, value));
            case Value.Text(String text) -> {
                try {
                    yield Value.of(Times.parse(text));
                } catch (DateTimeException notAMoment) {
                    throw impossible(operator, value, "timestamp");
                }
            }
            default -> throw impossible(operator, value, "timestamp");
        };
    }

    private static String text(String operator, Value value) {
        return switch (value) {
            case Value.Bool _, Value.Int64 _, Value.Float64 _, Value.Decimal _, Value.Timestamp _ -> text(value);
            default -> throw impossible(operator, value, "string");
        };
    }

    /** A scalar as it is written: a whole double without a fraction, a moment with milliseconds. */
    static String text(Value value) {
        return switch (value) {
            case Value.Float64(double number)
            when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                BigDecimal.valueOf(number).setScale(0, RoundingMode.UNNECESSARY).toPlainString();
            case Value.Timestamp moment -> ISO.format(moment.instant());
            default -> Arithmetic.text(value);
        };
    }
}
