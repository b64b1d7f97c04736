package io.lumadb.query.execution.expression;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;

/** A stored document; its fields are decoded one by one, when asked for. */
public record DocumentRow(StoredDocument stored) implements Row {

    private static final int OVERHEAD_BYTES = 64;

    @Override
    public Value field(String name) {
        return name.equals(Document.REVISION)
                ? Value.of(stored.revision())
                : stored.document().get(name);
    }

    @Override
    public Value get(FieldPath path) {
        return path.isTopLevel() && path.root().equals(Document.REVISION)
                ? Value.of(stored.revision())
                : stored.get(path);
    }

    @Override
    public Value.Obj object() {
        return stored.document().toObject();
    }

    @Override
    public Value tieBreaker() {
        return stored.document().id();
    }

    @Override
    public long heldBytes() {
        return (long) stored.sizeBytes() + OVERHEAD_BYTES;
    }
}
