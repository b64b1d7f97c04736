package io.lumadb.storage.shard;

import io.lumadb.document.Tier;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.hot.CowTree;
import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.hot.Generation;
import io.lumadb.storage.hot.Generation.Slot;
import io.lumadb.storage.hot.Heat;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.index.IndexChange;
import io.lumadb.storage.index.IndexKeys;
import io.lumadb.storage.index.Indexes;
import io.lumadb.storage.index.Indexes.Place;
import io.lumadb.storage.warm.WarmSnapshot;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * All that a replica knows in RAM. Owned by the core loop. The truth about a key is its entry in {@link #overlay}, and
 * where there is none, its row in {@link #warm}: entries leave the overlay only when the snapshot has their content.
 */
final class ShardState {

    final CowTree<Entry> overlay = new CowTree<>();
    final CowTree<IndexChange> indexOverlay = new CowTree<>();
    final Census census = new Census();
    final Segments segments = new Segments();
    final RequestLog requests = new RequestLog();

    Generation<Entry> dirty = new Generation<>();
    Generation<IndexChange> dirtyIndex = new Generation<>();
    /** What the next checkpoint will write, about: a key that was changed many times counts once. */
    long dirtyBytes;

    Indexes indexes = Indexes.NONE;
    /** Indexes whose entries are being made: they take their changes themselves. */
    Map<Place, IndexBuild> builds = Map.of();
    /** The state row has changed without a log entry: the next checkpoint has something to write. */
    boolean notesChanged;

    /** A log entry is carried out in pieces, and some are left: what is in RAM belongs to no log index. */
    boolean midEntry;

    Set<Integer> dropped = Set.of();

    /** RocksDB after the last finished checkpoint. Replaced on the loop only. */
    WarmSnapshot warm;

    /** Counts the entries that left {@link #overlay}. Finer than {@link Checkpointer#settled}, which any thread may ask for. */
    long leftRam;

    long appliedIndex = -1;
    long appliedTerm;
    /** The revision given out last: one counter for the whole shard, so that no revision comes twice. */
    long lastRevision;

    private final LongAdder nodeHotBytes;
    private long hotBytes;

    ShardState(WarmSnapshot warm, LongAdder nodeHotBytes) {
        this.warm = warm;
        this.nodeHotBytes = nodeHotBytes;
    }

    /**
     * Reads RocksDB as it is now from here on. The snapshot is taken on the loop, so that it is never older than the one
     * before.
     */
    void see(WarmSnapshot now, @Nullable Runnable whenTheOldIsGone) {
        warm.supersede(now, whenTheOldIsGone);
        warm = now;
    }

    long hotBytes() {
        return hotBytes;
    }

    boolean isDropped(int collection) {
        return dropped.contains(collection);
    }

    /** Sets a key's content as a log entry says; it is dirty until a checkpoint has it. */
    void write(byte[] key, Prior prior, Content content, long atMillis) {
        Entry former = overlay.get(key);
        Heat heat = former != null && former.isLive() ? former.heat() : new Heat(atMillis, 0);
        if (content instanceof Content.Live) {
            heat.touch(atMillis);
        }
        boolean coversLocator = prior.content() instanceof Content.Cold
                || former != null && former.dirty() != null && former.coversLocator();
        // The key that is there already is old to the collector; a new one would be copied with each young collection.
        Entry entry = new Entry(former == null ? key : former.key(), content, heat, coversLocator);
        count(key, former, prior, content);
        Slot<Entry> place = former == null ? null : former.dirty();
        dirtyBytes += entry.memoryBytes() - (former != null && dirty.holds(place) ? former.memoryBytes() : 0);
        entry.dirty(dirty.add(place, entry));
        put(entry, former);
    }

    private void count(byte[] key, @Nullable Entry former, Prior prior, Content content) {
        int collection = Keys.collection(key);
        switch (prior.content()) {
            case Content.Gone _ -> {}
            case Content.Live live ->
                census.add(
                        collection,
                        former == null ? Tier.WARM : Tier.HOT,
                        -1,
                        -live.document().sizeBytes());
            case Content.Cold(long segment, long _, int bytes) -> {
                census.add(collection, Tier.COLD, -1, -bytes);
                segments.died(segment, bytes);
            }
        }
        switch (content) {
            case Content.Gone _ -> {}
            case Content.Live live ->
                census.add(collection, Tier.HOT, 1, live.document().sizeBytes());
            case Content.Cold(long _, long _, int bytes) -> census.add(collection, Tier.COLD, 1, bytes);
        }
    }

    /** Takes a warm document into RAM; RocksDB keeps it too. The caller knows that {@link #warm} has this content. */
    void warmUp(byte[] key, Content.Live live, Heat heat) {
        census.move(Keys.collection(key), Tier.WARM, Tier.HOT, live.document().sizeBytes());
        put(new Entry(key, live, heat, false), overlay.get(key));
    }

    /** Lets a clean entry go; RocksDB has its content. */
    void letGo(Entry entry) {
        remove(entry);
        if (entry.content() instanceof Content.Live live && !isDropped(Keys.collection(entry.key()))) {
            census.move(
                    Keys.collection(entry.key()),
                    Tier.HOT,
                    Tier.WARM,
                    live.document().sizeBytes());
        }
    }

    /** Forgets an entry of a dropped collection, whatever it says. */
    void discard(Entry entry) {
        remove(entry);
    }

    private void remove(Entry entry) {
        overlay.remove(entry.key());
        leftRam++;
        addHotBytes(-entry.memoryBytes());
    }

    private void put(Entry entry, @Nullable Entry former) {
        overlay.put(entry.key(), entry);
        addHotBytes(entry.memoryBytes() - (former == null ? 0 : former.memoryBytes()));
    }

    private void addHotBytes(long bytes) {
        hotBytes += bytes;
        nodeHotBytes.add(bytes);
    }

    /** Gives back what this shard counted in the node's sum. */
    void forgetHotBytes() {
        nodeHotBytes.add(-hotBytes);
        hotBytes = 0;
    }

    /** Sets the row of an index entry; empty removes the entry. */
    void writeIndex(byte[] key, Optional<byte[]> row) {
        IndexBuild build = builds.isEmpty() ? null : builds.get(IndexKeys.place(key));
        if (build != null) {
            build.hold(key, row);
            return;
        }
        IndexChange former = indexOverlay.get(key);
        IndexChange change = new IndexChange(key, row);
        Slot<IndexChange> place = former == null ? null : former.dirty();
        dirtyBytes += bytes(change) - (former != null && dirtyIndex.holds(place) ? bytes(former) : 0);
        change.dirty(dirtyIndex.add(place, change));
        indexOverlay.put(key, change);
    }

    private static long bytes(IndexChange change) {
        return (long) change.key().length + change.row().map(row -> row.length).orElse(0);
    }

    void drop(int collection) {
        Set<Integer> more = new HashSet<>(dropped);
        more.add(collection);
        dropped = Set.copyOf(more);
        indexes = indexes.without(collection);
        census.drop(collection);
    }
}
