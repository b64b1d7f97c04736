package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.lenient;
import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Arrays as sets, and arrays made of nothing but their ends. */
final class ArraySets {

    private ArraySets() {}

    static List<ScalarFunction> all() {
        return List.of(
                strict(
                        "ARRAY_DISTINCT",
                        "array",
                        "The elements, each once, in the order of their first places",
                        Bodies.array(elements -> array(keys(elements)))),
                strict("ARRAY_UNION", "a, b", "The elements of either array, each once", Bodies.arrays((a, b) -> {
                    Set<ValueKey> union = keys(a);
                    union.addAll(keys(b));
                    return array(union);
                })),
                strict(
                        "ARRAY_INTERSECT",
                        "a, b",
                        "The elements that both arrays have, each once",
                        Bodies.arrays((a, b) -> {
                            Set<ValueKey> both = keys(a);
                            both.retainAll(keys(b));
                            return array(both);
                        })),
                strict(
                        "ARRAY_EXCEPT",
                        "a, b",
                        "The first array's elements that the second has not, each once",
                        Bodies.arrays((a, b) -> {
                            Set<ValueKey> rest = keys(a);
                            rest.removeAll(keys(b));
                            return array(rest);
                        })),
                strict(
                        "ARRAYS_OVERLAP",
                        "a, b",
                        "Whether the arrays have an element in common",
                        Bodies.arrays((a, b) -> Value.of(!Collections.disjoint(keys(a), keys(b))))),
                strict(
                        "ARRAY_CONTAINS_ALL",
                        "a, b",
                        "Whether the first array has every element of the second",
                        Bodies.arrays((a, b) -> Value.of(keys(a).containsAll(keys(b))))),
                lenient(
                        "ARRAY_REPEAT",
                        "value, count",
                        "An array of a value so many times",
                        arguments -> repeat(arguments.get(0), arguments.get(1))),
                lenient(
                        "ARRAY_FILL",
                        "value, count",
                        "An array of a value so many times",
                        arguments -> repeat(arguments.get(0), arguments.get(1))),
                strict(
                        "RANGE",
                        "start, end[, step]",
                        "The numbers from a start up to, not including, an end",
                        arguments -> series("RANGE", arguments, false)),
                strict(
                        "SEQUENCE",
                        "start, end[, step, unit]",
                        "The numbers from a start to an end, or the moments so many units apart: SEQUENCE(a, b, 1, 'day')",
                        arguments -> series("SEQUENCE", arguments, true)),
                strict(
                        "GENERATE_SERIES",
                        "start, end[, step, unit]",
                        "The numbers from a start to an end, or the moments so many units apart, as an array",
                        arguments -> series("GENERATE_SERIES", arguments, true)));
    }

    private static Set<ValueKey> keys(List<Value> elements) {
        Set<ValueKey> keys = new LinkedHashSet<>();
        elements.forEach(element -> keys.add(new ValueKey(element)));
        return keys;
    }

    private static Value array(Set<ValueKey> keys) {
        return new Value.Array(keys.stream().map(ValueKey::value).toList());
    }

    private static Value repeat(Value value, Value count) {
        OptionalLong times = Bodies.integer(count);
        if (times.isEmpty()) {
            return Value.NULL;
        }
        Sizes.checkElements("ARRAY_REPEAT", times.getAsLong());
        return new Value.Array(
                Collections.nCopies((int) Math.max(0, times.getAsLong()), value.isNull() ? Value.NULL : value));
    }

    private static Value series(String function, List<Value> arguments, boolean endIncluded) {
        Value start = arguments.get(0);
        Value end = arguments.get(1);
        if (start instanceof Value.Timestamp from && end instanceof Value.Timestamp to) {
            return arguments.size() == 4 && arguments.get(3) instanceof Value.Text(String unit)
                    ? moments(function, from, to, arguments.get(2), TimeUnit.of(unit))
                    : Value.NULL;
        }
        if (!Arithmetic.isFinite(start) || !Arithmetic.isFinite(end) || arguments.size() == 4) {
            return Value.NULL;
        }
        Value step = arguments.size() == 3
                ? arguments.get(2)
                : Value.of(ValueOrder.INSTANCE.compare(start, end) <= 0 ? 1 : -1);
        if (!Arithmetic.isFinite(step) || ValueOrder.same(step, Value.of(0))) {
            return Value.NULL;
        }
        int direction = Integer.signum(ValueOrder.INSTANCE.compare(step, Value.of(0)));
        List<Value> elements = new ArrayList<>();
        for (long i = 0; ; i++) {
            Value at = at(start, step, i);
            int left = at.isNull() ? -1 : direction * Integer.signum(ValueOrder.INSTANCE.compare(end, at));
            if (left < 0 || left == 0 && !endIncluded) {
                return new Value.Array(elements);
            }
            Sizes.checkElements(function, elements.size() + 1L);
            elements.add(at);
        }
    }

    /** Multiplied rather than added up, so that rounding does not; NULL past int64, where no end is. */
    private static Value at(Value start, Value step, long index) {
        if (start instanceof Value.Int64(long from) && step instanceof Value.Int64(long by)) {
            long distance = by * index;
            long at = from + distance;
            boolean fits = Math.multiplyHigh(by, index) == distance >> 63 && ((from ^ at) & (distance ^ at)) >= 0;
            return fits ? Value.of(at) : Value.NULL;
        }
        return Arithmetic.apply(
                ArithmeticOperator.ADD, start, Arithmetic.apply(ArithmeticOperator.MULTIPLY, step, Value.of(index)));
    }

    private static Value moments(
            String function, Value.Timestamp from, Value.Timestamp to, Value amount, TimeUnit unit) {
        OptionalLong step = Bodies.integer(amount);
        if (step.isEmpty() || step.getAsLong() == 0) {
            return Value.NULL;
        }
        ZonedDateTime start = Bodies.utc(from);
        List<Value> elements = new ArrayList<>();
        try {
            for (long i = 0; ; i++) {
                Value at = Value.of(unit.plus(start, Math.multiplyExact(step.getAsLong(), i))
                        .toInstant());
                int left = Long.signum(step.getAsLong()) * Integer.signum(ValueOrder.INSTANCE.compare(to, at));
                if (left < 0) {
                    return new Value.Array(elements);
                }
                Sizes.checkElements(function, elements.size() + 1L);
                elements.add(at);
            }
        } catch (DateTimeException | ArithmeticException pastAllTimes) {
            return new Value.Array(elements);
        }
    }
}
