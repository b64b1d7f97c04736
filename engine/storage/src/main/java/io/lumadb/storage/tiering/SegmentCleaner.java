package io.lumadb.storage.tiering;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.StorageListener.Severity;
import io.lumadb.storage.cold.ColdReader.Copy;
import io.lumadb.storage.cold.ColdStore;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.read.LocalSnapshot;
import io.lumadb.storage.shard.LocalShard;
import io.lumadb.storage.shard.Segments.Alive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Gives back the space of documents that are dead in their segments: drops segments with nothing alive, and writes what is
 * alive of those that are less than half alive into new ones. On a moves thread.
 */
final class SegmentCleaner {

    private static final long SEGMENT_BYTES = 8L * 1024 * 1024;
    private static final int SEGMENT_DOCUMENTS = 8_192;
    /** New segments that one pass writes at most: moves want their turn too. */
    private static final int MOST_REWRITES = 4;

    private final LocalShard shard;
    private final ColdStore cold;
    private final Carrier carrier;
    private final MoveTroubles troubles;
    /** Segments that cannot be read to their end, until the node starts again: they stay what they are. */
    private final Set<Long> unreadable = new HashSet<>();
    /** Those of which too many fragments are lost, until these are there again. */
    private final Set<Long> incomplete = new HashSet<>();

    SegmentCleaner(LocalShard shard, ColdStore cold, Carrier carrier, MoveTroubles troubles) {
        this.shard = shard;
        this.cold = cold;
        this.carrier = carrier;
        this.troubles = troubles;
    }

    void dropDead() {
        Carrier.await(shard.living()).forEach((segment, alive) -> {
            if (alive.documents() == 0) {
                Carrier.await(shard.propose(new ShardCommand.DropSegment(segment)));
            }
        });
    }

    /** Gives whether there is more to do at once. */
    boolean rewriteSparse() {
        Map<Long, Alive> living = Carrier.await(shard.living());
        int left = MOST_REWRITES;
        for (Map.Entry<Integer, List<SegmentManifest>> sparse : sparse(living).entrySet()) {
            for (List<SegmentManifest> together : forOneSegment(sparse.getValue(), living)) {
                if (left-- == 0) {
                    return true;
                }
                if (!rewriteOrTell(sparse.getKey(), together)) {
                    break;
                }
            }
        }
        return false;
    }

    /** Sparse segments whose living documents fit a new one, group by group. */
    private static List<List<SegmentManifest>> forOneSegment(List<SegmentManifest> sparse, Map<Long, Alive> living) {
        List<List<SegmentManifest>> groups = new ArrayList<>();
        long bytes = Long.MAX_VALUE;
        long documents = 0;
        for (SegmentManifest manifest : sparse) {
            Alive alive = Objects.requireNonNull(living.get(manifest.segment()));
            if (bytes > SEGMENT_BYTES - alive.bytes() || documents > SEGMENT_DOCUMENTS - alive.documents()) {
                groups.add(new ArrayList<>());
                bytes = 0;
                documents = 0;
            }
            groups.getLast().add(manifest);
            bytes += alive.bytes();
            documents += alive.documents();
        }
        return groups;
    }

    /** False when the collection can have no segment now; others may. */
    private boolean rewriteOrTell(int collection, List<SegmentManifest> sparse) {
        if (troubles.holdUp(collection)) {
            return false;
        }
        try {
            if (rewrite(collection, sparse)) {
                troubles.taken(collection);
            }
            return true;
        } catch (LumaException e) {
            if (!Carrier.isOfOneCollection(e)) {
                throw e;
            }
            troubles.refused(collection, e);
            return false;
        }
    }

    /** Segments less than half of which is alive, by their collections, oldest first. */
    private Map<Integer, List<SegmentManifest>> sparse(Map<Long, Alive> living) {
        incomplete.retainAll(cold.care().segmentsWithLosses());
        Map<Integer, List<SegmentManifest>> sparse = new HashMap<>();
        shard.manifests().values().stream()
                .sorted(Comparator.comparingLong(SegmentManifest::segment))
                .forEach(manifest -> {
                    Alive alive = living.get(manifest.segment());
                    if (alive != null
                            && alive.documents() > 0
                            && 2 * alive.bytes() < manifest.rawBytes()
                            && !unreadable.contains(manifest.segment())
                            && !incomplete.contains(manifest.segment())) {
                        sparse.computeIfAbsent(manifest.collection(), _ -> new ArrayList<>())
                                .add(manifest);
                    }
                });
        return sparse;
    }

    /** Gives whether there was anything to write. */
    private boolean rewrite(int collection, List<SegmentManifest> sparse) {
        List<Copy> alive = new ArrayList<>();
        List<Long> from = new ArrayList<>();
        try (LocalSnapshot snapshot = (LocalSnapshot) Carrier.await(shard.snapshot())) {
            for (SegmentManifest manifest : sparse) {
                // Dropped since it was looked at, with its collection.
                if (snapshot.moment().segments().containsKey(manifest.segment())) {
                    alive.addAll(alive(snapshot, manifest));
                    from.add(manifest.segment());
                }
            }
            if (!alive.isEmpty()) {
                alive.sort((left, right) -> java.util.Arrays.compareUnsigned(left.key(), right.key()));
                carrier.rewrite(collection, alive, from);
            }
        }
        return !alive.isEmpty();
    }

    private List<Copy> alive(LocalSnapshot snapshot, SegmentManifest manifest) {
        List<Copy> alive = new ArrayList<>();
        try {
            for (Iterator<Copy> copies = cold.scan(manifest); copies.hasNext(); ) {
                Copy copy = copies.next();
                if (snapshot.moment()
                        .isIn(manifest.segment(), copy.key(), copy.content().revision())) {
                    alive.add(copy);
                }
            }
        } catch (LumaException e) {
            if (e.code() != ErrorCode.CORRUPT_DATA) {
                throw e;
            }
            // Its good documents stay where they are, and the dead ones with them.
            boolean isIncomplete = cold.care().segmentsWithLosses().contains(manifest.segment());
            (isIncomplete ? incomplete : unreadable).add(manifest.segment());
            shard.node()
                    .listener()
                    .happened(
                            Severity.WARNING,
                            "segment-kept",
                            shard.shard(),
                            "a segment that is less than half alive cannot be written anew: " + e.detail());
            return List.of();
        }
        return alive;
    }
}
