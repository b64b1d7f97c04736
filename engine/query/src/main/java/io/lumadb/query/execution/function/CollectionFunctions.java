package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.lenient;
import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Functions of arrays and objects. Positions in arrays count from 0, as subscripts do. */
final class CollectionFunctions {

    private CollectionFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                onArray("ARRAY_LENGTH", elements -> Value.of(elements.size())),
                onArray("CARDINALITY", elements -> Value.of(elements.size())),
                onArray("ARRAY_DISTINCT", CollectionFunctions::distinct),
                onArray("ARRAY_REVERSE", elements -> new Value.Array(elements.reversed())),
                onArray(
                        "ARRAY_SORT",
                        elements -> new Value.Array(
                                elements.stream().sorted(ValueOrder.INSTANCE).toList())),
                onArray("ARRAY_MIN", elements -> extreme(elements, -1)),
                onArray("ARRAY_MAX", elements -> extreme(elements, 1)),
                onArray("ARRAY_SUM", CollectionFunctions::sum),
                strict(
                        "ARRAY_CONTAINS",
                        2,
                        2,
                        arguments -> arguments.get(0) instanceof Value.Array(List<Value> elements)
                                ? Value.of(position(elements, arguments.get(1)) >= 0)
                                : Value.NULL),
                strict("ARRAY_POSITION", 2, 2, CollectionFunctions::arrayPosition),
                lenient("ARRAY_APPEND", 2, 2, CollectionFunctions::append),
                strict(
                        "ARRAY_CONCAT",
                        2,
                        2,
                        arguments -> arguments.get(0) instanceof Value.Array && arguments.get(1) instanceof Value.Array
                                ? Arithmetic.apply(ArithmeticOperator.CONCATENATE, arguments.get(0), arguments.get(1))
                                : Value.NULL),
                strict("ARRAY_SLICE", 2, 3, CollectionFunctions::slice),
                strict("ARRAY_JOIN", 2, 2, CollectionFunctions::join),
                strict(
                        "OBJECT_KEYS",
                        1,
                        1,
                        arguments -> arguments.getFirst() instanceof Value.Obj(Map<String, Value> fields)
                                ? new Value.Array(
                                        fields.keySet().stream().map(Value::of).toList())
                                : Value.NULL),
                strict(
                        "OBJECT_VALUES",
                        1,
                        1,
                        arguments -> arguments.getFirst() instanceof Value.Obj(Map<String, Value> fields)
                                ? new Value.Array(new ArrayList<>(fields.values()))
                                : Value.NULL),
                strict("OBJECT_MERGE", 2, Integer.MAX_VALUE, CollectionFunctions::merge),
                strict(
                        "OBJECT_GET",
                        2,
                        2,
                        arguments -> arguments.get(0) instanceof Value.Obj object
                                        && arguments.get(1) instanceof Value.Text(String name)
                                ? object.get(name)
                                : Value.NULL));
    }

    private static ScalarFunction onArray(String name, Function<List<Value>, Value> body) {
        return strict(
                name,
                1,
                1,
                arguments -> arguments.getFirst() instanceof Value.Array(List<Value> elements)
                        ? body.apply(elements)
                        : Value.NULL);
    }

    private static Value distinct(List<Value> elements) {
        Set<ValueKey> seen = new LinkedHashSet<>();
        elements.forEach(element -> seen.add(new ValueKey(element)));
        return new Value.Array(seen.stream().map(ValueKey::value).toList());
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

    private static int position(List<Value> elements, Value sought) {
        for (int i = 0; i < elements.size(); i++) {
            if (ValueOrder.same(elements.get(i), sought)) {
                return i;
            }
        }
        return -1;
    }

    private static Value arrayPosition(List<Value> arguments) {
        if (!(arguments.get(0) instanceof Value.Array(List<Value> elements))) {
            return Value.NULL;
        }
        int position = position(elements, arguments.get(1));
        return position < 0 ? Value.NULL : Value.of(position);
    }

    private static Value append(List<Value> arguments) {
        if (!(arguments.get(0) instanceof Value.Array(List<Value> elements))) {
            return Value.NULL;
        }
        List<Value> longer = new ArrayList<>(elements);
        longer.add(arguments.get(1).isNull() ? Value.NULL : arguments.get(1));
        return new Value.Array(longer);
    }

    private static Value slice(List<Value> arguments) {
        if (!(arguments.get(0) instanceof Value.Array(List<Value> elements))
                || !(arguments.get(1) instanceof Value.Int64(long start))) {
            return Value.NULL;
        }
        long length = elements.size();
        if (arguments.size() == 3) {
            if (!(arguments.get(2) instanceof Value.Int64(long given))) {
                return Value.NULL;
            }
            length = Math.clamp(given, 0, elements.size());
        }
        int from = Math.clamp(start < 0 ? elements.size() + start : start, 0, elements.size());
        int to = (int) Math.min(elements.size(), from + length);
        return new Value.Array(elements.subList(from, to));
    }

    private static Value join(List<Value> arguments) {
        return arguments.get(0) instanceof Value.Array(List<Value> elements)
                        && arguments.get(1) instanceof Value.Text(String separator)
                ? Value.of(elements.stream()
                        .filter(element -> !element.isNull())
                        .map(Arithmetic::text)
                        .collect(Collectors.joining(separator)))
                : Value.NULL;
    }

    private static Value merge(List<Value> arguments) {
        Map<String, Value> merged = new LinkedHashMap<>();
        for (Value argument : arguments) {
            if (!(argument instanceof Value.Obj(Map<String, Value> fields))) {
                return Value.NULL;
            }
            merged.putAll(fields);
        }
        return new Value.Obj(merged);
    }
}
