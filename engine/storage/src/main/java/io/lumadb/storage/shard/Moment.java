package io.lumadb.storage.shard;

import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.hot.CowTree;
import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.index.IndexChange;
import io.lumadb.storage.warm.WarmSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The shard after one log entry, as readers see it: what lies in RAM, frozen, over a snapshot of RocksDB. Where the
 * overlay has an entry it is right; RocksDB may be older or newer there. Whoever holds a moment holds {@link #warm}.
 */
record Moment(
        long appliedIndex,
        CowTree.Root<Entry> overlay,
        CowTree.Root<IndexChange> indexOverlay,
        WarmSnapshot warm,
        Indexes indexes,
        Set<Integer> dropped,
        Map<Long, SegmentManifest> segments) {

    /** Where a key is, without reading a cold document. */
    Content content(byte[] key) {
        Entry entry = overlay.get(key);
        return entry != null ? entry.content() : warm.read(key);
    }

    /** The manifest of a segment that a cold document's row names. */
    SegmentManifest segment(long segment) {
        return Optional.ofNullable(segments.get(segment))
                .orElseThrow(() -> new IllegalStateException("a document lies in the unknown segment " + segment));
    }
}
