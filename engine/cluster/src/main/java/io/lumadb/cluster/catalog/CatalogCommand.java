package io.lumadb.cluster.catalog;

import io.lumadb.cluster.Accounts.Account;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import java.util.Optional;

/** One entry of the {@code meta} group's log. */
public sealed interface CatalogCommand {

    /** Gives a new cluster its identity; nothing when it has one. */
    record Found(Catalog.Identity identity) implements CatalogCommand {}

    record CreateCollection(String name, Optional<CollectionSchema> schema, boolean ifNotExists)
            implements CatalogCommand {}

    /** The documents become a leftover, for the shards to drop. */
    record DropCollection(String name, boolean ifExists) implements CatalogCommand {}

    record SetSchema(String collection, Optional<CollectionSchema> schema) implements CatalogCommand {}

    record SetTiering(String collection, Optional<TieringPolicy> policy) implements CatalogCommand {}

    /**
     * Takes an id for an index that the shards are about to build, and a key space when it is unique; writes heed it from
     * now on. The given id does not matter.
     */
    record BeginIndex(String collection, IndexDefinition index) implements CatalogCommand {}

    /** Every shard has built the index: from now on it may be used. */
    record PublishIndex(String collection, IndexDefinition index) implements CatalogCommand {}

    /** The index cannot be built: it stays, with the reason, until somebody drops it. Its entries become a leftover. */
    record FailIndex(String collection, int index, String reason) implements CatalogCommand {}

    /** Drops an index, under construction or not. The entries become a leftover, for the shards to drop. */
    record DropIndex(String collection, String index) implements CatalogCommand {}

    /** The shards have dropped it. */
    record Sweep(Catalog.Leftover leftover) implements CatalogCommand {}

    record PutAccount(Account account) implements CatalogCommand {}

    record RemoveAccount(String username) implements CatalogCommand {}
}
