package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import io.lumadb.query.execution.function.ScalarFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code $mergeObjects}, {@code $objectToArray}, {@code $getField}, … */
final class ObjectOperators {

    private ObjectOperators() {}

    static List<ScalarFunction> all() {
        return List.of(
                DocumentFunctions.of("OBJECT_MERGE", 0, Integer.MAX_VALUE, ObjectOperators::merged),
                DocumentFunctions.of("$objectToArray", 1, 1, values -> pairs(values.getFirst())),
                DocumentFunctions.of("$arrayToObject", 1, 1, values -> object(values.getFirst())),
                DocumentFunctions.of("$getField", 2, 2, values -> field(values.get(0), values.get(1))),
                DocumentFunctions.of(
                        "$setField", 3, 3, values -> with("$setField", values.get(0), values.get(1), values.get(2))),
                DocumentFunctions.of(
                        "$unsetField",
                        2,
                        2,
                        values -> with("$unsetField", values.get(0), values.get(1), Value.MISSING)));
    }

    private static Value merged(List<Value> values) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Value value : values) {
            if (!value.isNull()) {
                fields.putAll(Operand.object("$mergeObjects", value).fields());
            }
        }
        return new Value.Obj(fields);
    }

    private static Value pairs(Value value) {
        if (value.isNull()) {
            return Value.NULL;
        }
        List<Value> pairs = new ArrayList<>();
        Operand.object("$objectToArray", value).fields().forEach((name, field) -> {
            Map<String, Value> pair = new LinkedHashMap<>();
            pair.put("k", Value.of(name));
            pair.put("v", field);
            pairs.add(new Value.Obj(pair));
        });
        return new Value.Array(pairs);
    }

    /** Of pairs {@code [name, value]} or {@code {"k": name, "v": value}}; the last one of a name counts. */
    private static Value object(Value value) {
        if (value.isNull()) {
            return Value.NULL;
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Value pair : Operand.array("$arrayToObject", value)) {
            Value name = part(pair, 0, "k");
            fields.put(Operand.text("$arrayToObject", name), part(pair, 1, "v"));
        }
        return new Value.Obj(fields);
    }

    private static Value part(Value pair, int index, String key) {
        if (pair instanceof Value.Array(List<Value> parts) && parts.size() == 2) {
            return parts.get(index);
        }
        if (pair instanceof Value.Obj(Map<String, Value> parts)
                && parts.size() == 2
                && parts.containsKey("k")
                && parts.containsKey("v")) {
            return parts.getOrDefault(key, Value.MISSING);
        }
        throw Operand.wrong("$arrayToObject", "pairs [name, value] or {\"k\": name, \"v\": value}", pair);
    }

    static Value field(Value name, Value object) {
        String field = Operand.text("$getField", name);
        return switch (object) {
            case Value.Obj found -> found.get(field);
            case Value.Null _ -> Value.NULL;
            default -> Value.MISSING;
        };
    }

    private static Value with(String operator, Value name, Value object, Value value) {
        String field = Operand.text(operator, name);
        if (object.isNull()) {
            return Value.NULL;
        }
        Map<String, Value> fields =
                new LinkedHashMap<>(Operand.object(operator, object).fields());
        if (value instanceof Value.Missing) {
            fields.remove(field);
        } else {
            fields.put(field, value);
        }
        return new Value.Obj(fields);
    }
}
