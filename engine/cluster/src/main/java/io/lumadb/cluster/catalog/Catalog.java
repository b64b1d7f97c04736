package io.lumadb.cluster.catalog;

import io.lumadb.cluster.Accounts.Account;
import io.lumadb.document.catalog.CollectionDefinition;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One version of the catalog.
 *
 * @param identity empty before the cluster's first start is through
 * @param nextCollection the id the next collection gets; ids are never reused
 * @param nextIndexes the id a collection's next index gets, by collection id
 * @param leftovers what shards may still hold of dropped collections and of indexes that are not, or no longer, in use
 */
public record Catalog(
        Optional<Identity> identity,
        int nextCollection,
        Map<String, CollectionDefinition> collections,
        Map<Integer, Integer> nextIndexes,
        List<Leftover> leftovers,
        Map<String, Account> accounts) {

    static final Catalog EMPTY = new Catalog(Optional.empty(), 1, Map.of(), Map.of(), List.of(), Map.of());

    public Catalog {
        collections = Collections.unmodifiableMap(new TreeMap<>(collections));
        nextIndexes = Map.copyOf(nextIndexes);
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

    /** Without an index: everything of the collection. */
    public record Leftover(int collection, Optional<Integer> index) {}

    Map<Integer, CollectionDefinition> byId() {
        return collections.values().stream()
                .collect(Collectors.toUnmodifiableMap(CollectionDefinition::id, Function.identity()));
    }

    Catalog withIdentity(Identity made) {
        return new Catalog(Optional.of(made), nextCollection, collections, nextIndexes, leftovers, accounts);
    }

    Catalog withCollections(Map<String, CollectionDefinition> changed) {
        return new Catalog(identity, nextCollection, changed, nextIndexes, leftovers, accounts);
    }

    Catalog withNextCollection(int next) {
        return new Catalog(identity, next, collections, nextIndexes, leftovers, accounts);
    }

    Catalog withNextIndexes(Map<Integer, Integer> changed) {
        return new Catalog(identity, nextCollection, collections, changed, leftovers, accounts);
    }

    Catalog withLeftovers(List<Leftover> changed) {
        return new Catalog(identity, nextCollection, collections, nextIndexes, changed, accounts);
    }

    Catalog withAccounts(Map<String, Account> changed) {
        return new Catalog(identity, nextCollection, collections, nextIndexes, leftovers, changed);
    }
}
