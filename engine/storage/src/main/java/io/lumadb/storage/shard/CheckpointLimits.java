package io.lumadb.storage.shard;

/**
 * When a shard has to checkpoint although nobody waits for it: what it keeps in RAM ahead of its RocksDB, and what a node would
 * replay after a crash, stay bounded. For the core loop.
 */
final class CheckpointLimits {

    /** After a crash, so many writes and bytes of documents are replayed at most, about, */
    private static final long MOST_WRITES = 250_000;

    private static final long MOST_BYTES = 256L * 1024 * 1024;
    /** and so many documents a core are read for it, all shards together: the dearer part. */
    private static final int MOST_DOCUMENTS = 200_000;

    private static final int LEAST_DOCUMENTS = 10_000;
    private static final long LEAST_DIRTY_BYTES = 4L * 1024 * 1024;
    private static final long MOST_DIRTY_BYTES = 128L * 1024 * 1024;

    private final Node node;

    CheckpointLimits(Node node) {
        this.node = node;
    }

    /** Whether a checkpoint to disk is due. */
    boolean reached(ShardState state, Checkpointer checkpointer, Gauges gauges, long nowMillis) {
        return nowMillis - checkpointer.flushStartedMillis()
                        >= node.config().checkpointAge().toMillis()
                || state.dirtyBytes >= mostDirtyBytes()
                || state.dirty.slots().size() + checkpointer.unflushedDocuments() >= mostDocuments()
                || gauges.writesSince() >= MOST_WRITES
                || gauges.bytesSince() >= MOST_BYTES;
    }

    private int mostDocuments() {
        return Math.max(LEAST_DOCUMENTS, MOST_DOCUMENTS * node.config().cores() / openShards());
    }

    /** A quarter of the shard's share of RAM. */
    private long mostDirtyBytes() {
        long share = node.config().hotBudgetBytes() / openShards() / 4;
        return Math.clamp(share, LEAST_DIRTY_BYTES, MOST_DIRTY_BYTES);
    }

    private int openShards() {
        return Math.max(1, node.openShards().getAsInt());
    }
}
