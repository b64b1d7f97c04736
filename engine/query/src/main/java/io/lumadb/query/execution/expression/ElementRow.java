package io.lumadb.query.execution.expression;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import java.util.Map;

/**
 * An element of an array, for the condition of an any-element test. Paths start at the element; the path {@link #SELF}
 * is the element itself, and paths that begin with it go on in the element.
 */
public record ElementRow(Value element) implements Row {

    /** The path that means the element itself: one field with an empty name. */
    public static final FieldPath SELF = FieldPath.of("");

    @Override
    public Value field(String name) {
        if (name.isEmpty()) {
            return element;
        }
        return element instanceof Value.Obj object ? object.get(name) : Value.MISSING;
    }

    @Override
    public Value get(FieldPath path) {
        boolean fromSelf = path.segments().getFirst().equals(SELF.segments().getFirst());
        return Document.get(
                element, fromSelf ? path.segments().subList(1, path.segments().size()) : path.segments());
    }

    @Override
    public Value.Obj object() {
        return element instanceof Value.Obj object ? object : new Value.Obj(Map.of("", element));
    }

    @Override
    public long heldBytes() {
        return ValueSize.of(element);
    }
}
