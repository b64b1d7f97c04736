package io.lumadb.cluster.catalog;

import io.lumadb.cluster.Accounts.Account;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
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
            case CatalogCommand.ReserveIndex(String collection, String name) -> reserve(catalog, collection, name);
            case CatalogCommand.PublishIndex(String collection, var index) -> publish(catalog, collection, index);
            case CatalogCommand.DropIndex(String collection, String index) -> dropIndex(catalog, collection, index);
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
        return new Step(
                catalog.withCollections(collections)
                        .withNextIndexes(nextIndexes)
                        .withLeftovers(leftovers),
                true,
                dropped.id());
    }

    private static Step reserve(Catalog catalog, String collection, String name) {
        CollectionDefinition definition = require(catalog, collection);
        refuseTakenIndex(definition, name);
        int id = catalog.nextIndexes().getOrDefault(definition.id(), 1);
        Map<Integer, Integer> nextIndexes = new HashMap<>(catalog.nextIndexes());
        nextIndexes.put(definition.id(), id + 1);
        return new Step(
                catalog.withNextIndexes(nextIndexes)
                        .withLeftovers(with(catalog, new Catalog.Leftover(definition.id(), Optional.of(id)))),
                true,
                id);
    }

    private static Step publish(Catalog catalog, String collection, IndexDefinition index) {
        CollectionDefinition definition = require(catalog, collection);
        refuseTakenIndex(definition, index.name());
        List<IndexDefinition> indexes = new ArrayList<>(definition.indexes());
        indexes.add(index);
        Catalog next = redefine(catalog, collection, current -> current.withIndexes(indexes));
        return new Step(
                next.withLeftovers(without(next, new Catalog.Leftover(definition.id(), Optional.of(index.id())))),
                true,
                index.id());
    }

    private static Step dropIndex(Catalog catalog, String collection, String name) {
        CollectionDefinition definition = require(catalog, collection);
        IndexDefinition dropped = definition.index(name).orElseThrow(() -> unknownIndex(definition, name));
        List<IndexDefinition> indexes = new ArrayList<>(definition.indexes());
        indexes.remove(dropped);
        Catalog next = redefine(catalog, collection, current -> current.withIndexes(indexes));
        return new Step(
                next.withLeftovers(with(next, new Catalog.Leftover(definition.id(), Optional.of(dropped.id())))),
                true,
                dropped.id());
    }

    private static void refuseTakenIndex(CollectionDefinition definition, String name) {
        if (definition.index(name).isPresent()) {
            throw new LumaException(
                    ErrorCode.ALREADY_EXISTS,
                    "\"" + definition.name() + "\" has an index \"" + name + "\" already",
                    "choose another name, or drop that index first");
        }
    }

    private static LumaException unknownIndex(CollectionDefinition definition, String name) {
        List<String> names =
                definition.indexes().stream().map(IndexDefinition::name).toList();
        return new LumaException(
                ErrorCode.NOT_FOUND,
                "\"" + definition.name() + "\" has no index \"" + name + "\"",
                Suggestions.nearest(name, names)
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse(null));
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

    private static Catalog redefine(Catalog catalog, String name, UnaryOperator<CollectionDefinition> change) {
        CollectionDefinition changed = change.apply(require(catalog, name));
        Map<String, CollectionDefinition> collections = new HashMap<>(catalog.collections());
        collections.put(name, changed);
        return catalog.withCollections(collections);
    }

    private static List<Catalog.Leftover> with(Catalog catalog, Catalog.Leftover leftover) {
        List<Catalog.Leftover> leftovers = new ArrayList<>(catalog.leftovers());
        leftovers.add(leftover);
        return leftovers;
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
