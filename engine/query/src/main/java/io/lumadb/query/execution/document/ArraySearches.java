package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import io.lumadb.query.execution.function.ScalarFunction;
import java.util.List;

/** Operators that look into an array: {@code $size}, {@code $arrayElemAt}, {@code $in}, {@code $indexOfArray}, … */
final class ArraySearches {

    private ArraySearches() {}

    static List<ScalarFunction> all() {
        return List.of(
                DocumentFunctions.of(
                        "ARRAY_LENGTH",
                        1,
                        1,
                        values -> Value.of(
                                Operand.array("$size", values.getFirst()).size())),
                DocumentFunctions.of("$isArray", 1, 1, values -> Value.of(values.getFirst() instanceof Value.Array)),
                DocumentFunctions.of("$arrayElemAt", 2, 2, ArraySearches::at),
                DocumentFunctions.of("$first", 1, 1, values -> end("$first", values.getFirst(), true)),
                DocumentFunctions.of("$last", 1, 1, values -> end("$last", values.getFirst(), false)),
                DocumentFunctions.of("$in", 2, 2, ArraySearches::contains),
                DocumentFunctions.of("$indexOfArray", 2, 4, ArraySearches::position),
                DocumentFunctions.of(
                        "$allElementsTrue",
                        1,
                        1,
                        values -> Value.of(Operand.array("$allElementsTrue", values.getFirst()).stream()
                                .allMatch(Operand::isTrue))),
                DocumentFunctions.of(
                        "$anyElementTrue",
                        1,
                        1,
                        values -> Value.of(Operand.array("$anyElementTrue", values.getFirst()).stream()
                                .anyMatch(Operand::isTrue))));
    }

    /** A position that the array does not have leads to a missing value. */
    private static Value at(List<Value> values) {
        if (Operand.anyNull(values)) {
            return Value.NULL;
        }
        List<Value> elements = Operand.array("$arrayElemAt", values.get(0));
        int index = Operand.integer("$arrayElemAt", values.get(1));
        int position = index < 0 ? elements.size() + index : index;
        return position >= 0 && position < elements.size() ? elements.get(position) : Value.MISSING;
    }

    private static Value end(String operator, Value array, boolean first) {
        if (array.isNull()) {
            return Value.NULL;
        }
        List<Value> elements = Operand.array(operator, array);
        if (elements.isEmpty()) {
            return Value.MISSING;
        }
        return first ? elements.getFirst() : elements.getLast();
    }

    private static Value contains(List<Value> values) {
        return Value.of(Operand.array("$in", values.get(1)).stream()
                .anyMatch(element -> DocumentOrder.same(element, values.get(0))));
    }

    private static Value position(List<Value> values) {
        if (values.getFirst().isNull()) {
            return Value.NULL;
        }
        List<Value> elements = Operand.array("$indexOfArray", values.get(0));
        int start = values.size() > 2 ? Operand.notNegative("$indexOfArray", values.get(2)) : 0;
        int end = values.size() > 3
                ? Math.min(elements.size(), Operand.notNegative("$indexOfArray", values.get(3)))
                : elements.size();
        for (int i = start; i < end; i++) {
            if (DocumentOrder.same(elements.get(i), values.get(1))) {
                return Value.of(i);
            }
        }
        return Value.of(-1);
    }
}
