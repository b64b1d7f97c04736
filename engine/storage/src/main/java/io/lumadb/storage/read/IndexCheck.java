package io.lumadb.storage.read;

import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import io.lumadb.storage.index.IndexChange;
import io.lumadb.storage.index.IndexKeys;
import io.lumadb.storage.index.IndexRows;
import io.lumadb.storage.view.IndexComparison;
import io.lumadb.storage.view.IndexComparison.Difference;
import io.lumadb.storage.view.IndexComparison.Problem;
import io.lumadb.storage.warm.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Holds an index against its documents: each document's entries must be there and lead to it, and then the index must have
 * no more entries than that. Only where it has more, each is traced to its document. For one thread.
 */
final class IndexCheck {

    private final LocalSnapshot snapshot;
    private final int collection;
    private final IndexDefinition index;
    private final int most;
    private final List<Difference> examples = new ArrayList<>();

    IndexCheck(LocalSnapshot snapshot, int collection, IndexDefinition index, int most) {
        this.snapshot = snapshot;
        this.collection = collection;
        this.index = index;
        this.most = most;
    }

    IndexComparison run() {
        long documents = 0;
        long found = 0;
        long missing = 0;
        Iterator<StoredDocument> all = snapshot.scan(collection, false);
        while (all.hasNext()) {
            Document document = all.next().document();
            documents++;
            for (byte[] key : IndexKeys.entries(collection, index, document)) {
                if (row(key).filter(row -> fits(row, document)).isPresent()) {
                    found++;
                } else {
                    missing++;
                    note(Problem.MISSING, document.id(), "the document has " + values(document));
                }
            }
        }
        long entries = 0;
        Iterator<IndexEntries.Entry> counted = snapshot.entries(collection, index);
        while (counted.hasNext()) {
            counted.next();
            entries++;
        }
        if (entries > found) {
            describeExtra();
        }
        return new IndexComparison(documents, entries, missing, entries - found, examples);
    }

    private Optional<byte[]> row(byte[] key) {
        IndexChange change = snapshot.moment().indexOverlay().get(key);
        return change != null ? change.row() : snapshot.moment().warm().get(Family.INDEXES, key);
    }

    /** An entry need not carry the document's values, but no others. */
    private boolean fits(byte[] row, Document document) {
        return IndexRows.carries(row)
                ? Arrays.equals(row, IndexRows.of(index, document))
                : IndexRows.id(row).equals(document.id());
    }

    private void describeExtra() {
        int before = examples.size();
        Iterator<IndexEntries.Entry> all = snapshot.entries(collection, index);
        while (all.hasNext() && examples.size() < most + before) {
            IndexEntries.Entry entry = all.next();
            Value id = IndexRows.id(entry.row());
            Optional<Document> document = snapshot.get(collection, id, false).map(StoredDocument::document);
            boolean fits = document.isPresent()
                    && fits(entry.row(), document.get())
                    && IndexKeys.entries(collection, index, document.get()).stream()
                            .anyMatch(key -> Arrays.equals(key, entry.key()));
            if (!fits) {
                examples.add(new Difference(
                        Problem.EXTRA,
                        id,
                        document.map(there -> "the document has " + values(there) + carried(entry.row()))
                                .orElse("there is no such document")));
            }
        }
    }

    private String carried(byte[] row) {
        return IndexRows.fields(row)
                .map(carried -> ", the entry says " + values(carried))
                .orElse("");
    }

    private void note(Problem problem, Value id, String detail) {
        if (examples.size() < most) {
            examples.add(new Difference(problem, id, detail));
        }
    }

    private String values(Document document) {
        return index.fields().stream()
                .map(IndexField::path)
                .map(path -> path
                        + (!(document.get(path) instanceof Value.Missing)
                                ? " = " + Json.relaxed(document.get(path))
                                : " missing"))
                .collect(Collectors.joining(", "));
    }
}
