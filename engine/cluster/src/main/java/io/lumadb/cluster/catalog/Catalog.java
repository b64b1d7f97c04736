package io.lumadb.cluster.catalog;

import io.lumadb.cluster.Accounts.Account;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.IndexDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One version of the catalog.
 *
 * @param identity empty before the cluster's first start is through
 * @param nextCollection the id the next collection gets; ids are never reused
 * @param nextIndexes the id a collection's next index gets, by collection id
 * @param builds indexes that are being built or could not be; those in use are in their collections
 * @param keySpaces where the keys of unique indexes are kept
 * @param leftovers what shards may still hold of dropped collections and indexes
 */
public record Catalog(
        Optional<Identity> identity,
        int nextCollection,
        Map<String, CollectionDefinition> collections,
        Map<Integer, Integer> nextIndexes,
        List<Build> builds,
        List<KeySpace> keySpaces,
        List<Leftover> leftovers,
        Map<String, Account> accounts) {

    static final Catalog EMPTY =
            new Catalog(Optional.empty(), 1, Map.of(), Map.of(), List.of(), List.of(), List.of(), Map.of());

    public Catalog {
        collections = Collections.unmodifiableMap(new TreeMap<>(collections));
        nextIndexes = Map.copyOf(nextIndexes);
        builds = List.copyOf(builds);
        keySpaces = List.copyOf(keySpaces);
        leftovers = List.copyOf(leftovers);
        accounts = Collections.unmodifiableMap(new TreeMap<>(accounts));
    }

    /**
     * What the cluster was made with.
     *
     * @param tokenKey 32 random bytes; shared, not copied
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Identity(String clusterId, int format, int shards, byte[] tokenKey) {
        @Override
        public String toString() {
            return "Identity[" + clusterId + ", format " + format + ", " + shards + " shards]";
        }
    }

    /**
     * An index that nobody may look things up in.
     *
     * @param collection the collection's id
     * @param failure why it will never be complete; empty while it is being built
     */
    public record Build(int collection, IndexDefinition index, Optional<String> failure) {}

    /**
     * The keys of a unique index: documents of a collection without a name.
     *
     * @param id of that collection, from the same count as all others
     */
    public record KeySpace(int id, int collection, int index) {}

    /** A unique index that writes must heed, and its key space. */
    public record UniqueIndex(IndexDefinition index, int keySpace) {}

    /** Without an index: everything of the collection. */
    public record Leftover(int collection, Optional<Integer> index) {}

    Map<Integer, CollectionDefinition> byId() {
        return collections.values().stream()
                .collect(Collectors.toUnmodifiableMap(CollectionDefinition::id, Function.identity()));
    }

    /** The unique indexes that writes must heed, those under construction among them, by collection id. */
    Map<Integer, List<UniqueIndex>> uniqueIndexes() {
        Map<Integer, CollectionDefinition> owners = byId();
        Map<Integer, List<UniqueIndex>> unique = new HashMap<>();
        for (KeySpace space : keySpaces) {
            CollectionDefinition owner = owners.get(space.collection());
            Stream<IndexDefinition> complete = owner == null ? Stream.empty() : owner.indexes().stream();
            Stream<IndexDefinition> underWay = builds.stream()
                    .filter(build -> build.collection() == space.collection()
                            && build.failure().isEmpty())
                    .map(Build::index);
            Stream.concat(complete, underWay)
                    .filter(index -> index.id() == space.index())
                    .forEach(index -> unique.computeIfAbsent(space.collection(), _ -> new ArrayList<>())
                            .add(new UniqueIndex(index, space.id())));
        }
        return unique;
    }

    Catalog withIdentity(Identity made) {
        return new Catalog(
                Optional.of(made), nextCollection, collections, nextIndexes, builds, keySpaces, leftovers, accounts);
    }

    Catalog withCollections(Map<String, CollectionDefinition> changed) {
        return new Catalog(identity, nextCollection, changed, nextIndexes, builds, keySpaces, leftovers, accounts);
    }

    Catalog withNextCollection(int next) {
        return new Catalog(identity, next, collections, nextIndexes, builds, keySpaces, leftovers, accounts);
    }

    Catalog withNextIndexes(Map<Integer, Integer> changed) {
        return new Catalog(identity, nextCollection, collections, changed, builds, keySpaces, leftovers, accounts);
    }

    Catalog withBuilds(List<Build> changed) {
        return new Catalog(identity, nextCollection, collections, nextIndexes, changed, keySpaces, leftovers, accounts);
    }

    Catalog withKeySpaces(List<KeySpace> changed) {
        return new Catalog(identity, nextCollection, collections, nextIndexes, builds, changed, leftovers, accounts);
    }

    Catalog withLeftovers(List<Leftover> changed) {
        return new Catalog(identity, nextCollection, collections, nextIndexes, builds, keySpaces, changed, accounts);
    }

    Catalog withAccounts(Map<String, Account> changed) {
        return new Catalog(identity, nextCollection, collections, nextIndexes, builds, keySpaces, leftovers, changed);
    }
}
