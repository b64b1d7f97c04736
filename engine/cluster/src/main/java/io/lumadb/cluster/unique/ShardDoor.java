package io.lumadb.cluster.unique;

import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.WriteResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What unique writes ask of a shard. Thread-safe. */
public interface ShardDoor {

    /** Carries writes out in their order; completes when they are durable and applied. */
    CompletableFuture<List<WriteResult>> write(List<ShardCommand.Write> writes);

    /** A moment that holds every write acknowledged before the call. Close it. */
    ShardSnapshot linearizableSnapshot();
}
