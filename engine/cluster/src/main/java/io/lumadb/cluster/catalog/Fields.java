package io.lumadb.cluster.catalog;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An object's fields, written and read by name. Reading refuses what is missing or of another kind as CORRUPT_DATA: the
 * catalog reads only what it wrote.
 */
final class Fields {

    private final Map<String, Value> fields;

    Fields() {
        this.fields = new LinkedHashMap<>();
    }

    Fields(Value.Obj object) {
        this.fields = object.fields();
    }

    Fields put(String name, Value value) {
        fields.put(name, value);
        return this;
    }

    Fields put(String name, long value) {
        return put(name, Value.of(value));
    }

    Fields put(String name, String value) {
        return put(name, Value.of(value));
    }

    Fields put(String name, boolean value) {
        return put(name, Value.of(value));
    }

    Fields put(String name, List<Value.Obj> values) {
        return put(name, new Value.Array(List.copyOf(values)));
    }

    /** Leaves the field out when there is no value. */
    Fields put(String name, Optional<? extends Value> value) {
        value.ifPresent(present -> fields.put(name, present));
        return this;
    }

    Value.Obj object() {
        return new Value.Obj(fields);
    }

    Optional<Value> value(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    private Value require(String name) {
        return value(name).orElseThrow(() -> corrupt(name, "is missing"));
    }

    String text(String name) {
        return requireText(name, require(name));
    }

    static String requireText(String name, Value value) {
        if (value instanceof Value.Text(String text)) {
            return text;
        }
        throw corrupt(name, "is no text but " + value.typeName());
    }

    Optional<String> optionalText(String name) {
        return value(name).map(value -> requireText(name, value));
    }

    long number(String name) {
        if (require(name) instanceof Value.Int64(long number)) {
            return number;
        }
        throw corrupt(name, "is no whole number");
    }

    int integer(String name) {
        return Math.toIntExact(number(name));
    }

    OptionalLong optionalNumber(String name) {
        return fields.containsKey(name) ? OptionalLong.of(number(name)) : OptionalLong.empty();
    }

    boolean flag(String name) {
        if (require(name) instanceof Value.Bool(boolean flag)) {
            return flag;
        }
        throw corrupt(name, "is no boolean");
    }

    byte[] bytes(String name) {
        if (require(name) instanceof Value.Binary(byte[] bytes)) {
            return bytes;
        }
        throw corrupt(name, "is no binary");
    }

    Value.Obj object(String name) {
        return requireObject(name, require(name));
    }

    Optional<Fields> optional(String name) {
        return value(name).map(value -> new Fields(requireObject(name, value)));
    }

    List<Value> values(String name) {
        if (require(name) instanceof Value.Array(List<Value> elements)) {
            return elements;
        }
        throw corrupt(name, "is no array");
    }

    List<Fields> list(String name) {
        return values(name).stream()
                .map(element -> new Fields(requireObject(name, element)))
                .toList();
    }

    private static Value.Obj requireObject(String name, Value value) {
        if (value instanceof Value.Obj object) {
            return object;
        }
        throw corrupt(name, "is no object but " + value.typeName());
    }

    private static LumaException corrupt(String name, String how) {
        return new LumaException(ErrorCode.CORRUPT_DATA, "the catalog is damaged: \"" + name + "\" " + how);
    }
}
