package io.lumadb.cluster.database;

import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.ShardCommand;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Commands that all shards take. Blocks. Thread-safe. */
final class ShardCommands {

    private final List<ShardReplica> shards;

    ShardCommands(List<ShardReplica> shards) {
        this.shards = List.copyOf(shards);
    }

    /** Comes back when every shard has applied the command. */
    void propose(ShardCommand command) {
        await(shard -> shard.propose(command));
    }

    /** Comes back when every shard has built the index and has it on disk. */
    void awaitIndex(int collection, int index) {
        await(shard -> shard.store().indexBuilt(collection, index));
    }

    private void await(Function<ShardReplica, CompletableFuture<Void>> step) {
        List<CompletableFuture<Void>> steps = shards.stream().map(step).toList();
        try {
            CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LumaException known
                    ? known
                    : new LumaException(
                            ErrorCode.INTERNAL, "a shard did not take a change: " + e.getMessage(), null, e);
        }
    }
}
