package io.lumadb.storage;

import io.lumadb.storage.node.LocalEngine;

/** Opens a node's storage. */
public final class StorageEngines {

    private StorageEngines() {}

    /**
     * Takes the directory of {@code config} and starts the core loops. Futures of the storage complete on threads of its
     * own: what hangs on them should be short, or go on elsewhere.
     *
     * @throws io.lumadb.document.error.LumaException UNAVAILABLE when another process uses the directory; BAD_REQUEST when
     *     it has another format or cannot be read and written
     */
    public static StorageEngine open(
            StorageConfig config, CollectionCatalog catalog, Proposer proposer, StorageListener listener) {
        return LocalEngine.open(config, catalog, proposer, listener, true);
    }
}
