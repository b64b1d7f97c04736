package io.lumadb.cluster.catalog;

import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.LumaException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalog of a stopped node, counted.
 *
 * @param index the log entry that it stands at
 * @param unique the unique indexes that are complete
 */
public record StoredCatalog(long index, int collections, int accounts, List<Unique> unique) {

    public StoredCatalog {
        unique = List.copyOf(unique);
    }

    /** A unique index of a collection. */
    public record Unique(CollectionDefinition collection, Catalog.UniqueIndex index) {}

    /**
     * Reads the file; empty when there is none.
     *
     * @throws LumaException CORRUPT_DATA when it is damaged
     */
    public static Optional<StoredCatalog> read(Path file) {
        return new CatalogFile(file)
                .load()
                .map(saved -> new StoredCatalog(
                        saved.index(),
                        saved.catalog().collections().size(),
                        saved.catalog().accounts().size(),
                        unique(saved.catalog())));
    }

    private static List<Unique> unique(Catalog catalog) {
        Map<Integer, List<Catalog.UniqueIndex>> all = catalog.uniqueIndexes();
        return catalog.collections().values().stream()
                .flatMap(collection -> all.getOrDefault(collection.id(), List.of()).stream()
                        .filter(unique -> collection.indexes().contains(unique.index()))
                        .map(unique -> new Unique(collection, unique)))
                .toList();
    }
}
