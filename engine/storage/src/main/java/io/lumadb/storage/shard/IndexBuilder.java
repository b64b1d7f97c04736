package io.lumadb.storage.shard;

import io.lumadb.document.Document;
import io.lumadb.document.StoredDocument;
import io.lumadb.storage.index.IndexKeys;
import io.lumadb.storage.index.IndexRows;
import io.lumadb.storage.read.LocalSnapshot;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.WarmBatch;
import io.lumadb.storage.warm.WarmStore;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Fills a new index with what is there. Its rows go to RocksDB directly and are nothing until the shard's state calls the
 * index complete: a build that was cut short is swept away by the next one's first step. On a builder's thread.
 */
final class IndexBuilder {

    private static final long BATCH_BYTES = 1024 * 1024;

    private final WarmStore store;
    private final IndexBuild build;

    IndexBuilder(WarmStore store, IndexBuild build) {
        this.store = store;
        this.build = build;
    }

    /** Makes the entries of a snapshot's documents, or of some of them when the build is cancelled. */
    void fill(LocalSnapshot snapshot) {
        IndexKeys.Range range = IndexKeys.all(build.place.collection(), build.place.index());
        Iterator<StoredDocument> documents = snapshot.scan(build.place.collection(), false);
        long count = 0;
        boolean first = true;
        while (!build.isCancelled() && (first || documents.hasNext())) {
            try (WarmBatch batch = store.batch()) {
                if (first) {
                    batch.deleteRange(Family.INDEXES, range.from(), range.to());
                    first = false;
                }
                while (documents.hasNext() && batch.bytes() < BATCH_BYTES) {
                    put(batch, documents.next().document());
                    count++;
                }
                batch.write();
            }
            build.built(count);
        }
    }

    private void put(WarmBatch batch, Document document) {
        byte[] row = IndexRows.of(build.index, document);
        for (byte[] key : IndexKeys.entries(build.place.collection(), build.index, document)) {
            batch.put(Family.INDEXES, key, row);
        }
    }

    /** Lays changes over the entries made so far. */
    void lay(Map<byte[], Optional<byte[]>> changes) {
        try (WarmBatch batch = store.batch()) {
            changes.forEach((key, row) -> {
                if (row.isPresent()) {
                    batch.put(Family.INDEXES, key, row.get());
                } else {
                    batch.delete(Family.INDEXES, key);
                }
            });
            batch.write();
        }
    }
}
