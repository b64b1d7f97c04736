package io.lumadb.document.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A collection. {@code id} is never reused, so that a dropped collection's leftovers cannot appear in a new one of the
 * same name. {@code tiering} is the collection's own policy; without one the cluster's default holds.
 */
public record CollectionDefinition(
        int id,
        String name,
        Optional<CollectionSchema> schema,
        List<IndexDefinition> indexes,
        Optional<TieringPolicy> tiering) {

    public CollectionDefinition {
        indexes = List.copyOf(indexes);
    }

    public Optional<IndexDefinition> index(String indexName) {
        return indexes.stream().filter(index -> index.name().equals(indexName)).findFirst();
    }

    public CollectionDefinition withIndexes(List<IndexDefinition> newIndexes) {
        return new CollectionDefinition(id, name, schema, newIndexes, tiering);
    }

    public CollectionDefinition withTiering(Optional<TieringPolicy> newTiering) {
        return new CollectionDefinition(id, name, schema, indexes, newTiering);
    }
}
