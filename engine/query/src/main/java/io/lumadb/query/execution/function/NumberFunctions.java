package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.changing;
import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/** Functions of numbers that keep the number's kind, and those of whole numbers. */
final class NumberFunctions {

    /** The scale past which every digit of every double and decimal stands; decimals go down to 1E-6176. */
    private static final int MOST_PLACES = 6_200;

    /** 21! is past int64. */
    private static final int LARGEST_FACTORIAL = 20;

    private NumberFunctions() {}

    static List<ScalarFunction> all() {
        ScalarFunction truncate = strict(
                "TRUNC",
                "number[, places]",
                "The number cut after so many places, 0 if not said; a timestamp cut to its day, or another unit",
                arguments -> arguments.getFirst() instanceof Value.Timestamp
                        ? TimeFunctions.truncateTo(arguments)
                        : rounded("TRUNC", arguments, RoundingMode.DOWN));
        ScalarFunction ceiling = strict(
                "CEIL",
                "number",
                "The least whole number that is not below",
                arguments -> rounded("CEIL", arguments, RoundingMode.CEILING));
        ScalarFunction random = changing(
                "RANDOM",
                "",
                "A random double from 0 up to, not including, 1",
                _ -> Value.of(ThreadLocalRandom.current().nextDouble()));
        return List.of(
                strict("ABS", "number", "The number without its sign", Bodies.number(NumberFunctions::abs)),
                strict(
                        "SIGN",
                        "number",
                        "-1, 0 or 1 as the number is negative, zero or positive",
                        Bodies.number(NumberFunctions::sign)),
                strict(
                        "ROUND",
                        "number[, places]",
                        "The number rounded to so many places, 0 if not said; halves go away from zero",
                        arguments -> rounded("ROUND", arguments, RoundingMode.HALF_UP)),
                truncate,
                truncate.named("TRUNCATE"),
                strict(
                        "FLOOR",
                        "number",
                        "The greatest whole number that is not above",
                        arguments -> rounded("FLOOR", arguments, RoundingMode.FLOOR)),
                ceiling,
                ceiling.named("CEILING"),
                strict(
                        "MOD",
                        "number, divisor",
                        "The remainder of a division, with the sign of the number; NULL by zero",
                        Bodies.numbers((a, b) -> Arithmetic.apply(ArithmeticOperator.REMAINDER, a, b))),
                strict(
                        "DIV",
                        "number, divisor",
                        "The whole quotient of a division; NULL by zero",
                        Bodies.numbers(NumberFunctions::quotient)),
                strict(
                        "GCD",
                        "a, b",
                        "The greatest common divisor of two whole numbers",
                        arguments -> wholes("GCD", arguments)),
                strict(
                        "LCM",
                        "a, b",
                        "The least common multiple of two whole numbers",
                        arguments -> wholes("LCM", arguments)),
                strict(
                        "FACTORIAL",
                        "n",
                        "The product of the whole numbers from 1 to n",
                        arguments -> factorial(arguments.getFirst())),
                strict(
                        "WIDTH_BUCKET",
                        "number, low, high, count",
                        "Which of so many buckets of equal width between low and high holds the number: 0 below, count + 1 above",
                        NumberFunctions::bucket),
                random,
                random.named("RAND"));
    }

    private static Value abs(Value number) {
        return sign(number).equals(Value.of(-1)) ? Arithmetic.negate(number) : number;
    }

    private static Value sign(Value number) {
        if (!Arithmetic.isFinite(number)) {
            double real = Arithmetic.toDouble(number);
            return Double.isNaN(real) ? Value.NULL : Value.of((long) Math.signum(real));
        }
        return Value.of(Arithmetic.toBigDecimal(number).signum());
    }

    private static Value rounded(String function, List<Value> arguments, RoundingMode mode) {
        Value number = arguments.getFirst();
        OptionalLong given = arguments.size() == 2 ? Bodies.integer(arguments.get(1)) : OptionalLong.of(0);
        if (!number.isNumber() || given.isEmpty()) {
            return Value.NULL;
        }
        int places = Math.clamp(given.getAsLong(), -MOST_PLACES, MOST_PLACES);
        if (!Arithmetic.isFinite(number) || number instanceof Value.Int64 && places >= 0) {
            return number;
        }
        BigDecimal exact = Arithmetic.toBigDecimal(number);
        if (exact.scale() <= places) {
            return number;
        }
        BigDecimal rounded = exact.setScale(places, mode);
        return switch (number) {
            case Value.Int64 _ -> int64(function + "(" + Arithmetic.text(number) + ", " + places + ")", rounded);
            case Value.Float64 _ -> Value.of(rounded.doubleValue());
            default -> Arithmetic.decimal(places < 0 ? rounded.setScale(0, RoundingMode.UNNECESSARY) : rounded);
        };
    }

    private static Value int64(String calculation, BigDecimal number) {
        try {
            return Value.of(number.longValueExact());
        } catch (ArithmeticException outOfRange) {
            throw Arithmetic.overflow(calculation);
        }
    }

    private static Value quotient(Value number, Value divisor) {
        Value quotient = Arithmetic.apply(ArithmeticOperator.DIVIDE, number, divisor);
        return quotient.isNull() ? Value.NULL : rounded("DIV", List.of(quotient), RoundingMode.DOWN);
    }

    private static Value wholes(String function, List<Value> arguments) {
        OptionalLong a = Bodies.integer(arguments.get(0));
        OptionalLong b = Bodies.integer(arguments.get(1));
        if (a.isEmpty() || b.isEmpty()) {
            return Value.NULL;
        }
        BigInteger first = BigInteger.valueOf(a.getAsLong());
        BigInteger second = BigInteger.valueOf(b.getAsLong());
        BigInteger divisor = first.gcd(second);
        BigInteger result = function.equals("GCD")
                ? divisor
                : divisor.signum() == 0
                        ? divisor
                        : first.divide(divisor).multiply(second).abs();
        return int64(function + "(" + first + ", " + second + ")", new BigDecimal(result));
    }

    private static Value factorial(Value value) {
        OptionalLong n = Bodies.integer(value);
        if (n.isEmpty() || n.getAsLong() < 0) {
            return Value.NULL;
        }
        long product = 1;
        if (n.getAsLong() > LARGEST_FACTORIAL) {
            throw Arithmetic.overflow("FACTORIAL(" + n.getAsLong() + ")");
        }
        for (long factor = 2; factor <= n.getAsLong(); factor++) {
            product *= factor;
        }
        return Value.of(product);
    }

    /** By SQL's rule (ISO 9075-2 §6.28): a bucket has its lower edge; with low above high they count downwards. */
    private static Value bucket(List<Value> arguments) {
        OptionalLong count = Bodies.integer(arguments.get(3));
        boolean numbers = arguments.stream().allMatch(Arithmetic::isFinite);
        if (!numbers || count.isEmpty() || count.getAsLong() < 1) {
            return Value.NULL;
        }
        Value number = arguments.get(0);
        Value low = arguments.get(1);
        Value high = arguments.get(2);
        int direction = Integer.signum(ValueOrder.INSTANCE.compare(high, low));
        if (direction == 0) {
            return Value.NULL;
        }
        if (direction * Integer.signum(ValueOrder.INSTANCE.compare(number, low)) < 0) {
            return Value.of(0);
        }
        if (direction * Integer.signum(ValueOrder.INSTANCE.compare(number, high)) >= 0) {
            return int64(
                    "WIDTH_BUCKET's count + 1",
                    BigDecimal.valueOf(count.getAsLong()).add(BigDecimal.ONE));
        }
        BigDecimal from = Arithmetic.toBigDecimal(low);
        BigDecimal distance = Arithmetic.toBigDecimal(number).subtract(from).abs();
        BigDecimal range = Arithmetic.toBigDecimal(high).subtract(from).abs();
        BigDecimal bucket =
                distance.multiply(BigDecimal.valueOf(count.getAsLong())).divideToIntegralValue(range);
        return Value.of(bucket.longValueExact() + 1);
    }
}
