package io.lumadb.storage.index;

import io.lumadb.document.catalog.IndexDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The indexes that this shard keeps, by collection, as its log says: the catalog may be ahead. Immutable.
 */
public record Indexes(Map<Integer, Map<Integer, IndexDefinition>> byCollection) {

    public static final Indexes NONE = new Indexes(Map.of());

    public Indexes {
        byCollection = Map.copyOf(byCollection);
    }

    public Collection<IndexDefinition> of(int collection) {
        return byCollection.getOrDefault(collection, Map.of()).values();
    }

    public Optional<IndexDefinition> find(int collection, int index) {
        return Optional.ofNullable(
                byCollection.getOrDefault(collection, Map.of()).get(index));
    }

    public Indexes with(int collection, IndexDefinition index) {
        Map<Integer, Map<Integer, IndexDefinition>> all = new HashMap<>(byCollection);
        Map<Integer, IndexDefinition> own = new TreeMap<>(all.getOrDefault(collection, Map.of()));
        own.put(index.id(), index);
        all.put(collection, own);
        return new Indexes(all);
    }

    public Indexes without(int collection, int index) {
        Map<Integer, Map<Integer, IndexDefinition>> all = new HashMap<>(byCollection);
        Map<Integer, IndexDefinition> own = new TreeMap<>(all.getOrDefault(collection, Map.of()));
        own.remove(index);
        all.put(collection, own);
        return new Indexes(all);
    }

    public Indexes without(int collection) {
        Map<Integer, Map<Integer, IndexDefinition>> all = new HashMap<>(byCollection);
        all.remove(collection);
        return new Indexes(all);
    }
}
