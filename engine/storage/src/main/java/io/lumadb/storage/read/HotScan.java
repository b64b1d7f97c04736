package io.lumadb.storage.read;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.hot.Leaf;
import io.lumadb.storage.hot.LeafFields;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The hot documents of a collection in key order, leaf by leaf. For one thread; what it gives, any thread may read. */
final class HotScan implements Iterator<StoredDocument> {

    private final LocalSnapshot snapshot;
    private final boolean countsAsAccess;
    private final Iterator<Leaf<Entry>> leaves;
    /** The leaf that is under way, when all of it is asked for. */
    private @Nullable LeafFields fields;
    /** The leaf that is under way, when it is read entry by entry. */
    private @Nullable Leaf<Entry> entries;

    private int at;
    private @Nullable StoredDocument next;

    HotScan(LocalSnapshot snapshot, int collection, boolean countsAsAccess) {
        this.snapshot = snapshot;
        this.countsAsAccess = countsAsAccess;
        this.leaves = snapshot.moment().overlay().leaves(Keys.prefix(collection), Keys.end(collection));
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            LeafFields whole = fields;
            Leaf<Entry> part = entries;
            if (whole != null && at < whole.size()) {
                next = new LeafDocument(whole, at++);
            } else if (part != null && at < part.to()) {
                Entry entry = part.get(at++);
                if (entry.content() instanceof Content.Live live) {
                    next = snapshot.hot(entry, live, countsAsAccess);
                }
            } else if (leaves.hasNext()) {
                begin(leaves.next());
            } else {
                return false;
            }
        }
        return true;
    }

    private void begin(Leaf<Entry> leaf) {
        fields = null;
        entries = null;
        if (leaf.isWhole() && !countsAsAccess) {
            LeafFields whole = snapshot.fields(leaf);
            snapshot.meter().read(Tier.HOT, whole.size(), whole.documentBytes());
            fields = whole;
            at = 0;
        } else {
            entries = leaf;
            at = leaf.from();
        }
    }

    @Override
    public StoredDocument next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        StoredDocument document = java.util.Objects.requireNonNull(next);
        next = null;
        return document;
    }

    /** A document of a leaf whose fields may be at hand. */
    private static final class LeafDocument implements StoredDocument {

        private final LeafFields fields;
        private final int row;

        LeafDocument(LeafFields fields, int row) {
            this.fields = fields;
            this.row = row;
        }

        @Override
        public Document document() {
            return fields.document(row);
        }

        @Override
        public long revision() {
            return fields.revision(row);
        }

        @Override
        public Tier tier() {
            return Tier.HOT;
        }

        @Override
        public int sizeBytes() {
            return fields.sizeBytes(row);
        }

        @Override
        public Value get(FieldPath path) {
            return fields.get(row, path);
        }
    }
}
