package io.lumadb.cluster.catalog;

import io.lumadb.document.error.LumaException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The catalog of a stopped node, counted.
 *
 * @param index the log entry that it stands at
 */
public record StoredCatalog(long index, int collections, int accounts) {

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
                        saved.catalog().accounts().size()));
    }
}
