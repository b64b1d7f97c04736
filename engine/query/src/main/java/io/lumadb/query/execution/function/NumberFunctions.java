package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleUnaryOperator;

/** Functions of numbers. Rounding keeps the number's kind; roots, powers and logarithms are doubles. */
final class NumberFunctions {

    private NumberFunctions() {}

    static List<ScalarFunction> all() {
        List<ScalarFunction> functions = new ArrayList<>(List.of(
                strict("ABS", 1, 1, arguments -> abs(arguments.getFirst())),
                strict("SIGN", 1, 1, arguments -> sign(arguments.getFirst())),
                strict("ROUND", 1, 2, arguments -> rounded(arguments, RoundingMode.HALF_UP)),
                strict("TRUNC", 1, 2, arguments -> rounded(arguments, RoundingMode.DOWN)),
                strict("TRUNCATE", 1, 2, arguments -> rounded(arguments, RoundingMode.DOWN)),
                strict("FLOOR", 1, 1, arguments -> rounded(arguments, RoundingMode.FLOOR)),
                strict("CEIL", 1, 1, arguments -> rounded(arguments, RoundingMode.CEILING)),
                strict("CEILING", 1, 1, arguments -> rounded(arguments, RoundingMode.CEILING)),
                strict("POWER", 2, 2, NumberFunctions::power),
                strict("POW", 2, 2, NumberFunctions::power),
                strict(
                        "MOD",
                        2,
                        2,
                        arguments ->
                                Arithmetic.apply(ArithmeticOperator.REMAINDER, arguments.get(0), arguments.get(1))),
                strict("LOG", 1, 2, NumberFunctions::logarithm),
                strict("PI", 0, 0, _ -> Value.of(Math.PI)),
                new ScalarFunction(
                        "RANDOM",
                        0,
                        0,
                        false,
                        _ -> Value.of(ThreadLocalRandom.current().nextDouble()))));
        functions.add(onDouble("SQRT", Math::sqrt));
        functions.add(onDouble("CBRT", Math::cbrt));
        functions.add(onDouble("EXP", Math::exp));
        functions.add(onDouble("LN", Math::log));
        functions.add(onDouble("LOG10", Math::log10));
        functions.add(onDouble("SIN", Math::sin));
        functions.add(onDouble("COS", Math::cos));
        functions.add(onDouble("TAN", Math::tan));
        functions.add(onDouble("ASIN", Math::asin));
        functions.add(onDouble("ACOS", Math::acos));
        functions.add(onDouble("ATAN", Math::atan));
        functions.add(onDouble("DEGREES", Math::toDegrees));
        functions.add(onDouble("RADIANS", Math::toRadians));
        return functions;
    }

    /** Outside the function's domain the answer is NULL, like a division by zero. */
    private static ScalarFunction onDouble(String name, DoubleUnaryOperator function) {
        return strict(name, 1, 1, arguments -> {
            Value argument = arguments.getFirst();
            return argument.isNumber() ? orNull(function.applyAsDouble(Arithmetic.toDouble(argument))) : Value.NULL;
        });
    }

    private static Value orNull(double number) {
        return Double.isNaN(number) ? Value.NULL : Value.of(number);
    }

    private static Value abs(Value number) {
        if (!number.isNumber()) {
            return Value.NULL;
        }
        return sign(number).equals(Value.of(-1)) ? Arithmetic.negate(number) : number;
    }

    private static Value sign(Value number) {
        if (!number.isNumber()) {
            return Value.NULL;
        }
        double asDouble = Arithmetic.toDouble(number);
        return Double.isNaN(asDouble) ? Value.NULL : Value.of((long) Math.signum(asDouble));
    }

    private static Value rounded(List<Value> arguments, RoundingMode mode) {
        Value number = arguments.getFirst();
        if (!number.isNumber()) {
            return Value.NULL;
        }
        long places = 0;
        if (arguments.size() == 2) {
            if (!(arguments.get(1) instanceof Value.Int64(long given))) {
                return Value.NULL;
            }
            places = Math.clamp(given, -400, 400);
        }
        if (!Arithmetic.isFinite(number) || number instanceof Value.Int64 && places >= 0) {
            return number;
        }
        BigDecimal exact = Arithmetic.toBigDecimal(number).setScale((int) places, mode);
        return switch (number) {
            case Value.Int64 _ -> {
                try {
                    yield Value.of(exact.longValueExact());
                } catch (ArithmeticException outOfRange) {
                    throw Arithmetic.overflow("ROUND(" + Arithmetic.text(number) + ", " + places + ")");
                }
            }
            case Value.Float64 _ -> Value.of(exact.doubleValue());
            default -> Arithmetic.decimal(exact);
        };
    }

    private static Value power(List<Value> arguments) {
        Value base = arguments.get(0);
        Value exponent = arguments.get(1);
        return base.isNumber() && exponent.isNumber()
                ? orNull(Math.pow(Arithmetic.toDouble(base), Arithmetic.toDouble(exponent)))
                : Value.NULL;
    }

    /** LOG(x) is the decimal logarithm, LOG(b, x) the one to base b, as PostgreSQL has it. */
    private static Value logarithm(List<Value> arguments) {
        for (Value argument : arguments) {
            if (!argument.isNumber()) {
                return Value.NULL;
            }
        }
        if (arguments.size() == 1) {
            return orNull(Math.log10(Arithmetic.toDouble(arguments.getFirst())));
        }
        return orNull(
                Math.log(Arithmetic.toDouble(arguments.get(1))) / Math.log(Arithmetic.toDouble(arguments.get(0))));
    }
}
