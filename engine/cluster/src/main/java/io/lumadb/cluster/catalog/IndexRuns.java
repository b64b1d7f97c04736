package io.lumadb.cluster.catalog;

import io.lumadb.cluster.catalog.CatalogRules.Step;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.language.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The life of an index in the catalog: begun, then published or failed, and dropped. Pure functions. */
final class IndexRuns {

    private IndexRuns() {}

    static Step begin(Catalog catalog, CollectionDefinition collection, IndexDefinition asked) {
        refuseTaken(catalog, collection, asked.name());
        int id = catalog.nextIndexes().getOrDefault(collection.id(), 1);
        IndexDefinition index =
                new IndexDefinition(id, asked.name(), asked.fields(), asked.kind(), asked.unique(), asked.options());
        Map<Integer, Integer> nextIndexes = new HashMap<>(catalog.nextIndexes());
        nextIndexes.put(collection.id(), id + 1);
        List<Catalog.Build> builds = new ArrayList<>(catalog.builds());
        builds.add(new Catalog.Build(collection.id(), index, Optional.empty()));
        Catalog next = catalog.withNextIndexes(nextIndexes).withBuilds(builds);
        if (index.unique()) {
            int space = catalog.nextCollection();
            List<Catalog.KeySpace> spaces = new ArrayList<>(catalog.keySpaces());
            spaces.add(new Catalog.KeySpace(space, collection.id(), id));
            next = next.withNextCollection(space + 1).withKeySpaces(spaces);
        }
        return new Step(next, true, id);
    }

    static Step publish(Catalog catalog, CollectionDefinition collection, IndexDefinition index) {
        requireUnderWay(catalog, collection, index.id());
        List<IndexDefinition> indexes = new ArrayList<>(collection.indexes());
        indexes.add(index);
        Catalog next = CatalogRules.redefine(catalog, collection.name(), current -> current.withIndexes(indexes));
        return new Step(next.withBuilds(withoutBuild(next, collection.id(), index.id())), true, index.id());
    }

    static Step fail(Catalog catalog, CollectionDefinition collection, int index, String reason) {
        Catalog.Build build = requireUnderWay(catalog, collection, index);
        List<Catalog.Build> builds = withoutBuild(catalog, collection.id(), index);
        builds.add(new Catalog.Build(collection.id(), build.index(), Optional.of(reason)));
        return new Step(leave(catalog.withBuilds(builds), collection.id(), index), true, index);
    }

    private static Catalog.Build requireUnderWay(Catalog catalog, CollectionDefinition collection, int index) {
        return catalog.builds().stream()
                .filter(build -> build.collection() == collection.id()
                        && build.index().id() == index
                        && build.failure().isEmpty())
                .findFirst()
                .orElseThrow(() -> new LumaException(
                        ErrorCode.NOT_FOUND,
                        "\"" + collection.name() + "\" builds no index " + index + ": it was dropped meanwhile"));
    }

    static Step drop(Catalog catalog, CollectionDefinition collection, String name) {
        Optional<Catalog.Build> build = build(catalog, collection, name);
        int id = build.map(Catalog.Build::index)
                .or(() -> collection.index(name))
                .orElseThrow(() -> unknown(catalog, collection, name))
                .id();
        List<IndexDefinition> indexes =
                collection.indexes().stream().filter(index -> index.id() != id).toList();
        Catalog next = CatalogRules.redefine(catalog, collection.name(), current -> current.withIndexes(indexes));
        return new Step(leave(next.withBuilds(withoutBuild(next, collection.id(), id)), collection.id(), id), true, id);
    }

    /** Forgets the indexes of a dropped collection; its key spaces become leftovers. */
    static Catalog dropAll(Catalog catalog, int collection) {
        Catalog next = catalog.withBuilds(catalog.builds().stream()
                .filter(build -> build.collection() != collection)
                .toList());
        for (Catalog.KeySpace space : catalog.keySpaces()) {
            if (space.collection() == collection) {
                next = leave(next, space);
            }
        }
        return next;
    }

    /** What the shards have of an index becomes a leftover, and so does its key space. */
    private static Catalog leave(Catalog catalog, int collection, int index) {
        List<Catalog.Leftover> leftovers = new ArrayList<>(catalog.leftovers());
        Catalog.Leftover entries = new Catalog.Leftover(collection, Optional.of(index));
        if (!leftovers.contains(entries)) {
            leftovers.add(entries);
        }
        Catalog next = catalog.withLeftovers(leftovers);
        for (Catalog.KeySpace space : catalog.keySpaces()) {
            if (space.collection() == collection && space.index() == index) {
                next = leave(next, space);
            }
        }
        return next;
    }

    private static Catalog leave(Catalog catalog, Catalog.KeySpace space) {
        List<Catalog.Leftover> leftovers = new ArrayList<>(catalog.leftovers());
        leftovers.add(new Catalog.Leftover(space.id(), Optional.empty()));
        return catalog.withLeftovers(leftovers)
                .withKeySpaces(catalog.keySpaces().stream()
                        .filter(other -> !other.equals(space))
                        .toList());
    }

    private static List<Catalog.Build> withoutBuild(Catalog catalog, int collection, int index) {
        List<Catalog.Build> others = new ArrayList<>(catalog.builds());
        others.removeIf(
                build -> build.collection() == collection && build.index().id() == index);
        return others;
    }

    private static Optional<Catalog.Build> build(Catalog catalog, CollectionDefinition collection, String name) {
        return catalog.builds().stream()
                .filter(build -> build.collection() == collection.id()
                        && build.index().name().equals(name))
                .findFirst();
    }

    private static void refuseTaken(Catalog catalog, CollectionDefinition collection, String name) {
        Optional<Catalog.Build> build = build(catalog, collection, name);
        if (collection.index(name).isPresent() || build.isPresent()) {
            String which = build.flatMap(Catalog.Build::failure).isPresent()
                    ? "an index \"" + name + "\" that could not be built"
                    : "an index \"" + name + "\" already";
            throw new LumaException(
                    ErrorCode.ALREADY_EXISTS,
                    "\"" + collection.name() + "\" has " + which,
                    "choose another name, or drop that index first");
        }
    }

    private static LumaException unknown(Catalog catalog, CollectionDefinition collection, String name) {
        List<String> names = Stream.concat(
                        collection.indexes().stream(),
                        catalog.builds().stream()
                                .filter(build -> build.collection() == collection.id())
                                .map(Catalog.Build::index))
                .map(IndexDefinition::name)
                .toList();
        return new LumaException(
                ErrorCode.NOT_FOUND,
                "\"" + collection.name() + "\" has no index \"" + name + "\"",
                Suggestions.nearest(name, names)
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse(null));
    }
}
