package io.lumadb.query.execution.document;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a computed value at its place, as MongoDB's {@code $addFields} does with a dotted path. */
public final class Placement {

    private Placement() {}

    /**
     * The fields with another one at a path. Objects are made on the way, also in place of values without fields, and an
     * array gets the field in each of its elements. MISSING removes what stands there.
     */
    public static Map<String, Value> place(Map<String, Value> whole, FieldPath path, Value value) {
        return ((Value.Obj) place(new Value.Obj(whole), path.segments(), value)).fields();
    }

    /**
     * A value that replaces a whole document.
     *
     * @throws LumaException INVALID_QUERY when it is not an object
     */
    public static Value.Obj root(Value value) {
        if (value instanceof Value.Obj document) {
            return document;
        }
        throw new LumaException(
                ErrorCode.INVALID_QUERY,
                "a document is replaced by an object, not by " + value.typeName(),
                "give documents without it an object, as by $ifNull or $mergeObjects");
    }

    private static Value place(Value at, List<FieldPath.Segment> rest, Value value) {
        if (rest.isEmpty()) {
            return value;
        }
        if (at instanceof Value.Array(List<Value> elements)) {
            return new Value.Array(elements.stream()
                    .map(element -> place(element, rest, value))
                    .toList());
        }
        if (value instanceof Value.Missing && !(at instanceof Value.Obj)) {
            return at;
        }
        Map<String, Value> fields =
                at instanceof Value.Obj object ? new LinkedHashMap<>(object.fields()) : new LinkedHashMap<>();
        String name = name(rest.getFirst());
        Value below = place(fields.getOrDefault(name, Value.MISSING), rest.subList(1, rest.size()), value);
        if (below instanceof Value.Missing) {
            fields.remove(name);
        } else {
            fields.put(name, below);
        }
        return new Value.Obj(fields);
    }

    private static String name(FieldPath.Segment segment) {
        return switch (segment) {
            case FieldPath.Field(String name) -> name;
            case FieldPath.Subscript(int index) -> Integer.toString(index);
        };
    }
}
