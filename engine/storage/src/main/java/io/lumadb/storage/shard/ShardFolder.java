package io.lumadb.storage.shard;

import java.nio.file.Path;

/** Where a shard's files lie in the storage's directory. */
public final class ShardFolder {

    private ShardFolder() {}

    /** {@code storage}: the folder of all shards of the node. */
    public static Path of(Path storage, int shard) {
        return storage.resolve(name(shard));
    }

    public static String name(int shard) {
        return "shard-%03d".formatted(shard);
    }
}
