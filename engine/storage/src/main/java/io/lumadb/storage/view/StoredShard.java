package io.lumadb.storage.view;

import java.nio.file.Path;
import java.util.List;

/**
 * What a stopped node's files hold of one shard, read and held against each other.
 *
 * @param durable the log entry that the files stand at, -1 when they hold nothing
 * @param files of RocksDB, and their bytes
 * @param documents that are not cold
 * @param segments of the cold tier; cold documents are in {@code coldDocuments}
 * @param indexes those that are complete, with their entries
 */
public record StoredShard(
        long durable,
        int files,
        long fileBytes,
        long documents,
        int segments,
        long coldDocuments,
        int indexes,
        long indexEntries,
        List<Damage> damages) {

    public StoredShard {
        damages = List.copyOf(damages);
    }

    /** A file or folder, what is wrong with it, and what to do. */
    public record Damage(Path file, String what, String action) {}
}
