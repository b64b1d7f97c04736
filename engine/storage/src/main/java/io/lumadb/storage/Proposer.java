package io.lumadb.storage;

import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.ShardCommand;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How the storage asks for something to happen on every replica: tier moves that replicas must agree on. Completes when
 * the command was applied here; fails when this node does not lead the shard.
 */
@FunctionalInterface
public interface Proposer {

    CompletableFuture<Void> propose(int shard, ShardCommand command);

    /**
     * Why no command that stores something would be taken now, as while the disk is full; empty when it would. Answers at
     * once: asked before work whose fruit is such a command.
     */
    default Optional<LumaException> refusal() {
        return Optional.empty();
    }
}
