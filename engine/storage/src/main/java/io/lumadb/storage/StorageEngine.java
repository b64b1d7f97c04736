package io.lumadb.storage;

import io.lumadb.storage.view.CoreView;
import java.util.List;

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

    /** Pauses, resumes and slows the moves of this node's documents. */
    MoveControl moveControl();

    /** Bytes of RAM that hot documents take right now, all shards together. */
    long hotBytes();

    /** Checkpoints every shard and closes it. */
    @Override
    void close();
}
