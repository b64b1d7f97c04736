package io.lumadb.cluster.catalog;

import io.lumadb.cluster.Accounts.Account;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.language.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What each command does to the catalog: a pure function, the same on every replica. */
final class CatalogRules {

    private CatalogRules() {}

    /**
     * The next version and whether anything changed. {@code id} is the collection's or index's id that was taken, 0 where
     * none was.
     */
    record Step(Catalog catalog, boolean changed, int id) {}

    /** @throws LumaException when the command does not fit the catalog, which then stays as it is */
    static Step apply(Catalog catalog, CatalogCommand command) {
        return switch (command) {
            case CatalogCommand.Found(var identity) ->
                catalog.identity().isPresent() ? unchanged(catalog) : changed(catalog.withIdentity(identity));
            case CatalogCommand.CreateCollection create -> create(catalog, create);
            case CatalogCommand.DropCollection(String name, boolean ifExists) -> drop(catalog, name, ifExists);
            case CatalogCommand.SetSchema(String name, var schema) ->
                changed(redefine(catalog, name, definition -> withSchema(definition, schema)));
            case CatalogCommand.SetTiering(String name, Optional<TieringPolicy> policy) ->
                changed(redefine(catalog, name, definition -> definition.withTiering(policy)));
            case CatalogCommand.BeginIndex(String collection, var index) ->
                IndexRuns.begin(catalog, require(catalog, collection), index);
            case CatalogCommand.PublishIndex(String collection, var index) ->
                IndexRuns.publish(catalog, require(catalog, collection), index);
            case CatalogCommand.FailIndex(String collection, int index, String reason) ->
                IndexRuns.fail(catalog, require(catalog, collection), index, reason);
            case CatalogCommand.DropIndex(String collection, String index) ->
                IndexRuns.drop(catalog, require(catalog, collection), index);
            case CatalogCommand.Sweep(var leftover) -> changed(catalog.withLeftovers(without(catalog, leftover)));
            case CatalogCommand.PutAccount(var account) -> {
                Map<String, Account> accounts = new HashMap<>(catalog.accounts());
                accounts.put(account.username(), account);
                yield changed(catalog.withAccounts(accounts));
            }
            case CatalogCommand.RemoveAccount(String username) -> {
                Map<String, Account> accounts = new HashMap<>(catalog.accounts());
                yield accounts.remove(username) == null ? unchanged(catalog) : changed(catalog.withAccounts(accounts));
            }
        };
    }

    private static Step create(Catalog catalog, CatalogCommand.CreateCollection create) {
        if (catalog.collections().containsKey(create.name())) {
            if (create.ifNotExists()) {
                return unchanged(catalog);
            }
            throw new LumaException(
                    ErrorCode.ALREADY_EXISTS,
                    "there is a collection \"" + create.name() + "\" already",
                    "choose another name, or create it only if it does not exist");
        }
        int id = catalog.nextCollection();
        Map<String, CollectionDefinition> collections = new HashMap<>(catalog.collections());
        collections.put(
                create.name(),
                new CollectionDefinition(id, create.name(), create.schema(), List.of(), Optional.empty()));
        return new Step(catalog.withCollections(collections).withNextCollection(id + 1), true, id);
    }

    private static Step drop(Catalog catalog, String name, boolean ifExists) {
        if (!catalog.collections().containsKey(name) && ifExists) {
            return unchanged(catalog);
        }
        CollectionDefinition dropped = require(catalog, name);
        Map<String, CollectionDefinition> collections = new HashMap<>(catalog.collections());
        collections.remove(name);
        Map<Integer, Integer> nextIndexes = new HashMap<>(catalog.nextIndexes());
        nextIndexes.remove(dropped.id());
        List<Catalog.Leftover> leftovers = new ArrayList<>(catalog.leftovers());
        leftovers.removeIf(leftover -> leftover.collection() == dropped.id());
        leftovers.add(new Catalog.Leftover(dropped.id(), Optional.empty()));
        Catalog next = IndexRuns.dropAll(
                catalog.withCollections(collections)
                        .withNextIndexes(nextIndexes)
                        .withLeftovers(leftovers),
                dropped.id());
        return new Step(next, true, dropped.id());
    }

    /** @throws LumaException UNKNOWN_COLLECTION with the nearest name as a hint */
    static CollectionDefinition require(Catalog catalog, String name) {
        CollectionDefinition definition = catalog.collections().get(name);
        if (definition == null) {
            throw new LumaException(
                    ErrorCode.UNKNOWN_COLLECTION,
                    "there is no collection \"" + name + "\"",
                    Suggestions.nearest(name, catalog.collections().keySet())
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse(null));
        }
        return definition;
    }

    private static CollectionDefinition withSchema(CollectionDefinition definition, Optional<CollectionSchema> schema) {
        return new CollectionDefinition(
                definition.id(), definition.name(), schema, definition.indexes(), definition.tiering());
    }

    static Catalog redefine(Catalog catalog, String name, UnaryOperator<CollectionDefinition> change) {
        CollectionDefinition changed = change.apply(require(catalog, name));
        Map<String, CollectionDefinition> collections = new HashMap<>(catalog.collections());
        collections.put(name, changed);
        return catalog.withCollections(collections);
    }

    private static List<Catalog.Leftover> without(Catalog catalog, Catalog.Leftover leftover) {
        return catalog.leftovers().stream()
                .filter(other -> !other.equals(leftover))
                .toList();
    }

    private static Step changed(Catalog catalog) {
        return new Step(catalog, true, 0);
    }

    private static Step unchanged(Catalog catalog) {
        return new Step(catalog, false, 0);
    }
}
