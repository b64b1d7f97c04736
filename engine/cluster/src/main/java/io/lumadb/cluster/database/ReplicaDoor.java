package io.lumadb.cluster.database;

import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.cluster.unique.ShardDoor;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.WriteResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A shard of this node, for unique writes. */
record ReplicaDoor(ShardReplica shard) implements ShardDoor {

    @Override
    public CompletableFuture<List<WriteResult>> write(List<ShardCommand.Write> writes) {
        return shard.write(writes);
    }

    @Override
    public ShardSnapshot linearizableSnapshot() {
        return shard.linearizableSnapshot();
    }
}
