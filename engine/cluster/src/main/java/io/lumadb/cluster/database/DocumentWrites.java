package io.lumadb.cluster.database;

import io.lumadb.cluster.catalog.CatalogService;
import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.cluster.unique.UniqueWrites;
import io.lumadb.cluster.unique.WriteEpochs;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Writes of documents: straight to their shards, or by way of their unique keys where the collection has unique indexes.
 * Thread-safe.
 */
public final class DocumentWrites {

    private final CatalogService catalog;
    private final Writes plain;
    private final UniqueWrites unique;
    private final WriteEpochs epochs = new WriteEpochs();

    /** @param shards by shard number, without gaps */
    public DocumentWrites(CatalogService catalog, List<ShardReplica> shards, InstantSource clock) {
        this.catalog = catalog;
        this.plain = new Writes(List.copyOf(shards));
        this.unique = new UniqueWrites(
                shards.stream()
                        .<io.lumadb.cluster.unique.ShardDoor>map(ReplicaDoor::new)
                        .toList(),
                catalog::uniqueIndexes,
                clock);
    }

    UniqueWrites unique() {
        return unique;
    }

    CompletableFuture<List<WriteOutcome>> write(String collection, List<Mutation> mutations) {
        long epoch = epochs.enter();
        CompletableFuture<List<WriteOutcome>> outcomes;
        try {
            CollectionDefinition definition = catalog.require(collection);
            outcomes = catalog.uniqueIndexes(definition.id()).isEmpty()
                    ? plain.write(definition.id(), mutations)
                    : unique.write(definition, mutations);
        } catch (LumaException e) {
            outcomes = CompletableFuture.failedFuture(e);
        } catch (RuntimeException e) {
            epochs.leave(epoch);
            throw e;
        }
        return outcomes.whenComplete((_, _) -> epochs.leave(epoch));
    }

    /** Completes when every write is over that may not have seen what the catalog says now. */
    CompletableFuture<Void> whenPresentWritesAreOver() {
        return epochs.whenPresentWritesAreOver();
    }
}
