package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.lenient;
import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Functions of arrays. Positions count from 0, or with a negative number from the end, as subscripts do. */
final class ArrayFunctions {

    private ArrayFunctions() {}

    static List<ScalarFunction> all() {
        List<ScalarFunction> functions = new ArrayList<>(lengthsAndEnds());
        functions.addAll(changes());
        ScalarFunction join = lenient(
                "ARRAY_JOIN",
                "array, separator[, null_text]",
                "The elements as one text with a separator between them; NULLs are left out, or stand as the text given",
                ArrayFunctions::join);
        functions.addAll(List.of(
                strict(
                        "ARRAY_MIN",
                        "array",
                        "The smallest element that is not NULL",
                        Bodies.array(elements -> extreme(elements, -1))),
                strict(
                        "ARRAY_MAX",
                        "array",
                        "The greatest element that is not NULL",
                        Bodies.array(elements -> extreme(elements, 1))),
                strict(
                        "ARRAY_SUM",
                        "array",
                        "The sum of the elements that are numbers",
                        Bodies.array(ArrayFunctions::sum)),
                strict(
                        "ARRAY_AVG",
                        "array",
                        "The mean of the elements that are numbers; NULL where there are none",
                        Bodies.array(ArrayFunctions::mean)),
                strict(
                        "ARRAY_CONTAINS",
                        "array, value",
                        "Whether an element equals the value",
                        Bodies.arrayAnd((elements, value) -> Value.of(position(elements, value) >= 0))),
                strict(
                        "ARRAY_POSITION",
                        "array, value",
                        "The position of the first element that equals the value, counted from 0; NULL where there is none",
                        Bodies.arrayAnd((elements, value) -> {
                            int position = position(elements, value);
                            return position < 0 ? Value.NULL : Value.of(position);
                        })),
                strict(
                        "ARRAY_POSITIONS",
                        "array, value",
                        "The positions of all elements that equal the value, counted from 0",
                        Bodies.arrayAnd(ArrayFunctions::positions)),
                join,
                join.named("ARRAY_TO_STRING")));
        return functions;
    }

    private static List<ScalarFunction> lengthsAndEnds() {
        ScalarFunction length = strict(
                "ARRAY_LENGTH", "array", "The number of elements", Bodies.array(elements -> Value.of(elements.size())));
        return List.of(
                length,
                length.named("ARRAY_SIZE"),
                strict(
                        "CARDINALITY",
                        "array",
                        "The number of elements of an array, or of fields of an object",
                        arguments -> switch (arguments.getFirst()) {
                            case Value.Array(List<Value> elements) -> Value.of(elements.size());
                            case Value.Obj(var fields) -> Value.of(fields.size());
                            default -> Value.NULL;
                        }),
                strict(
                        "ARRAY_FIRST",
                        "array",
                        "The first element; NULL of an empty array",
                        Bodies.array(elements -> elements.isEmpty() ? Value.NULL : elements.getFirst())),
                strict(
                        "ARRAY_LAST",
                        "array",
                        "The last element; NULL of an empty array",
                        Bodies.array(elements -> elements.isEmpty() ? Value.NULL : elements.getLast())),
                strict(
                        "ELEMENT_AT",
                        "value, key",
                        "An array's element at a position, or an object's field; NULL where there is none",
                        ArrayFunctions::elementAt));
    }

    private static List<ScalarFunction> changes() {
        ScalarFunction concatenate = strict(
                "ARRAY_CONCAT",
                "array, …",
                "The elements of all the arrays, one array after the other",
                ArrayFunctions::concatenate);
        return List.of(
                lenient(
                        "ARRAY_APPEND",
                        "array, value",
                        "The array with a value at its end",
                        arguments -> inserted(arguments.get(0), Integer.MAX_VALUE, arguments.get(1))),
                lenient(
                        "ARRAY_PREPEND",
                        "value, array",
                        "The array with a value at its start",
                        arguments -> inserted(arguments.get(1), 0, arguments.get(0))),
                lenient(
                        "ARRAY_INSERT",
                        "array, position, value",
                        "The array with a value put at a position, or at its end",
                        arguments -> {
                            OptionalLong position = Bodies.integer(arguments.get(1));
                            return position.isEmpty()
                                    ? Value.NULL
                                    : inserted(arguments.get(0), position.getAsLong(), arguments.get(2));
                        }),
                concatenate,
                concatenate.named("ARRAY_CAT"),
                strict(
                        "ARRAY_REMOVE",
                        "array, value",
                        "The array without the elements that equal the value",
                        Bodies.arrayAnd((elements, value) -> kept(elements, it -> !ValueOrder.same(it, value)))),
                strict(
                        "ARRAY_REPLACE",
                        "array, value, replacement",
                        "The array with each element that equals the value replaced",
                        arguments -> Bodies.array(elements -> new Value.Array(elements.stream()
                                        .map(it -> ValueOrder.same(it, arguments.get(1)) ? arguments.get(2) : it)
                                        .toList()))
                                .apply(arguments)),
                strict(
                        "ARRAY_COMPACT",
                        "array",
                        "The array without NULLs",
                        Bodies.array(elements -> kept(elements, it -> !it.isNull()))),
                strict(
                        "ARRAY_REVERSE",
                        "array",
                        "The elements in reverse order",
                        Bodies.array(elements -> new Value.Array(elements.reversed()))),
                strict(
                        "ARRAY_SORT",
                        "array[, direction]",
                        "The elements in the order of ORDER BY; the greatest first with 'desc'",
                        ArrayFunctions::sort),
                strict(
                        "ARRAY_SLICE",
                        "array, start[, length]",
                        "The elements from a position on, counted from 0 or with a negative number from the end",
                        ArrayFunctions::slice),
                strict(
                        "FLATTEN",
                        "array",
                        "The elements, and in place of an array its elements",
                        Bodies.array(ArrayFunctions::flatten)));
    }

    static int position(List<Value> elements, Value sought) {
        for (int i = 0; i < elements.size(); i++) {
            if (ValueOrder.same(elements.get(i), sought)) {
                return i;
            }
        }
        return -1;
    }

    private static Value positions(List<Value> elements, Value sought) {
        List<Value> positions = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            if (ValueOrder.same(elements.get(i), sought)) {
                positions.add(Value.of(i));
            }
        }
        return new Value.Array(positions);
    }

    private static Value extreme(List<Value> elements, int direction) {
        Value best = Value.NULL;
        for (Value element : elements) {
            if (!element.isNull()
                    && (best.isNull() || Integer.signum(ValueOrder.INSTANCE.compare(element, best)) == direction)) {
                best = element;
            }
        }
        return best;
    }

    private static Value sum(List<Value> elements) {
        Value sum = Value.of(0);
        for (Value element : elements) {
            if (element.isNumber()) {
                sum = Arithmetic.apply(ArithmeticOperator.ADD, sum, element);
            }
        }
        return sum;
    }

    private static Value mean(List<Value> elements) {
        List<Value> numbers = elements.stream().filter(Value::isNumber).toList();
        if (numbers.isEmpty()) {
            return Value.NULL;
        }
        Value sum = sum(numbers);
        Value count = sum instanceof Value.Decimal ? Value.of(numbers.size()) : Value.of((double) numbers.size());
        return Arithmetic.apply(ArithmeticOperator.DIVIDE, sum, count);
    }

    private static Value elementAt(List<Value> arguments) {
        return switch (arguments.get(0)) {
            case Value.Array(List<Value> elements) -> {
                OptionalLong position = Bodies.integer(arguments.get(1));
                long index = position.orElse(Long.MAX_VALUE);
                long at = index < 0 ? elements.size() + index : index;
                yield at >= 0 && at < elements.size() ? elements.get((int) at) : Value.NULL;
            }
            case Value.Obj object when arguments.get(1) instanceof Value.Text(String name) -> object.get(name);
            default -> Value.NULL;
        };
    }

    private static Value inserted(Value array, long position, Value value) {
        if (!(array instanceof Value.Array(List<Value> elements))) {
            return Value.NULL;
        }
        List<Value> longer = new ArrayList<>(elements);
        long at = position < 0 ? elements.size() + position : position;
        longer.add(Math.clamp(at, 0, elements.size()), value.isNull() ? Value.NULL : value);
        return new Value.Array(longer);
    }

    private static Value concatenate(List<Value> arguments) {
        List<Value.Array> arrays = new ArrayList<>();
        for (Value argument : arguments) {
            if (!(argument instanceof Value.Array array)) {
                return Value.NULL;
            }
            arrays.add(array);
        }
        return Sizes.concatenated("ARRAY_CONCAT", arrays);
    }

    private static Value kept(List<Value> elements, Predicate<Value> condition) {
        return new Value.Array(elements.stream().filter(condition).toList());
    }

    private static Value sort(List<Value> arguments) {
        Value direction = arguments.size() == 2 ? arguments.get(1) : Value.of("asc");
        if (!(arguments.getFirst() instanceof Value.Array(List<Value> elements))
                || !(direction instanceof Value.Text(String word))
                || !word.equalsIgnoreCase("asc") && !word.equalsIgnoreCase("desc")) {
            return Value.NULL;
        }
        Comparator<Value> order =
                word.equalsIgnoreCase("asc") ? ValueOrder.INSTANCE : Collections.reverseOrder(ValueOrder.INSTANCE);
        return new Value.Array(elements.stream().sorted(Watch.over(order)).toList());
    }

    private static Value slice(List<Value> arguments) {
        OptionalLong start = Bodies.integer(arguments.get(1));
        OptionalLong length =
                arguments.size() == 3 ? Bodies.integer(arguments.get(2)) : OptionalLong.of(Long.MAX_VALUE);
        if (!(arguments.get(0) instanceof Value.Array(List<Value> elements)) || start.isEmpty() || length.isEmpty()) {
            return Value.NULL;
        }
        long first = start.getAsLong() < 0 ? elements.size() + start.getAsLong() : start.getAsLong();
        int from = Math.clamp(first, 0, elements.size());
        int count = Math.clamp(length.getAsLong(), 0, elements.size() - from);
        return new Value.Array(elements.subList(from, from + count));
    }

    private static Value flatten(List<Value> elements) {
        List<Value> flat = new ArrayList<>();
        for (Value element : elements) {
            if (element instanceof Value.Array(List<Value> inner)) {
                flat.addAll(inner);
            } else {
                flat.add(element);
            }
        }
        return new Value.Array(flat);
    }

    private static Value join(List<Value> arguments) {
        if (!(arguments.get(0) instanceof Value.Array(List<Value> elements))
                || !(arguments.get(1) instanceof Value.Text(String separator))) {
            return Value.NULL;
        }
        boolean shown = arguments.size() == 3 && arguments.get(2) instanceof Value.Text;
        Sizes.checkCharacters("ARRAY_JOIN", (long) elements.size() * separator.length());
        return Value.of(elements.stream()
                .filter(element -> shown || !element.isNull())
                .map(element -> Arithmetic.text(element.isNull() ? arguments.get(2) : element))
                .collect(Collectors.joining(separator)));
    }
}
