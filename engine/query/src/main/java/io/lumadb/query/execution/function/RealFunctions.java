package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Arithmetic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Roots, powers, logarithms and angles. They give doubles, and NULL outside their domain, like a division by zero. */
final class RealFunctions {

    private RealFunctions() {}

    static List<ScalarFunction> all() {
        List<ScalarFunction> functions = new ArrayList<>(angles());
        ScalarFunction power = strict(
                "POWER", "base, exponent", "The base to the power of the exponent, as a double", onDoubles(Math::pow));
        functions.addAll(List.of(
                onDouble("SQRT", "number", "The square root", Math::sqrt),
                onDouble("CBRT", "number", "The cube root", Math::cbrt),
                onDouble("EXP", "number", "e to the power of the number", Math::exp),
                onDouble("LN", "number", "The natural logarithm", RealFunctions::logarithm),
                onDouble(
                        "LOG10",
                        "number",
                        "The logarithm to base 10",
                        number -> number <= 0 ? Double.NaN : Math.log10(number)),
                onDouble("LOG2", "number", "The logarithm to base 2", RealFunctions::binaryLogarithm),
                strict(
                        "LOG",
                        "number[, power]",
                        "The logarithm of a number to base 10; with two arguments that of the second to the first as base",
                        arguments -> arguments.size() == 1
                                ? onDoubles((number, _) -> number <= 0 ? Double.NaN : Math.log10(number))
                                        .apply(List.of(arguments.getFirst(), arguments.getFirst()))
                                : onDoubles(RealFunctions::logarithm).apply(arguments)),
                power,
                power.named("POW"),
                strict("PI", "", "The ratio of a circle's circumference to its diameter", _ -> Value.of(Math.PI)),
                strict("E", "", "The base of natural logarithms", _ -> Value.of(Math.E)),
                strict(
                        "IS_NAN",
                        "number",
                        "Whether a number is NaN",
                        Bodies.number(number -> Value.of(Double.isNaN(Arithmetic.toDouble(number))))),
                strict(
                        "IS_FINITE",
                        "number",
                        "Whether a number is neither NaN nor infinite",
                        Bodies.number(number -> Value.of(Arithmetic.isFinite(number))))));
        return functions;
    }

    private static List<ScalarFunction> angles() {
        return List.of(
                onDouble("SIN", "radians", "The sine", Math::sin),
                onDouble("COS", "radians", "The cosine", Math::cos),
                onDouble("TAN", "radians", "The tangent", Math::tan),
                onDouble("COT", "radians", "The cotangent", angle -> angle == 0 ? Double.NaN : 1 / Math.tan(angle)),
                onDouble("ASIN", "number", "The angle of a sine, in radians", Math::asin),
                onDouble("ACOS", "number", "The angle of a cosine, in radians", Math::acos),
                onDouble("ATAN", "number", "The angle of a tangent, in radians", Math::atan),
                strict(
                        "ATAN2",
                        "y, x",
                        "The angle of a point from the positive x axis, in radians",
                        onDoubles(Math::atan2)),
                onDouble("SINH", "number", "The hyperbolic sine", Math::sinh),
                onDouble("COSH", "number", "The hyperbolic cosine", Math::cosh),
                onDouble("TANH", "number", "The hyperbolic tangent", Math::tanh),
                onDouble("DEGREES", "radians", "An angle in degrees", Math::toDegrees),
                onDouble("RADIANS", "degrees", "An angle in radians", Math::toRadians));
    }

    private static ScalarFunction onDouble(
            String name, String argument, String description, DoubleUnaryOperator function) {
        return strict(name, argument, description, Bodies.real(function));
    }

    private static ScalarFunction.Body onDoubles(DoubleBinaryOperator function) {
        return Bodies.numbers(
                (a, b) -> Bodies.real(function.applyAsDouble(Arithmetic.toDouble(a), Arithmetic.toDouble(b))));
    }

    private static double logarithm(double number) {
        return number <= 0 ? Double.NaN : Math.log(number);
    }

    private static double logarithm(double base, double number) {
        return base == 1 ? Double.NaN : logarithm(number) / logarithm(base);
    }

    /** Exact for powers of two, which a quotient of logarithms is not. */
    private static double binaryLogarithm(double number) {
        int exponent = Math.getExponent(number);
        return Double.isFinite(number) && number == Math.scalb(1.0, exponent)
                ? exponent
                : logarithm(number) / Math.log(2);
    }
}
