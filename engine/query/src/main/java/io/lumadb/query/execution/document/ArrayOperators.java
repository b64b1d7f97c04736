package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import io.lumadb.query.execution.function.ArrayBuilder;
import io.lumadb.query.execution.function.ScalarFunction;
import io.lumadb.query.execution.function.Sizes;
import io.lumadb.query.execution.function.Watch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Operators that make arrays of arrays: {@code $concatArrays}, {@code $slice}, {@code $zip}, {@code $sortArray}, … */
final class ArrayOperators {

    private ArrayOperators() {}

    static List<ScalarFunction> all() {
        return List.of(
                DocumentFunctions.of("ARRAY_CONCAT", 0, Integer.MAX_VALUE, ArrayOperators::concatenated),
                DocumentFunctions.of(
                        "ARRAY_REVERSE",
                        1,
                        1,
                        values -> values.getFirst().isNull()
                                ? Value.NULL
                                : new Value.Array(Operand.array("$reverseArray", values.getFirst())
                                        .reversed())),
                DocumentFunctions.of("$slice", 2, 3, ArrayOperators::slice),
                DocumentFunctions.of("$range", 2, 3, ArrayOperators::range),
                DocumentFunctions.of("$zip", 1, 3, ArrayOperators::zipped),
                DocumentFunctions.of("$sortArray", 2, 2, ArrayOperators::sorted),
                DocumentFunctions.of("$firstN", 2, 2, values -> some("$firstN", values, false)),
                DocumentFunctions.of("$lastN", 2, 2, values -> some("$lastN", values, true)),
                DocumentFunctions.of("$minN", 2, 2, values -> extremes("$minN", values, ascending())),
                DocumentFunctions.of(
                        "$maxN",
                        2,
                        2,
                        values -> extremes("$maxN", values, ascending().reversed())));
    }

    private static Comparator<Value> ascending() {
        return DocumentOrder::compare;
    }

    private static Value concatenated(List<Value> arrays) {
        if (Operand.anyNull(arrays)) {
            return Value.NULL;
        }
        return Sizes.concatenated(
                "$concatArrays",
                arrays.stream()
                        .map(value -> {
                            if (value instanceof Value.Array array) {
                                return array;
                            }
                            throw Operand.wrong("$concatArrays", "arrays", value);
                        })
                        .toList());
    }

    /** The first or last elements, or with three arguments so many from a position on. */
    private static Value slice(List<Value> values) {
        if (Operand.anyNull(values)) {
            return Value.NULL;
        }
        List<Value> elements = Operand.array("$slice", values.getFirst());
        int size = elements.size();
        int second = Operand.integer("$slice", values.get(1));
        if (values.size() == 2) {
            int from = second < 0 ? Math.max(0, size + second) : 0;
            int to = second < 0 ? size : Math.min(size, second);
            return new Value.Array(elements.subList(from, to));
        }
        int count = Operand.integer("$slice", values.get(2));
        if (count <= 0) {
            throw Operand.wrong("$slice", "a count above 0 behind a position", values.get(2));
        }
        int from = second < 0 ? Math.max(0, size + second) : Math.min(size, second);
        return new Value.Array(elements.subList(from, from + Math.min(count, size - from)));
    }

    private static Value range(List<Value> values) {
        int start = Operand.integer("$range", values.get(0));
        int end = Operand.integer("$range", values.get(1));
        int step = values.size() > 2 ? Operand.integer("$range", values.get(2)) : 1;
        if (step == 0) {
            throw Operand.invalid("$range takes a step other than 0");
        }
        long count = Math.max(0, Math.ceilDiv((long) end - start, step));
        Sizes.checkElements("$range", count);
        List<Value> numbers = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            numbers.add(Value.of(start + i * step));
        }
        return new Value.Array(numbers);
    }

    /** {@code (inputs, useLongestLength, defaults)}. */
    private static Value zipped(List<Value> values) {
        List<Value> inputs = Operand.array("$zip", values.getFirst());
        if (Operand.anyNull(inputs)) {
            return Value.NULL;
        }
        List<List<Value>> arrays =
                inputs.stream().map(input -> Operand.array("$zip", input)).toList();
        boolean longest = Operand.isTrue(Operand.optional(values, 1));
        Value given = Operand.optional(values, 2);
        List<Value> defaults = given.isNull() ? List.of() : Operand.array("$zip", given);
        if (!defaults.isEmpty() && (!longest || defaults.size() != arrays.size())) {
            throw Operand.invalid("$zip takes as many defaults as inputs, beside \"useLongestLength\": true");
        }
        int shortest = arrays.stream().mapToInt(List::size).min().orElse(0);
        int most = arrays.stream().mapToInt(List::size).max().orElse(0);
        ArrayBuilder rows = new ArrayBuilder("$zip");
        for (int i = 0; i < (longest ? most : shortest); i++) {
            List<Value> row = new ArrayList<>();
            for (int array = 0; array < arrays.size(); array++) {
                Value missing = defaults.isEmpty() ? Value.NULL : defaults.get(array);
                row.add(i < arrays.get(array).size() ? arrays.get(array).get(i) : missing);
            }
            rows.add(new Value.Array(row));
        }
        return rows.array();
    }

    /** {@code (input, sortBy)}: by the elements themselves for 1 and -1, by fields for an object. */
    private static Value sorted(List<Value> values) {
        if (values.getFirst().isNull()) {
            return Value.NULL;
        }
        List<Value> elements = new ArrayList<>(Operand.array("$sortArray", values.getFirst()));
        elements.sort(Watch.over(order(values.get(1))));
        return new Value.Array(elements);
    }

    private static Comparator<Value> order(Value sortBy) {
        if (!(sortBy instanceof Value.Obj(Map<String, Value> keys))) {
            return directed(ascending(), sortBy);
        }
        Comparator<Value> order = (_, _) -> 0;
        for (Map.Entry<String, Value> key : keys.entrySet()) {
            String path = key.getKey();
            Comparator<Value> byKey = Comparator.comparing(element -> at(element, path), ascending());
            order = order.thenComparing(directed(byKey, key.getValue()));
        }
        return order;
    }

    private static Comparator<Value> directed(Comparator<Value> order, Value direction) {
        int sign = direction.isNumber() ? Operand.integer("$sortArray", direction) : 0;
        if (Math.abs(sign) != 1) {
            throw Operand.wrong("$sortArray", "1 or -1 as direction", direction);
        }
        return sign < 0 ? order.reversed() : order;
    }

    /** What stands at a dotted path in an element; null for what has no such field. */
    private static Value at(Value element, String path) {
        Value at = element;
        for (String name : path.split("\\.", -1)) {
            at = at instanceof Value.Obj object ? object.get(name) : Value.NULL;
        }
        return at.isNull() ? Value.NULL : at;
    }

    private static int count(String operator, Value value) {
        int count = Operand.integer(operator, value);
        if (count < 1) {
            throw Operand.wrong(operator, "a count from 1", value);
        }
        return count;
    }

    private static Value some(String operator, List<Value> values, boolean fromEnd) {
        List<Value> elements = Operand.array(operator, values.getFirst());
        int count = Math.min(elements.size(), count(operator, values.get(1)));
        return new Value.Array(
                fromEnd ? elements.subList(elements.size() - count, elements.size()) : elements.subList(0, count));
    }

    private static Value extremes(String operator, List<Value> values, Comparator<Value> order) {
        return new Value.Array(Operand.array(operator, values.getFirst()).stream()
                .filter(element -> !element.isNull())
                .sorted(Watch.over(order))
                .limit(count(operator, values.get(1)))
                .toList());
    }
}
