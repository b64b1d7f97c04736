package io.lumadb.storage.read;

import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.ShardSnapshot.Within;
import io.lumadb.storage.cold.ColdReader;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.Rows;
import io.lumadb.storage.warm.WarmCursor;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Every document of a collection at one moment: hot ones in key order, warm ones in key order, then the cold ones
 * segment by segment, each read once from front to back. For one thread.
 */
final class ScanIterator implements ShardSnapshot.Documents {

    private enum Phase {
        HOT,
        WARM,
        COLD,
        END
    }

    private final LocalSnapshot snapshot;
    private final Moment moment;
    private final ColdReader cold;
    private final int collection;
    private final boolean countsAsAccess;
    private final List<Within> wanted;
    private final Iterator<StoredDocument> hot;
    private final Iterator<SegmentManifest> segments;
    private @Nullable WarmCursor warm;
    private Iterator<ColdReader.Copy> copies = Collections.emptyIterator();
    private long segment;
    private long skipped;
    private Phase phase = Phase.HOT;
    private @Nullable StoredDocument next;

    ScanIterator(LocalSnapshot snapshot, ColdReader cold, int collection, boolean countsAsAccess, List<Within> wanted) {
        this.snapshot = snapshot;
        this.moment = snapshot.moment();
        this.cold = cold;
        this.collection = collection;
        this.countsAsAccess = countsAsAccess;
        this.wanted = wanted;
        this.hot = new HotScan(snapshot, collection, countsAsAccess);
        this.segments = moment.segments().values().stream()
                .filter(manifest -> manifest.collection() == collection)
                .iterator();
    }

    @Override
    public boolean hasNext() {
        while (next == null && phase != Phase.END) {
            snapshot.requireOpen();
            switch (phase) {
                case HOT -> nextHot();
                case WARM -> nextWarm();
                case COLD -> nextCold();
                case END -> {}
            }
        }
        return next != null;
    }

    @Override
    public StoredDocument next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        StoredDocument stored = java.util.Objects.requireNonNull(next);
        next = null;
        return stored;
    }

    @Override
    public long skippedSegments() {
        return skipped;
    }

    private void nextHot() {
        if (hot.hasNext()) {
            next = hot.next();
        } else if (moment.warmCollections().contains(collection)) {
            warm = snapshot.open(
                    moment.warm().range(Family.DOCUMENTS, Keys.prefix(collection), Keys.end(collection), false));
            phase = Phase.WARM;
        } else {
            // RocksDB has copies of hot documents only.
            phase = Phase.COLD;
        }
    }

    private void nextWarm() {
        WarmCursor rows = java.util.Objects.requireNonNull(warm);
        while (rows.advance()) {
            byte[] key = rows.key();
            if (moment.overlay().get(key) == null) {
                next = snapshot.below(key, Rows.document(rows.row().value()), Tier.WARM, countsAsAccess);
                return;
            }
        }
        snapshot.close(rows);
        phase = Phase.COLD;
    }

    private void nextCold() {
        while (copies.hasNext()) {
            ColdReader.Copy copy = copies.next();
            if (moment.isIn(segment, copy.key(), copy.content().revision())) {
                next = snapshot.below(copy.key(), copy.content(), Tier.COLD, countsAsAccess);
                return;
            }
        }
        if (segments.hasNext()) {
            SegmentManifest manifest = segments.next();
            segment = manifest.segment();
            if (cold.mayHave(manifest, wanted)) {
                copies = cold.scan(manifest);
            } else {
                skipped++;
            }
        } else {
            phase = Phase.END;
        }
    }
}
