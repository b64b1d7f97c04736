package io.lumadb.storage.read;

import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.cold.ColdReader;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.hot.FieldCache;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.hot.Leaf;
import io.lumadb.storage.hot.LeafFields;
import io.lumadb.storage.index.IndexKeys;
import io.lumadb.storage.index.IndexRows;
import io.lumadb.storage.view.IndexComparison;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.WarmCursor;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A reader's hold on a {@link Moment}. Any number of threads may read; closing it ends their iterators.
 */
public final class LocalSnapshot implements ShardSnapshot {

    /** Of a collection that is dropped. */
    private static final Documents NONE = new Documents() {
        @Override
        public boolean hasNext() {
            return false;
        }

        @Override
        public StoredDocument next() {
            throw new NoSuchElementException();
        }

        @Override
        public long skippedSegments() {
            return 0;
        }
    };

    private final Moment moment;
    private final ColdReader cold;
    private final ReadMeter meter;
    private final AccessSink accesses;
    private final InstantSource clock;
    private final FieldCache fields;
    private final Set<WarmCursor> cursors = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** The caller has retained the moment's warm snapshot for this object. */
    public LocalSnapshot(
            Moment moment,
            ColdReader cold,
            ReadMeter meter,
            AccessSink accesses,
            InstantSource clock,
            FieldCache fields) {
        this.moment = moment;
        this.cold = cold;
        this.meter = meter;
        this.accesses = accesses;
        this.clock = clock;
        this.fields = fields;
    }

    /** The documents of a whole leaf of this snapshot's moment, with their fields. */
    LeafFields fields(Leaf<Entry> leaf) {
        return fields.of(leaf);
    }

    ReadMeter meter() {
        return meter;
    }

    @Override
    public long appliedIndex() {
        return moment.appliedIndex();
    }

    /** What this snapshot shows; valid until it is closed. */
    public Moment moment() {
        return moment;
    }

    @Override
    public Optional<StoredDocument> get(int collection, Value id, boolean countsAsAccess) {
        requireOpen();
        if (moment.dropped().contains(collection)) {
            return Optional.empty();
        }
        byte[] key = Keys.of(collection, id);
        Entry entry = moment.overlay().get(key);
        if (entry != null) {
            return switch (entry.content()) {
                case Content.Live live -> Optional.of(hot(entry, live, countsAsAccess));
                case Content.Gone _ -> Optional.empty();
                case Content.Cold lies -> Optional.of(cold(key, lies, countsAsAccess));
            };
        }
        return switch (moment.warm().read(key)) {
            case Content.Live live -> Optional.of(below(key, live, Tier.WARM, countsAsAccess));
            case Content.Gone _ -> Optional.empty();
            case Content.Cold lies -> Optional.of(cold(key, lies, countsAsAccess));
        };
    }

    StoredDocument hot(Entry entry, Content.Live live, boolean countsAsAccess) {
        if (countsAsAccess) {
            long now = clock.millis();
            entry.heat().touch(now);
            accesses.accessed(entry.key(), Tier.HOT, now);
        }
        meter.read(Tier.HOT, live.bytes());
        return StoredDocument.of(live.document(), live.revision(), Tier.HOT);
    }

    StoredDocument below(byte[] key, Content.Live live, Tier tier, boolean countsAsAccess) {
        StoredDocument stored = StoredDocument.of(live.document(), live.revision(), tier);
        if (countsAsAccess) {
            accesses.accessed(key, tier, clock.millis());
        }
        meter.read(tier, live.bytes());
        return stored;
    }

    private StoredDocument cold(byte[] key, Content.Cold lies, boolean countsAsAccess) {
        Content.Live live = cold.read(moment.segment(lies.segment()), key, lies);
        return below(key, live, Tier.COLD, countsAsAccess);
    }

    @Override
    public Documents scan(int collection, boolean countsAsAccess, List<Within> wanted) {
        requireOpen();
        return moment.dropped().contains(collection)
                ? NONE
                : new ScanIterator(this, cold, collection, countsAsAccess, wanted);
    }

    @Override
    public Iterator<Value> lookup(int collection, int index, IndexRange range) {
        Iterator<byte[]> rows = rows(collection, index, range);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Value next() {
                return IndexRows.id(rows.next());
            }
        };
    }

    @Override
    public Iterator<StoredDocument> covered(int collection, int index, IndexRange range, boolean countsAsAccess) {
        return new CoveredDocuments(this, collection, countsAsAccess, rows(collection, index, range));
    }

    private Iterator<byte[]> rows(int collection, int index, IndexRange range) {
        requireOpen();
        if (moment.dropped().contains(collection)) {
            return Collections.emptyIterator();
        }
        List<IndexKeys.Range> parts = IndexKeys.ranges(collection, complete(collection, index), range);
        return new LookupIterator(this, parts.iterator(), range.descending());
    }

    private IndexDefinition complete(int collection, int index) {
        IndexDefinition definition = moment.indexes()
                .find(collection, index)
                .orElseThrow(() -> new LumaException(
                        ErrorCode.NOT_FOUND, "this shard has no index " + index + " of collection " + collection));
        if (moment.indexes().isBuilding(collection, index)) {
            throw new LumaException(
                    ErrorCode.UNAVAILABLE,
                    "index '" + definition.name() + "' is still being built",
                    "SHOW INDEXES says how far it is");
        }
        return definition;
    }

    /** The entries of a part of an index, in index order or its reverse. */
    IndexEntries entries(IndexKeys.Range keys, boolean descending) {
        return new IndexEntries(
                descending
                        ? moment.indexOverlay().descendingRange(keys.from(), keys.to())
                        : moment.indexOverlay().range(keys.from(), keys.to()),
                open(moment.warm().range(Family.INDEXES, keys.from(), keys.to(), descending)),
                descending);
    }

    /** Every entry of an index, in index order. */
    IndexEntries entries(int collection, IndexDefinition index) {
        return entries(IndexKeys.all(collection, index.id()), false);
    }

    @Override
    public IndexComparison compare(int collection, int index, int examples) {
        requireOpen();
        if (moment.dropped().contains(collection)) {
            return new IndexComparison(0, 0, 0, 0, List.of());
        }
        return new IndexCheck(this, collection, complete(collection, index), examples).run();
    }

    /** Notes a cursor, so that it is closed with the snapshot. */
    WarmCursor open(WarmCursor cursor) {
        cursors.add(cursor);
        if (closed) {
            cursor.close();
        }
        return cursor;
    }

    void close(WarmCursor cursor) {
        cursors.remove(cursor);
        cursor.close();
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the snapshot is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            cursors.forEach(WarmCursor::close);
            moment.warm().release();
        }
    }
}
