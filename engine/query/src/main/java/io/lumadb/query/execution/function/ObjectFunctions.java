package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.lenient;
import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Functions of objects and their fields, which keep their order. */
final class ObjectFunctions {

    private ObjectFunctions() {}

    static List<ScalarFunction> all() {
        ScalarFunction has = strict(
                "OBJECT_HAS",
                "object, name",
                "Whether the object has a field of that name",
                arguments -> arguments.get(0) instanceof Value.Obj(Map<String, Value> fields)
                                && arguments.get(1) instanceof Value.Text(String name)
                        ? Value.of(fields.containsKey(name))
                        : Value.NULL);
        return List.of(
                strict(
                        "OBJECT_KEYS",
                        "object",
                        "The names of the fields",
                        Bodies.object(fields -> new Value.Array(
                                fields.keySet().stream().map(Value::of).toList()))),
                strict(
                        "OBJECT_VALUES",
                        "object",
                        "The values of the fields",
                        Bodies.object(fields -> new Value.Array(new ArrayList<>(fields.values())))),
                strict(
                        "OBJECT_ENTRIES",
                        "object",
                        "An array of an object {key, value} for each field",
                        Bodies.object(ObjectFunctions::entries)),
                strict(
                        "OBJECT_FROM_ENTRIES",
                        "entries",
                        "The object of an array of {key, value}, or of arrays [key, value]; of keys alike the last counts",
                        Bodies.array(ObjectFunctions::fromEntries)),
                strict(
                        "OBJECT_MERGE",
                        "object, other, …",
                        "The fields of all the objects; of names alike the last counts",
                        ObjectFunctions::merge),
                strict(
                        "OBJECT_SIZE",
                        "object",
                        "The number of fields",
                        Bodies.object(fields -> Value.of(fields.size()))),
                has,
                has.named("HAS_KEY"),
                strict(
                        "OBJECT_GET",
                        "object, name",
                        "The field of that name; missing where there is none",
                        arguments -> arguments.get(0) instanceof Value.Obj object
                                        && arguments.get(1) instanceof Value.Text(String name)
                                ? object.get(name)
                                : Value.NULL),
                lenient(
                        "OBJECT_SET",
                        "object, name, value",
                        "The object with a field of that name set",
                        ObjectFunctions::set),
                strict(
                        "OBJECT_REMOVE",
                        "object, name, …",
                        "The object without the fields of those names",
                        arguments -> chosen(arguments, false)),
                strict(
                        "OBJECT_PICK",
                        "object, name, …",
                        "The object with the fields of those names only",
                        arguments -> chosen(arguments, true)));
    }

    private static Value entries(Map<String, Value> fields) {
        List<Value> entries = new ArrayList<>();
        fields.forEach((name, value) -> {
            Map<String, Value> entry = new LinkedHashMap<>();
            entry.put("key", Value.of(name));
            entry.put("value", value);
            entries.add(new Value.Obj(entry));
        });
        return new Value.Array(entries);
    }

    private static Value fromEntries(List<Value> entries) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Value entry : entries) {
            Value key = Value.NULL;
            Value value = Value.NULL;
            if (entry instanceof Value.Obj object) {
                key = object.get("key");
                value = object.get("value");
            } else if (entry instanceof Value.Array(List<Value> pair) && pair.size() == 2) {
                key = pair.getFirst();
                value = pair.getLast();
            }
            if (!(key instanceof Value.Text(String name))) {
                return Value.NULL;
            }
            fields.put(name, value.isNull() ? Value.NULL : value);
        }
        return new Value.Obj(fields);
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

    private static Value set(List<Value> arguments) {
        if (!(arguments.get(0) instanceof Value.Obj(Map<String, Value> fields))
                || !(arguments.get(1) instanceof Value.Text(String name))) {
            return Value.NULL;
        }
        Map<String, Value> changed = new LinkedHashMap<>(fields);
        changed.put(name, arguments.get(2).isNull() ? Value.NULL : arguments.get(2));
        return new Value.Obj(changed);
    }

    private static Value chosen(List<Value> arguments, boolean named) {
        if (!(arguments.getFirst() instanceof Value.Obj(Map<String, Value> fields))) {
            return Value.NULL;
        }
        Set<String> names = new HashSet<>();
        for (Value argument : arguments.subList(1, arguments.size())) {
            if (!(argument instanceof Value.Text(String name))) {
                return Value.NULL;
            }
            names.add(name);
        }
        Map<String, Value> chosen = new LinkedHashMap<>(fields);
        chosen.keySet().removeIf(name -> names.contains(name) != named);
        return new Value.Obj(chosen);
    }
}
