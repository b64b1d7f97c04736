package io.lumadb.query.execution.write;

import io.lumadb.document.Document;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.StoredDocument;
import io.lumadb.query.execution.document.DocumentShape;
import io.lumadb.query.execution.expression.DocumentRow;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.statement.Statement.Image;
import io.lumadb.query.statement.Statement.Returning;
import java.util.Optional;
import java.util.function.Consumer;

/** Gives back what a statement was asked to give of each document it touched. Owned by the statement's thread. */
final class ReturnedRows {

    /** What is asked for; absent when nothing is. */
    private final Optional<Asked> asked;

    private final Consumer<Value.Obj> rows;

    private record Asked(DocumentShape shape, Image image) {}

    ReturnedRows(Optional<Returning> returning, ExpressionCompiler compiler, Consumer<Value.Obj> rows) {
        this.asked = returning.map(what -> new Asked(DocumentShape.of(what.items(), compiler), what.image()));
        this.rows = rows;
    }

    /** A document that was matched and stays as it was. */
    void unchanged(StoredDocument document) {
        asked.ifPresent(what -> give(what, document));
    }

    /**
     * A document that was written.
     *
     * @param before what was there; absent for a new document
     * @param revision of the new document; of no meaning behind a delete
     */
    void written(Optional<StoredDocument> before, Mutation mutation, long revision) {
        if (asked.isPresent()) {
            Asked what = asked.get();
            Optional<StoredDocument> image = what.image() == Image.BEFORE ? before : after(mutation, revision);
            image.ifPresent(document -> give(what, document));
        }
    }

    private static Optional<StoredDocument> after(Mutation mutation, long revision) {
        Optional<Document> document = switch (mutation) {
            case Mutation.Insert insert -> Optional.of(insert.document());
            case Mutation.Upsert upsert -> Optional.of(upsert.document());
            case Mutation.Replace replace -> Optional.of(replace.document());
            case Mutation.Delete _ -> Optional.empty();
        };
        return document.map(stored -> new StoredDocument(stored, revision, Tier.HOT));
    }

    private void give(Asked what, StoredDocument document) {
        rows.accept(what.shape().apply(new DocumentRow(document)));
    }
}
