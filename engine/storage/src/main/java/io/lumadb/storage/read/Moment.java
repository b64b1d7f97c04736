package io.lumadb.storage.read;

import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.hot.CowTree;
import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.index.IndexChange;
import io.lumadb.storage.index.Indexes;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.Rows;
import io.lumadb.storage.warm.WarmSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The shard after one log entry, as readers see it: what lies in RAM, frozen, over a snapshot of RocksDB. Where the
 * overlay has an entry it is right; RocksDB may be older or newer there. Whoever holds a moment holds {@link #warm}.
 *
 * @param warmCollections those of which RocksDB has documents that are not hot
 */
public record Moment(
        long appliedIndex,
        CowTree.Root<Entry> overlay,
        CowTree.Root<IndexChange> indexOverlay,
        WarmSnapshot warm,
        Indexes indexes,
        Set<Integer> dropped,
        Map<Long, SegmentManifest> segments,
        Set<Integer> warmCollections) {

    /** Where a key is, without reading a cold document. */
    public Content content(byte[] key) {
        Entry entry = overlay.get(key);
        return entry != null ? entry.content() : warm.read(key);
    }

    /** Whether the document of a key is its copy of this revision in this segment. */
    public boolean isIn(long segment, byte[] key, long revision) {
        Entry entry = overlay.get(key);
        Optional<Content> found = entry != null
                ? Optional.of(entry.content())
                : warm.get(Family.LOCATORS, key).map(Rows::locator);
        return found.isPresent()
                && found.get() instanceof Content.Cold(long in, long as, int _)
                && in == segment
                && as == revision;
    }

    /** The manifest of a segment that a cold document's row names. */
    public SegmentManifest segment(long segment) {
        return Optional.ofNullable(segments.get(segment))
                .orElseThrow(() -> new IllegalStateException("a document lies in the unknown segment " + segment));
    }
}
