package io.lumadb.cluster.database;

import io.lumadb.cluster.catalog.Catalog;
import io.lumadb.cluster.catalog.CatalogCommand;
import io.lumadb.cluster.catalog.CatalogService;
import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.IndexRules;
import io.lumadb.storage.TieringRules;
import io.lumadb.storage.command.ShardCommand;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/**
 * Changes of collections and indexes. The catalog goes first or last, so that nobody uses what a shard does not have: a
 * collection or index disappears from the catalog before the shards drop it, and an index appears there once every shard
 * has built it. What a crash leaves between the two is in the catalog's list of leftovers, which {@link #sweep} works off.
 * Blocks. Thread-safe.
 */
public final class Definitions {

    private static final int LONGEST_NAME = 120;

    private final CatalogService catalog;
    private final List<ShardReplica> shards;
    private final BiConsumer<String, String> happened;

    /** @param happened takes an event's kind and a sentence */
    public Definitions(CatalogService catalog, List<ShardReplica> shards, BiConsumer<String, String> happened) {
        this.catalog = catalog;
        this.shards = List.copyOf(shards);
        this.happened = happened;
    }

    boolean createCollection(String name, Optional<CollectionSchema> schema, boolean ifNotExists) {
        requireName("collection", name);
        boolean created = catalog.change(new CatalogCommand.CreateCollection(name, schema, ifNotExists))
                .changed();
        if (created) {
            happened.accept("collection-created", "the collection " + name + " was made");
        }
        return created;
    }

    boolean dropCollection(String name, boolean ifExists) {
        CatalogService.Change change = catalog.change(new CatalogCommand.DropCollection(name, ifExists));
        if (change.changed()) {
            happened.accept("collection-dropped", "the collection " + name + " was dropped");
            sweep(new Catalog.Leftover(change.id(), Optional.empty()));
        }
        return change.changed();
    }

    void setSchema(String collection, Optional<CollectionSchema> schema) {
        catalog.change(new CatalogCommand.SetSchema(collection, schema));
    }

    void setTiering(String collection, Optional<TieringPolicy> policy) {
        policy.ifPresent(TieringRules::validate);
        catalog.change(new CatalogCommand.SetTiering(collection, policy));
    }

    void createIndex(String collection, IndexDefinition index) {
        IndexRules.validate(index);
        requireName("index", index.name());
        CollectionDefinition definition = catalog.require(collection);
        int id = catalog.change(new CatalogCommand.ReserveIndex(collection, index.name()))
                .id();
        IndexDefinition numbered =
                new IndexDefinition(id, index.name(), index.fields(), index.kind(), index.unique(), index.options());
        try {
            onEveryShard(new ShardCommand.CreateIndex(definition.id(), numbered));
            catalog.change(new CatalogCommand.PublishIndex(collection, numbered));
            happened.accept("index-created", "the index " + index.name() + " of " + collection + " was built");
        } catch (LumaException e) {
            try {
                sweep(new Catalog.Leftover(definition.id(), Optional.of(id)));
            } catch (LumaException left) {
                // It stays a leftover, for the next start to sweep.
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    void dropIndex(String collection, String index) {
        int owner = catalog.require(collection).id();
        int id = catalog.change(new CatalogCommand.DropIndex(collection, index)).id();
        happened.accept("index-dropped", "the index " + index + " of " + collection + " was dropped");
        sweep(new Catalog.Leftover(owner, Optional.of(id)));
    }

    /** Finishes what the last run of the node began: call it once the shards are led. */
    public void sweep() {
        catalog.current().leftovers().forEach(this::sweep);
    }

    private void sweep(Catalog.Leftover leftover) {
        onEveryShard(
                leftover.index().isPresent()
                        ? new ShardCommand.DropIndex(
                                leftover.collection(), leftover.index().get())
                        : new ShardCommand.DropCollection(leftover.collection()));
        catalog.change(new CatalogCommand.Sweep(leftover));
    }

    private void onEveryShard(ShardCommand command) {
        List<CompletableFuture<Void>> proposals =
                shards.stream().map(shard -> shard.propose(command)).toList();
        try {
            CompletableFuture.allOf(proposals.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LumaException known
                    ? known
                    : new LumaException(
                            ErrorCode.INTERNAL, "a shard did not take a change: " + e.getMessage(), null, e);
        }
    }

    private static void requireName(String what, String name) {
        boolean printable = name.codePoints().noneMatch(Character::isISOControl);
        if (name.isBlank() || name.length() > LONGEST_NAME || !printable) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "\"" + name + "\" cannot name " + (what.equals("index") ? "an " : "a ") + what,
                    "use 1 to " + LONGEST_NAME + " printable characters");
        }
    }
}
