package io.lumadb.query.execution.write;

import io.lumadb.document.Document;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.DocumentRow;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.operator.Projection;
import io.lumadb.query.execution.plan.Returned;
import io.lumadb.query.statement.Statement.Image;
import java.util.Optional;
import java.util.function.Consumer;

/** Gives back what RETURNING asks for of each document that was written. Owned by the statement's thread. */
final class ReturnedRows {

    private final Optional<Wanted> wanted;
    private final Consumer<Value.Obj> rows;

    private record Wanted(Image image, Projection fields) {}

    ReturnedRows(Optional<Returned> returned, ExpressionCompiler compiler, Consumer<Value.Obj> rows) {
        this.wanted = returned.map(it -> new Wanted(it.image(), Projection.of(it.outputs(), compiler)));
        this.rows = rows;
    }

    /** A document that is new, or new again: it has no state before. */
    void stored(Document document, long revision) {
        if (wanted.isPresent() && wanted.get().image() == Image.AFTER) {
            give(StoredDocument.of(document, revision, Tier.HOT));
        }
    }

    /** A document that became another one. */
    void replaced(StoredDocument before, Document after, long revision) {
        wanted.ifPresent(it -> {
            switch (it.image()) {
                case BEFORE -> give(before);
                case AFTER -> stored(after, revision);
            }
        });
    }

    /** A document that is as it was, or was before it was deleted. */
    void give(StoredDocument document) {
        wanted.ifPresent(
                it -> rows.accept(it.fields().apply(new DocumentRow(document)).object()));
    }
}
