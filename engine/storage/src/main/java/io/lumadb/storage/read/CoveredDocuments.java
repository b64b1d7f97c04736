package io.lumadb.storage.read;

import io.lumadb.document.Document;
import io.lumadb.document.StoredDocument;
import io.lumadb.storage.index.IndexRows;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What index entries say of their documents; those of which they do not say enough are read. For one thread. */
final class CoveredDocuments implements Iterator<StoredDocument> {

    private final LocalSnapshot snapshot;
    private final int collection;
    private final boolean countsAsAccess;
    private final Iterator<byte[]> rows;
    private Optional<StoredDocument> ahead = Optional.empty();

    CoveredDocuments(LocalSnapshot snapshot, int collection, boolean countsAsAccess, Iterator<byte[]> rows) {
        this.snapshot = snapshot;
        this.collection = collection;
        this.countsAsAccess = countsAsAccess;
        this.rows = rows;
    }

    @Override
    public boolean hasNext() {
        while (ahead.isEmpty() && rows.hasNext()) {
            ahead = document(rows.next());
        }
        return ahead.isPresent();
    }

    private Optional<StoredDocument> document(byte[] row) {
        Optional<Document> fields = IndexRows.fields(row);
        return fields.isPresent()
                ? fields.map(StoredDocument::ofIndex)
                : snapshot.get(collection, IndexRows.id(row), countsAsAccess);
    }

    @Override
    public StoredDocument next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        StoredDocument document = ahead.orElseThrow();
        ahead = Optional.empty();
        return document;
    }
}
