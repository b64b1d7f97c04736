package io.lumadb.query.execution.write;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Changes a value at a path, giving a new document; objects that are missing on the way are made. */
final class DocumentEdit {

    /** A subscript past the end fills up with nulls, but only so far. */
    private static final int MOST_FILLED = 10_000;

    private DocumentEdit() {}

    /**
     * Replaces what stands at a path, {@link Value#MISSING} where nothing does.
     *
     * @param change gives the new value; MISSING removes the field
     * @throws LumaException INVALID_QUERY when the path leads through a value that has no fields
     */
    static Value.Obj at(Value.Obj document, FieldPath path, UnaryOperator<Value> change) {
        return (Value.Obj) edited(document, path, 0, change);
    }

    /** What stands at a path, a step of digits leading into an array; MISSING where nothing does. */
    static Value get(Value.Obj document, FieldPath path) {
        Value at = document;
        for (FieldPath.Segment segment : path.segments()) {
            at = step(at, segment);
        }
        return at;
    }

    static Value step(Value at, FieldPath.Segment segment) {
        return switch (at) {
            case Value.Obj object -> segment instanceof FieldPath.Field(String name) ? object.get(name) : Value.MISSING;
            case Value.Array(List<Value> elements) -> {
                int index = position(segment, elements.size());
                yield index >= 0 && index < elements.size() ? elements.get(index) : Value.MISSING;
            }
            default -> Value.MISSING;
        };
    }

    private static Value edited(Value at, FieldPath path, int step, UnaryOperator<Value> change) {
        if (step == path.segments().size()) {
            return change.apply(at);
        }
        return switch (path.segments().get(step)) {
            case FieldPath.Field(String name) ->
                switch (at) {
                    case Value.Obj(Map<String, Value> fields) -> inObject(fields, name, path, step, change);
                    case Value.Missing _ -> inObject(Map.of(), name, path, step, change);
                    case Value.Array(List<Value> elements)
                    when isPosition(name) -> inArray(elements, Integer.parseInt(name), path, step, change);
                    default -> throw noWay(at, path, step);
                };
            case FieldPath.Subscript(int index) ->
                switch (at) {
                    case Value.Array(List<Value> elements) -> inArray(elements, index, path, step, change);
                    case Value.Missing _ -> inArray(List.of(), index, path, step, change);
                    default -> throw noWay(at, path, step);
                };
        };
    }

    private static Value inObject(
            Map<String, Value> fields, String name, FieldPath path, int step, UnaryOperator<Value> change) {
        Value before = fields.getOrDefault(name, Value.MISSING);
        Value after = edited(before, path, step + 1, change);
        if (after instanceof Value.Missing && before instanceof Value.Missing) {
            return step == 0 || !fields.isEmpty() ? new Value.Obj(fields) : Value.MISSING;
        }
        Map<String, Value> changed = new LinkedHashMap<>(fields);
        if (after instanceof Value.Missing) {
            changed.remove(name);
        } else {
            changed.put(name, after);
        }
        return new Value.Obj(changed);
    }

    /** Unsetting an element leaves null in its place, so that the others keep their positions. */
    private static Value inArray(
            List<Value> elements, int index, FieldPath path, int step, UnaryOperator<Value> change) {
        int position = index < 0 ? elements.size() + index : index;
        if (position < 0 || position > elements.size() + MOST_FILLED) {
            throw new LumaException(
                    ErrorCode.INVALID_QUERY,
                    "'" + path + "' is outside its array, which has " + elements.size() + " elements");
        }
        boolean there = position < elements.size();
        Value after = edited(there ? elements.get(position) : Value.MISSING, path, step + 1, change);
        if (after instanceof Value.Missing && !there) {
            return elements.isEmpty() ? Value.MISSING : new Value.Array(elements);
        }
        List<Value> changed = new ArrayList<>(elements);
        while (changed.size() <= position) {
            changed.add(Value.NULL);
        }
        changed.set(position, after instanceof Value.Missing ? Value.NULL : after);
        return new Value.Array(changed);
    }

    /** Where a step leads in an array of so many elements, which may be behind its end; negative where it leads nowhere. */
    static int position(FieldPath.Segment segment, int size) {
        return switch (segment) {
            case FieldPath.Field(String name) -> isPosition(name) ? Integer.parseInt(name) : -1;
            case FieldPath.Subscript(int index) -> index < 0 ? size + index : index;
        };
    }

    private static boolean isPosition(String name) {
        return !name.isEmpty() && name.length() < 8 && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static LumaException noWay(Value at, FieldPath path, int step) {
        String before = new FieldPath(path.segments().subList(0, Math.max(1, step))).toString();
        return new LumaException(
                ErrorCode.INVALID_QUERY,
                "'" + path + "' cannot be changed: '" + before + "' is " + at.typeName(),
                "set '" + before + "' to an object first");
    }
}
