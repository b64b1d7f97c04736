package io.lumadb.storage.shard;

import io.lumadb.document.error.LumaException;
import io.lumadb.storage.StorageListener.Severity;
import io.lumadb.storage.cold.ColdStore;
import io.lumadb.storage.command.SegmentManifest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What ends in the cold tier of a shard: segments that nobody can see any more, and documents that nobody can read. Thread-safe. */
final class ColdEnds {

    private static final Logger LOG = LoggerFactory.getLogger(ColdEnds.class);

    private final int shard;
    private final Node node;
    private final ColdStore cold;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    ColdEnds(int shard, Node node, ColdStore cold) {
        this.shard = shard;
        this.node = node;
        this.cold = cold;
    }

    /** Deletes the files of segments, on a disk thread. */
    void delete(List<SegmentManifest> removed) {
        try {
            node.disk().execute(() -> removed.forEach(this::delete));
        } catch (RejectedExecutionException e) {
            // Closing: the next leader's sweep finds them.
            LOG.debug("{} segments of shard {} stay until the next start", removed.size(), shard);
        }
    }

    private void delete(SegmentManifest removed) {
        for (String kept : cold.delete(removed)) {
            LOG.warn("a fragment stays until the next sweep: {}", kept);
        }
    }

    /** The document is overwritten or deleted all the same; what indexes said of it cannot be taken back. */
    void documentLost(LumaException cause) {
        if (told.add(cause.detail())) {
            node.listener()
                    .happened(
                            Severity.CRITICAL,
                            "document-lost",
                            shard,
                            "a document was written over or deleted that cannot be read any more, and entries of its"
                                    + " former values may remain in the collection's indexes, which should be made anew: "
                                    + cause.detail());
        }
    }
}
