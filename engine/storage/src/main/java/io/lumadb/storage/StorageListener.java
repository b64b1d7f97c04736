package io.lumadb.storage;

import io.lumadb.storage.view.TierMoveBatch;

/** Told what happens below, on a storage thread: hand it on, never block. */
public interface StorageListener {

    void moved(TierMoveBatch move);

    /** A checkpoint, a sealed segment, a compaction, a failure: a stable word and a sentence. */
    void happened(Severity severity, String kind, int shard, String text);

    enum Severity {
        INFO,
        WARNING,
        CRITICAL
    }
}
