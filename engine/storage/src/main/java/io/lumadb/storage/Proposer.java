package io.lumadb.storage;

import io.lumadb.storage.command.ShardCommand;
import java.util.concurrent.CompletableFuture;

/**
 * How the storage asks for something to happen on every replica: tier moves that replicas must agree on. Completes when
 * the command was applied here; fails when this node does not lead the shard.
 */
@FunctionalInterface
public interface Proposer {

    CompletableFuture<Void> propose(int shard, ShardCommand command);
}
