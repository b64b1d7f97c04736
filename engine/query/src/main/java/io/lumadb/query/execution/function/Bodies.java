package io.lumadb.query.execution.function;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.function.ScalarFunction.Body;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** Bodies of functions that take arguments of certain kinds, and give NULL for others. */
final class Bodies {

    private Bodies() {}

    /** Computes from a text and a whole number. */
    @FunctionalInterface
    interface TextAndInteger {
        Value apply(String text, long number);
    }

    static Body text(Function<String, Value> computation) {
        return arguments ->
                arguments.getFirst() instanceof Value.Text(String text) ? computation.apply(text) : Value.NULL;
    }

    static Body texts(BiFunction<String, String, Value> computation) {
        return arguments -> arguments.get(0) instanceof Value.Text(String first)
                        && arguments.get(1) instanceof Value.Text(String second)
                ? computation.apply(first, second)
                : Value.NULL;
    }

    static Body textAndInteger(TextAndInteger computation) {
        return arguments -> {
            OptionalLong number = integer(arguments.get(1));
            return arguments.getFirst() instanceof Value.Text(String text) && number.isPresent()
                    ? computation.apply(text, number.getAsLong())
                    : Value.NULL;
        };
    }

    static Body number(Function<Value, Value> computation) {
        return arguments -> arguments.getFirst().isNumber() ? computation.apply(arguments.getFirst()) : Value.NULL;
    }

    static Body numbers(BiFunction<Value, Value, Value> computation) {
        return arguments -> arguments.get(0).isNumber() && arguments.get(1).isNumber()
                ? computation.apply(arguments.get(0), arguments.get(1))
                : Value.NULL;
    }

    /** Outside the function's domain the answer is NULL, like that of a division by zero. */
    static Body real(DoubleUnaryOperator computation) {
        return number(argument -> real(computation.applyAsDouble(Arithmetic.toDouble(argument))));
    }

    /** A double; NULL where there is none. */
    static Value real(double number) {
        return Double.isNaN(number) ? Value.NULL : Value.of(number);
    }

    static Body array(Function<List<Value>, Value> computation) {
        return arguments -> arguments.getFirst() instanceof Value.Array(List<Value> elements)
                ? computation.apply(elements)
                : Value.NULL;
    }

    static Body arrays(BiFunction<List<Value>, List<Value>, Value> computation) {
        return arguments -> arguments.get(0) instanceof Value.Array(List<Value> first)
                        && arguments.get(1) instanceof Value.Array(List<Value> second)
                ? computation.apply(first, second)
                : Value.NULL;
    }

    static Body arrayAnd(BiFunction<List<Value>, Value, Value> computation) {
        return arguments -> arguments.getFirst() instanceof Value.Array(List<Value> elements)
                ? computation.apply(elements, arguments.get(1))
                : Value.NULL;
    }

    static Body object(Function<Map<String, Value>, Value> computation) {
        return arguments -> arguments.getFirst() instanceof Value.Obj(Map<String, Value> fields)
                ? computation.apply(fields)
                : Value.NULL;
    }

    /** Computes from a moment on the clock of UTC. */
    static Body moment(Function<ZonedDateTime, Value> computation) {
        return arguments ->
                arguments.getFirst() instanceof Value.Timestamp moment ? computation.apply(utc(moment)) : Value.NULL;
    }

    /** A moment as a value; ARITHMETIC_OVERFLOW where its milliseconds do not fit int64. */
    static Value moment(ZonedDateTime moment) {
        try {
            return Value.of(moment.toInstant());
        } catch (ArithmeticException outOfRange) {
            throw Arithmetic.overflow("the time " + moment);
        }
    }

    static ZonedDateTime utc(Value.Timestamp moment) {
        return moment.instant().atZone(ZoneOffset.UTC);
    }

    /** A whole number of any kind that fits int64. */
    static OptionalLong integer(Value value) {
        return switch (value) {
            case Value.Int64(long number) -> OptionalLong.of(number);
            case Value.Float64(double number)
            when number == Math.rint(number) && Math.abs(number) < 0x1p63 -> OptionalLong.of((long) number);
            case Value.Decimal _
            when Arithmetic.isFinite(value) -> {
                try {
                    yield OptionalLong.of(Arithmetic.toBigDecimal(value).longValueExact());
                } catch (ArithmeticException notWholeOrTooLarge) {
                    yield OptionalLong.empty();
                }
            }
            default -> OptionalLong.empty();
        };
    }
}
