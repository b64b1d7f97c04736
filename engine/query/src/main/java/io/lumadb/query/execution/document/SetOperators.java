package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.function.ScalarFunction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Arrays as sets. Results hold each element once, in the order in which they come. */
final class SetOperators {

    private SetOperators() {}

    static List<ScalarFunction> all() {
        return List.of(
                DocumentFunctions.of("$setUnion", 0, Integer.MAX_VALUE, SetOperators::union),
                DocumentFunctions.of("$setIntersection", 0, Integer.MAX_VALUE, SetOperators::intersection),
                DocumentFunctions.of("$setDifference", 2, 2, SetOperators::difference),
                DocumentFunctions.of("$setEquals", 2, Integer.MAX_VALUE, values -> {
                    List<Set<ValueKey>> sets = values.stream()
                            .map(array -> set("$setEquals", array))
                            .toList();
                    return Value.of(sets.stream().allMatch(set -> set.equals(sets.getFirst())));
                }),
                DocumentFunctions.of(
                        "$setIsSubset",
                        2,
                        2,
                        values -> Value.of(
                                set("$setIsSubset", values.get(1)).containsAll(set("$setIsSubset", values.get(0))))));
    }

    private static Value union(List<Value> values) {
        if (Operand.anyNull(values)) {
            return Value.NULL;
        }
        Set<ValueKey> all = new LinkedHashSet<>();
        values.forEach(array -> all.addAll(set("$setUnion", array)));
        return array(all);
    }

    private static Value intersection(List<Value> values) {
        if (Operand.anyNull(values)) {
            return Value.NULL;
        }
        if (values.isEmpty()) {
            return new Value.Array(List.of());
        }
        Set<ValueKey> common = set("$setIntersection", values.getFirst());
        values.subList(1, values.size()).forEach(array -> common.retainAll(set("$setIntersection", array)));
        return array(common);
    }

    private static Value difference(List<Value> values) {
        if (Operand.anyNull(values)) {
            return Value.NULL;
        }
        Set<ValueKey> left = set("$setDifference", values.get(0));
        left.removeAll(set("$setDifference", values.get(1)));
        return array(left);
    }

    private static Set<ValueKey> set(String operator, Value array) {
        Set<ValueKey> set = new LinkedHashSet<>();
        Operand.array(operator, array).forEach(element -> set.add(new ValueKey(element)));
        return set;
    }

    private static Value array(Set<ValueKey> set) {
        return new Value.Array(set.stream().map(ValueKey::value).toList());
    }
}
