package io.lumadb.cluster.database;

import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.database.ScanRequest.Bound;
import io.lumadb.storage.ShardSnapshot;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A read of one shard's snapshot in batches. Used by one thread at a time. */
final class ShardCursor implements DocumentCursor {

    private static final int BATCH = 256;
    /** A batch of large documents ends early. */
    private static final long BATCH_BYTES = 4L << 20;

    private final ShardSnapshot snapshot;
    private final Iterator<StoredDocument> documents;
    private final LongSupplier skippedSegments;
    private boolean closed;

    private ShardCursor(ShardSnapshot snapshot, Iterator<StoredDocument> documents, LongSupplier skippedSegments) {
        this.snapshot = snapshot;
        this.documents = documents;
        this.skippedSegments = skippedSegments;
    }

    static ShardCursor scan(ShardSnapshot snapshot, int collection, ScanRequest request) {
        List<ShardSnapshot.Within> wanted = request.wanted().stream()
                .map(within -> new ShardSnapshot.Within(within.field(), bound(within.low()), bound(within.high())))
                .toList();
        ShardSnapshot.Documents all = snapshot.scan(collection, request.countsAsAccess(), wanted);
        return new ShardCursor(snapshot, all, all::skippedSegments);
    }

    static ShardCursor byIds(ShardSnapshot snapshot, int collection, Iterator<Value> ids, boolean countsAsAccess) {
        return new ShardCursor(snapshot, new Present(snapshot, collection, ids, countsAsAccess), () -> 0);
    }

    static ShardCursor byIndex(
            ShardSnapshot snapshot, int collection, int index, Access.ByIndex access, boolean countsAsAccess) {
        ShardSnapshot.IndexRange range = new ShardSnapshot.IndexRange(
                access.equal(), access.among(), bound(access.low()), bound(access.high()), access.descending());
        return access.indexOnly()
                ? new ShardCursor(snapshot, snapshot.covered(collection, index, range, countsAsAccess), () -> 0)
                : byIds(snapshot, collection, snapshot.lookup(collection, index, range), countsAsAccess);
    }

    private static Optional<ShardSnapshot.Bound> bound(Optional<Bound> bound) {
        return bound.map(there -> new ShardSnapshot.Bound(there.value(), there.inclusive()));
    }

    @Override
    public List<StoredDocument> next() {
        List<StoredDocument> batch = new ArrayList<>();
        long bytes = 0;
        while (batch.size() < BATCH && bytes < BATCH_BYTES && documents.hasNext()) {
            StoredDocument document = documents.next();
            bytes += document.sizeBytes();
            batch.add(document);
        }
        return batch;
    }

    @Override
    public long skippedSegments() {
        return skippedSegments.getAsLong();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            snapshot.close();
        }
    }

    /** The documents of some keys, those that exist. */
    private static final class Present implements Iterator<StoredDocument> {

        private final ShardSnapshot snapshot;
        private final int collection;
        private final Iterator<Value> ids;
        private final boolean countsAsAccess;
        private Optional<StoredDocument> ahead = Optional.empty();

        Present(ShardSnapshot snapshot, int collection, Iterator<Value> ids, boolean countsAsAccess) {
            this.snapshot = snapshot;
            this.collection = collection;
            this.ids = ids;
            this.countsAsAccess = countsAsAccess;
        }

        @Override
        public boolean hasNext() {
            while (ahead.isEmpty() && ids.hasNext()) {
                ahead = snapshot.get(collection, ids.next(), countsAsAccess);
            }
            return ahead.isPresent();
        }

        @Override
        public StoredDocument next() {
            if (!hasNext()) {
                throw new java.util.NoSuchElementException();
            }
            StoredDocument document = ahead.orElseThrow();
            ahead = Optional.empty();
            return document;
        }
    }
}
