package io.lumadb.query.execution.expression;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.function.Sizes;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.util.List;
import org.bson.types.Decimal128;

/**
 * Numbers by LumaDB's rules: int64 with int64 stays int64 and its division truncates, a double makes a double, a
 * decimal makes a decimal. Past int64 is ARITHMETIC_OVERFLOW; division by zero and operands of other kinds give NULL.
 * Timestamps take and give milliseconds.
 */
public final class Arithmetic {

    private Arithmetic() {}

    public static Value apply(ArithmeticOperator operator, Value left, Value right) {
        if (left.isNull() || right.isNull()) {
            return Value.NULL;
        }
        if (operator == ArithmeticOperator.CONCATENATE) {
            return concatenate(left, right);
        }
        if (left instanceof Value.Timestamp || right instanceof Value.Timestamp) {
            return withTimestamp(operator, left, right);
        }
        if (!left.isNumber() || !right.isNumber()) {
            return Value.NULL;
        }
        if (left instanceof Value.Int64(long a) && right instanceof Value.Int64(long b)) {
            return integers(operator, a, b);
        }
        if (left instanceof Value.Decimal || right instanceof Value.Decimal) {
            return decimals(operator, left, right);
        }
        return doubles(operator, toDouble(left), toDouble(right));
    }

    public static Value negate(Value operand) {
        return switch (operand) {
            case Value.Int64(long number) -> apply(ArithmeticOperator.SUBTRACT, Value.of(0), Value.of(number));
            case Value.Float64(double number) -> Value.of(-number);
            case Value.Decimal(Decimal128 number) ->
                number.isNaN() || number.isInfinite()
                        ? Value.of(-number.doubleValue())
                        : decimal(toBigDecimal(operand).negate());
            default -> Value.NULL;
        };
    }

    private static Value integers(ArithmeticOperator operator, long a, long b) {
        try {
            return switch (operator) {
                case ADD -> Value.of(Math.addExact(a, b));
                case SUBTRACT -> Value.of(Math.subtractExact(a, b));
                case MULTIPLY -> Value.of(Math.multiplyExact(a, b));
                case DIVIDE -> b == 0 ? Value.NULL : Value.of(Math.divideExact(a, b));
                case REMAINDER -> b == 0 ? Value.NULL : Value.of(a % b);
                case CONCATENATE -> throw new IllegalArgumentException("not a number's operator");
            };
        } catch (ArithmeticException outOfRange) {
            throw overflow(a + " " + symbol(operator) + " " + b);
        }
    }

    private static Value doubles(ArithmeticOperator operator, double a, double b) {
        return switch (operator) {
            case ADD -> Value.of(a + b);
            case SUBTRACT -> Value.of(a - b);
            case MULTIPLY -> Value.of(a * b);
            case DIVIDE -> b == 0 ? Value.NULL : Value.of(a / b);
            case REMAINDER -> b == 0 ? Value.NULL : Value.of(a % b);
            case CONCATENATE -> throw new IllegalArgumentException("not a number's operator");
        };
    }

    private static Value decimals(ArithmeticOperator operator, Value left, Value right) {
        if (!isFinite(left) || !isFinite(right)) {
            return doubles(operator, toDouble(left), toDouble(right));
        }
        BigDecimal a = toBigDecimal(left);
        BigDecimal b = toBigDecimal(right);
        return switch (operator) {
            case ADD -> decimal(a.add(b, MathContext.DECIMAL128));
            case SUBTRACT -> decimal(a.subtract(b, MathContext.DECIMAL128));
            case MULTIPLY -> decimal(a.multiply(b, MathContext.DECIMAL128));
            case DIVIDE -> b.signum() == 0 ? Value.NULL : decimal(a.divide(b, MathContext.DECIMAL128));
            case REMAINDER -> b.signum() == 0 ? Value.NULL : decimal(a.remainder(b));
            case CONCATENATE -> throw new IllegalArgumentException("not a number's operator");
        };
    }

    private static Value withTimestamp(ArithmeticOperator operator, Value left, Value right) {
        try {
            if (left instanceof Value.Timestamp(long a) && right instanceof Value.Timestamp(long b)) {
                return operator == ArithmeticOperator.SUBTRACT ? Value.of(Math.subtractExact(a, b)) : Value.NULL;
            }
            if (left instanceof Value.Timestamp(long a) && right.isNumber()) {
                return switch (operator) {
                    case ADD -> new Value.Timestamp(Math.addExact(a, toLong(right)));
                    case SUBTRACT -> new Value.Timestamp(Math.subtractExact(a, toLong(right)));
                    case MULTIPLY, DIVIDE, REMAINDER, CONCATENATE -> Value.NULL;
                };
            }
            return operator == ArithmeticOperator.ADD && left.isNumber()
                    ? withTimestamp(operator, right, left)
                    : Value.NULL;
        } catch (ArithmeticException outOfRange) {
            throw overflow(text(left) + " " + symbol(operator) + " " + text(right));
        }
    }

    private static Value concatenate(Value left, Value right) {
        if (left instanceof Value.Array a && right instanceof Value.Array b) {
            return Sizes.concatenated("||", List.of(a, b));
        }
        String first = text(left);
        String second = text(right);
        Sizes.checkCharacters("||", (long) first.length() + second.length());
        return Value.of(first + second);
    }

    /** A value as the text that {@code ||}, CONCAT and CAST to string give. */
    public static String text(Value value) {
        return switch (value) {
            case Value.Missing _, Value.Null _ -> "";
            case Value.Bool(boolean flag) -> Boolean.toString(flag);
            case Value.Int64(long number) -> Long.toString(number);
            case Value.Float64(double number) -> Double.toString(number);
            case Value.Decimal(Decimal128 number) -> number.toString();
            case Value.Text(String text) -> text;
            case Value.Timestamp timestamp -> timestamp.instant().toString();
            case Value.Binary _, Value.Vector _, Value.Array _, Value.Obj _ -> Json.relaxed(value);
        };
    }

    /** A number as a double, rounded where it must be. */
    public static double toDouble(Value number) {
        return switch (number) {
            case Value.Int64(long value) -> value;
            case Value.Float64(double value) -> value;
            case Value.Decimal(Decimal128 value) ->
                value.isNaN() || value.isInfinite()
                        ? value.doubleValue()
                        : toBigDecimal(number).doubleValue();
            default -> throw new IllegalArgumentException("not a number: " + number.typeName());
        };
    }

    /** A finite number exactly. */
    public static BigDecimal toBigDecimal(Value number) {
        return switch (number) {
            case Value.Int64(long value) -> BigDecimal.valueOf(value);
            case Value.Float64(double value) -> BigDecimal.valueOf(value);
            case Value.Decimal(Decimal128 value) -> {
                try {
                    yield value.bigDecimalValue();
                } catch (ArithmeticException negativeZero) {
                    // BigDecimal has no negative zero.
                    yield BigDecimal.ZERO;
                }
            }
            default -> throw new IllegalArgumentException("not a number: " + number.typeName());
        };
    }

    /** A number cut to int64; ArithmeticException past its range. */
    public static long toLong(Value number) {
        if (number instanceof Value.Int64(long value)) {
            return value;
        }
        if (!isFinite(number)) {
            throw new ArithmeticException("not finite");
        }
        return toBigDecimal(number).setScale(0, RoundingMode.DOWN).longValueExact();
    }

    public static boolean isFinite(Value number) {
        return switch (number) {
            case Value.Int64 _ -> true;
            case Value.Float64(double value) -> Double.isFinite(value);
            case Value.Decimal(Decimal128 value) -> !value.isNaN() && !value.isInfinite();
            default -> false;
        };
    }

    /** A decimal of at most 34 digits; past the format's exponents it is ARITHMETIC_OVERFLOW. */
    public static Value decimal(BigDecimal number) {
        BigDecimal rounded = number.round(MathContext.DECIMAL128);
        try {
            return new Value.Decimal(new Decimal128(rounded));
        } catch (NumberFormatException outOfRange) {
            throw overflow(rounded.toString());
        }
    }

    /** ARITHMETIC_OVERFLOW naming the calculation. */
    public static LumaException overflow(String calculation) {
        return new LumaException(
                ErrorCode.ARITHMETIC_OVERFLOW,
                "the result of " + calculation + " is outside its type's range",
                "cast one side to double or decimal128");
    }

    /** INVALID_QUERY for a moment that java.time cannot hold. */
    public static LumaException overflow(DateTimeException cause) {
        return new LumaException(ErrorCode.ARITHMETIC_OVERFLOW, "a timestamp is out of range", null, cause);
    }

    private static String symbol(ArithmeticOperator operator) {
        return switch (operator) {
            case ADD -> "+";
            case SUBTRACT -> "-";
            case MULTIPLY -> "*";
            case DIVIDE -> "/";
            case REMAINDER -> "%";
            case CONCATENATE -> "||";
        };
    }
}
