package io.lumadb.storage.shard;

import io.lumadb.storage.command.SegmentManifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cold segments of a shard and how many of their documents are still alive. Owned by the core loop; the manifests'
 * map is replaced, not changed, so that a reader may keep it.
 */
public final class Segments {

    /** A segment's live documents and their BSON bytes. */
    public static final class Alive {
        private long documents;
        private long bytes;

        Alive(long documents, long bytes) {
            this.documents = documents;
            this.bytes = bytes;
        }

        public long documents() {
            return documents;
        }

        public long bytes() {
            return bytes;
        }
    }

    /** What a checkpoint writes. */
    record Delta(List<Written> written, Map<Long, SegmentManifest> removed) {}

    record Written(SegmentManifest manifest, long documents, long bytes) {}

    /** Volatile for those who count what there is without asking the loop. */
    private volatile Map<Long, SegmentManifest> manifests = Map.of();

    private final Map<Long, Alive> alive = new HashMap<>();
    private Set<Long> changed = new HashSet<>();
    private Map<Long, SegmentManifest> removed = new HashMap<>();

    /** The manifests as they are now; their key lists are empty. Immutable, and for any thread. */
    public Map<Long, SegmentManifest> manifests() {
        return manifests;
    }

    public @Nullable Alive alive(long segment) {
        return alive.get(segment);
    }

    /** Live documents and bytes of every segment as they are now. */
    Map<Long, Alive> counts() {
        Map<Long, Alive> counts = new HashMap<>();
        alive.forEach((segment, now) -> counts.put(segment, new Alive(now.documents, now.bytes)));
        return counts;
    }

    /** A fragment of a segment lies elsewhere. */
    void relocate(long segment, SegmentManifest.Fragment fragment) {
        SegmentManifest manifest = manifests.get(segment);
        if (manifest != null) {
            Map<Long, SegmentManifest> changedMap = new HashMap<>(manifests);
            changedMap.put(segment, manifest.with(fragment));
            manifests = Map.copyOf(changedMap);
            changed.add(segment);
        }
    }

    boolean contains(long segment) {
        return manifests.containsKey(segment);
    }

    /** Whether a segment is there and nothing in it is alive. */
    boolean isDead(long segment) {
        Alive counts = alive.get(segment);
        return counts != null && counts.documents == 0;
    }

    /** Adds a sealed segment, without its keys: the documents' own rows lead to it. */
    void add(SegmentManifest sealed, long documents, long bytes) {
        SegmentManifest kept = new SegmentManifest(
                sealed.segment(),
                sealed.collection(),
                List.of(),
                sealed.rawBytes(),
                sealed.storedBytes(),
                sealed.dataShards(),
                sealed.parityShards(),
                sealed.fragments());
        Map<Long, SegmentManifest> more = new HashMap<>(manifests);
        more.put(kept.segment(), kept);
        manifests = Map.copyOf(more);
        alive.put(kept.segment(), new Alive(documents, bytes));
        changed.add(kept.segment());
    }

    /** A document's copy in a segment is the document now. */
    void cameAlive(long segment, int bytes) {
        Alive counts = alive.get(segment);
        if (counts != null) {
            counts.documents++;
            counts.bytes += bytes;
            changed.add(segment);
        }
    }

    /** A document's copy in a segment is no longer the document. */
    void died(long segment, int bytes) {
        Alive counts = alive.get(segment);
        if (counts != null) {
            counts.documents--;
            counts.bytes -= bytes;
            changed.add(segment);
        }
    }

    void remove(long segment) {
        Map<Long, SegmentManifest> fewer = new HashMap<>(manifests);
        SegmentManifest manifest = fewer.remove(segment);
        manifests = Map.copyOf(fewer);
        alive.remove(segment);
        changed.remove(segment);
        if (manifest != null) {
            removed.put(segment, manifest);
        }
    }

    Delta freeze() {
        List<Written> written = new ArrayList<>();
        for (long segment : changed) {
            SegmentManifest manifest = manifests.get(segment);
            Alive counts = alive.get(segment);
            if (manifest != null && counts != null) {
                written.add(new Written(manifest, counts.documents, counts.bytes));
            }
        }
        Delta delta = new Delta(written, removed);
        changed = new HashSet<>();
        removed = new HashMap<>();
        return delta;
    }

    void restore(Written written) {
        add(written.manifest(), written.documents(), written.bytes());
        changed.remove(written.manifest().segment());
    }
}
