package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.function.ScalarFunction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** {@code $abs}, {@code $round}, {@code $pow}, … */
final class NumberOperators {

    private static final int LEAST_PLACE = -20;
    private static final int MOST_PLACE = 100;

    private NumberOperators() {}

    static List<ScalarFunction> all() {
        return List.of(
                ofNumber("ABS", "$abs", NumberOperators::absolute),
                ofNumber("CEIL", "$ceil", number -> rounded(number, 0, RoundingMode.CEILING)),
                ofNumber("FLOOR", "$floor", number -> rounded(number, 0, RoundingMode.FLOOR)),
                DocumentFunctions.of("ROUND", 1, 2, values -> rounded("$round", values, RoundingMode.HALF_EVEN)),
                DocumentFunctions.of("TRUNC", 1, 2, values -> rounded("$trunc", values, RoundingMode.DOWN)),
                ofNumber("SQRT", "$sqrt", number -> positive("$sqrt", number, true, Math::sqrt)),
                ofNumber("EXP", "$exp", number -> Value.of(Math.exp(Arithmetic.toDouble(number)))),
                ofNumber("LN", "$ln", number -> positive("$ln", number, false, Math::log)),
                ofNumber("LOG10", "$log10", number -> positive("$log10", number, false, Math::log10)),
                DocumentFunctions.of("$log", 2, 2, NumberOperators::logarithm),
                DocumentFunctions.of("POWER", 2, 2, NumberOperators::power),
                DocumentFunctions.of(
                        "$cmp",
                        2,
                        2,
                        values -> Value.of(Integer.signum(DocumentOrder.compare(values.get(0), values.get(1))))));
    }

    private static ScalarFunction ofNumber(String function, String operator, UnaryOperator<Value> body) {
        return DocumentFunctions.of(function, 1, 1, values -> {
            Value value = values.getFirst();
            return value.isNull() ? Value.NULL : body.apply(Operand.number(operator, value));
        });
    }

    private static Value absolute(Value number) {
        if (number instanceof Value.Float64(double real)) {
            return Value.of(Math.abs(real));
        }
        return Arithmetic.toDouble(number) < 0 ? DocumentArithmetic.negate(number) : number;
    }

    private static Value rounded(String operator, List<Value> values, RoundingMode mode) {
        if (Operand.anyNull(values)) {
            return Value.NULL;
        }
        Value number = Operand.number(operator, values.getFirst());
        int place = values.size() < 2 ? 0 : Operand.integer(operator, values.get(1));
        if (place < LEAST_PLACE || place > MOST_PLACE) {
            throw Operand.invalid(
                    operator + " rounds to a place from " + LEAST_PLACE + " to " + MOST_PLACE + ", not " + place);
        }
        return rounded(number, place, mode);
    }

    private static Value rounded(Value number, int place, RoundingMode mode) {
        if (!Arithmetic.isFinite(number) || number instanceof Value.Int64 && place >= 0) {
            return number;
        }
        BigDecimal rounded = Arithmetic.toBigDecimal(number).setScale(place, mode);
        return switch (number) {
            case Value.Int64 _ -> DocumentFunctions.int64(rounded);
            case Value.Float64 _ -> Value.of(rounded.doubleValue());
            default -> Arithmetic.decimal(rounded);
        };
    }

    private static Value positive(String operator, Value number, boolean zeroToo, DoubleUnaryOperator function) {
        double real = Arithmetic.toDouble(number);
        if (real < 0 || real == 0 && !zeroToo) {
            throw Operand.wrong(operator, zeroToo ? "numbers from 0" : "numbers above 0", number);
        }
        return Value.of(function.applyAsDouble(real));
    }

    private static Value logarithm(List<Value> values) {
        if (Operand.anyNull(values)) {
            return Value.NULL;
        }
        Value number = Operand.number("$log", values.get(0));
        Value base = Operand.number("$log", values.get(1));
        if (Arithmetic.toDouble(base) == 1) {
            throw Operand.wrong("$log", "a base other than 1", base);
        }
        positive("$log", base, false, Math::log);
        return positive("$log", number, false, real -> Math.log(real) / Math.log(Arithmetic.toDouble(base)));
    }

    /** Whole numbers give a whole number where it fits. */
    private static Value power(List<Value> values) {
        if (Operand.anyNull(values)) {
            return Value.NULL;
        }
        Value base = Operand.number("$pow", values.get(0));
        Value exponent = Operand.number("$pow", values.get(1));
        if (Arithmetic.toDouble(base) == 0 && Arithmetic.toDouble(exponent) < 0) {
            throw Operand.invalid("$pow cannot raise 0 to a negative exponent");
        }
        double real = Math.pow(Arithmetic.toDouble(base), Arithmetic.toDouble(exponent));
        boolean whole = base instanceof Value.Int64
                && exponent instanceof Value.Int64(long times)
                && times >= 0
                && Math.abs(real) < 0x1p53;
        return whole ? Value.of((long) real) : Value.of(real);
    }
}
