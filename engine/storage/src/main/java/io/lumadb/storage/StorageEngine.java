package io.lumadb.storage;

import io.lumadb.storage.view.CoreView;
import io.lumadb.storage.view.WarmView;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * All shard replicas of one node. Thread-safe. Made by {@code StorageEngines.open(config, catalog, proposer, listener)};
 * its directory is locked against other processes, and a directory of another format is refused by name.
 */
public interface StorageEngine extends AutoCloseable {

    /**
     * Opens a replica, making it when its directory is new. It is at {@link ShardStore#durableIndex()} afterwards; the
     * caller replays the log from there.
     */
    ShardStore openShard(int shard);

    /** The open replicas by shard number. */
    List<ShardStore> shards();

    /** What each core loop is doing. */
    List<CoreView> cores();

    /**
     * Moves a replica to another core loop, between two of its tasks: nothing waits for it, and tasks keep their order. The
     * engine does this by itself where one core has far more to do than another.
     *
     * @param core counted from 0
     * @return completes when the replica runs there; fails with NOT_FOUND or BAD_REQUEST
     */
    CompletableFuture<Void> moveShard(int shard, int core);

    /** What the warm tiers of all shards share. */
    WarmView.Shared warm();

    /** Pauses, resumes and slows the moves of this node's documents. */
    MoveControl moveControl();

    /** Bytes of RAM that hot documents take right now, all shards together. */
    long hotBytes();

    /** Checkpoints every shard and closes it. */
    @Override
    void close();
}
