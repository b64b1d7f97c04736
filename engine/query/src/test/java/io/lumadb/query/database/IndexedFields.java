package io.lumadb.query.database;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.execution.document.FieldTree;
import java.util.ArrayList;
import java.util.List;

/** What an index knows of a document by itself: of one with arrays or half of a path nothing, so that it is read. */
final class IndexedFields {

    private IndexedFields() {}

    static StoredDocument of(IndexDefinition index, StoredDocument stored) {
        List<FieldPath> paths = new ArrayList<>(List.of(FieldPath.of(Document.ID)));
        for (IndexDefinition.IndexField field : index.fields()) {
            if (!isPlain(stored.document(), field.path())) {
                return stored;
            }
            paths.add(field.path());
        }
        Value kept = FieldTree.of(paths).keep(stored.document().toObject());
        return StoredDocument.ofIndex(Document.of((Value.Obj) kept));
    }

    private static boolean isPlain(Document document, FieldPath path) {
        if (document.get(path.root()) instanceof Value.Missing) {
            return true;
        }
        for (int length = 1; length <= path.segments().size(); length++) {
            Value value = document.get(new FieldPath(path.segments().subList(0, length)));
            if (value instanceof Value.Array || value instanceof Value.Missing) {
                return false;
            }
        }
        return true;
    }
}
