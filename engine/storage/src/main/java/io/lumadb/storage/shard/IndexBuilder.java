package io.lumadb.storage.shard;

import io.lumadb.document.Document;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.storage.index.IndexKeys;
import io.lumadb.storage.read.LocalSnapshot;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.WarmBatch;
import io.lumadb.storage.warm.WarmStore;
import java.util.Iterator;

/**
 * Fills a new index with what is there. Its rows go to RocksDB directly and are nothing until the shard's state names
 * the index: a build that was cut short is swept away by the next one's first step.
 */
final class IndexBuilder {

    private static final long BATCH_BYTES = 4 * 1024 * 1024;

    private IndexBuilder() {}

    /** Runs on a disk thread. Gives the number of documents. */
    static long build(WarmStore store, LocalSnapshot snapshot, int collection, IndexDefinition index) {
        IndexKeys.Range range = IndexKeys.all(collection, index.id());
        Iterator<StoredDocument> documents = snapshot.scan(collection, false);
        long count = 0;
        boolean first = true;
        while (first || documents.hasNext()) {
            try (WarmBatch batch = store.batch()) {
                if (first) {
                    batch.deleteRange(Family.INDEXES, range.from(), range.to());
                    first = false;
                }
                while (documents.hasNext() && batch.bytes() < BATCH_BYTES) {
                    put(batch, collection, index, documents.next().document());
                    count++;
                }
                batch.write();
            }
        }
        return count;
    }

    private static void put(WarmBatch batch, int collection, IndexDefinition index, Document document) {
        byte[] row = IndexKeys.row(document.id());
        for (byte[] key : IndexKeys.entries(collection, index, document)) {
            batch.put(Family.INDEXES, key, row);
        }
    }
}
