package io.lumadb.query.execution.expression;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import java.util.Map;

/** A row of decoded fields: a computed result, or nothing at all for expressions without a source. */
public record ObjectRow(Value.Obj object) implements Row {

    /** The one row of a SELECT without FROM. */
    public static final ObjectRow EMPTY = new ObjectRow(new Value.Obj(Map.of()));

    @Override
    public Value field(String name) {
        return object.get(name);
    }

    @Override
    public Value get(FieldPath path) {
        return Document.get(object, path.segments());
    }

    @Override
    public long heldBytes() {
        return ValueSize.of(object);
    }
}
