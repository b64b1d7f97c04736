package io.lumadb.storage;

import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import java.util.Optional;

/** What the storage looks up about collections. Thread-safe and quick: it is asked on core loops. */
public interface CollectionCatalog {

    /** Empty when the collection was dropped. */
    Optional<CollectionDefinition> collection(int id);

    /** The collection's own policy, or the cluster's default. */
    TieringPolicy policy(int collection);
}
