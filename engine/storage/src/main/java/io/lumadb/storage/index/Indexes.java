package io.lumadb.storage.index;

import io.lumadb.document.catalog.IndexDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The indexes that this shard keeps, by collection, as its log says: the catalog may be ahead. Immutable.
 *
 * @param building those whose entries are not complete yet: nobody may look anything up in them
 */
public record Indexes(Map<Integer, Map<Integer, IndexDefinition>> byCollection, Set<Place> building) {

    public static final Indexes NONE = new Indexes(Map.of(), Set.of());

    public Indexes {
        byCollection = Map.copyOf(byCollection);
        building = Set.copyOf(building);
    }

    /** An index of a collection. */
    public record Place(int collection, int index) {}

    public Collection<IndexDefinition> of(int collection) {
        return byCollection.getOrDefault(collection, Map.of()).values();
    }

    public Optional<IndexDefinition> find(int collection, int index) {
        return Optional.ofNullable(
                byCollection.getOrDefault(collection, Map.of()).get(index));
    }

    public boolean isBuilding(int collection, int index) {
        return building.contains(new Place(collection, index));
    }

    /** With an index whose entries are still to be made. */
    public Indexes withBuilding(int collection, IndexDefinition index) {
        Set<Place> more = new HashSet<>(building);
        more.add(new Place(collection, index.id()));
        return new Indexes(with(collection, index).byCollection, more);
    }

    /** With an index that is complete. */
    public Indexes with(int collection, IndexDefinition index) {
        Map<Integer, Map<Integer, IndexDefinition>> all = new HashMap<>(byCollection);
        Map<Integer, IndexDefinition> own = new TreeMap<>(all.getOrDefault(collection, Map.of()));
        own.put(index.id(), index);
        all.put(collection, own);
        return new Indexes(all, withoutBuilding(new Place(collection, index.id())));
    }

    public Indexes without(int collection, int index) {
        Map<Integer, Map<Integer, IndexDefinition>> all = new HashMap<>(byCollection);
        Map<Integer, IndexDefinition> own = new TreeMap<>(all.getOrDefault(collection, Map.of()));
        own.remove(index);
        all.put(collection, own);
        return new Indexes(all, withoutBuilding(new Place(collection, index)));
    }

    private Set<Place> withoutBuilding(Place place) {
        Set<Place> fewer = new HashSet<>(building);
        fewer.remove(place);
        return fewer;
    }

    public Indexes without(int collection) {
        Map<Integer, Map<Integer, IndexDefinition>> all = new HashMap<>(byCollection);
        all.remove(collection);
        Set<Place> fewer = new HashSet<>(building);
        fewer.removeIf(place -> place.collection() == collection);
        return new Indexes(all, fewer);
    }
}
