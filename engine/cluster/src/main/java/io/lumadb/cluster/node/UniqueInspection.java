package io.lumadb.cluster.node;

import io.lumadb.cluster.catalog.StoredCatalog;
import io.lumadb.cluster.raftlog.GroupLog;
import io.lumadb.cluster.unique.StoredUniqueKeys;
import io.lumadb.cluster.view.DirectoryReport.Problem;
import io.lumadb.document.Json;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.command.ShardCommandCodec;
import io.lumadb.storage.shard.ShardFolder;
import io.lumadb.storage.shard.StoppedShard;
import io.lumadb.storage.view.IndexComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Holds unique keys against documents in the files of a stopped node whose shards can all be read. For one thread. */
final class UniqueInspection implements AutoCloseable {

    private static final int EXAMPLES = 3;

    private final Path storage;
    private final List<StoppedShard> shards = new ArrayList<>();
    private final StoredUniqueKeys keys;
    private final List<Problem> problems = new ArrayList<>();
    private int indexes;
    private long claims;

    /** Opens all shards. */
    UniqueInspection(Path storage, DataDirectory.Identity identity, List<Path> volumes) {
        this.storage = storage;
        try {
            for (int shard = 0; shard < identity.shards(); shard++) {
                shards.add(StoppedShard.open(storage, shard, identity.node(), volumes));
            }
        } catch (LumaException e) {
            close();
            throw e;
        }
        this.keys = new StoredUniqueKeys(shards.stream()
                .<Supplier<ShardSnapshot>>map(shard -> shard::snapshot)
                .toList());
    }

    /** What a shard's log says beyond its files. Before anything is compared. */
    void readLog(int shard, Path group) throws IOException {
        GroupLog.commands(
                group, shards.get(shard).durableIndex(), bytes -> keys.notInFiles(ShardCommandCodec.decode(bytes)));
    }

    void compare(StoredCatalog.Unique unique) {
        indexes++;
        for (int shard = 0; shard < shards.size(); shard++) {
            Path folder = ShardFolder.of(storage, shard);
            String name = "the unique index '" + unique.index().index().name() + "' of '"
                    + unique.collection().name() + "'";
            try {
                IndexComparison comparison = keys.compare(shard, unique.collection(), unique.index(), EXAMPLES);
                claims += comparison.entries();
                if (comparison.missing() > 0 || comparison.extra() > 0) {
                    problems.add(new Problem(
                            folder.toString(),
                            name + ": " + comparison.missing()
                                    + " keys of documents here are not reserved for them, and "
                                    + comparison.extra() + " keys are reserved here for documents without them"
                                    + comparison.examples().stream()
                                            .findFirst()
                                            .map(first ->
                                                    ", such as for " + Json.relaxed(first.id()) + ": " + first.detail())
                                            .orElse(""),
                            "drop the index and create it again"));
                }
            } catch (LumaException e) {
                problems.add(
                        new Problem(folder.toString(), name + ": " + e.detail(), "drop the index and create it again"));
            }
        }
    }

    List<Problem> problems() {
        return problems;
    }

    String holds() {
        return claims + " keys of " + indexes + " unique indexes";
    }

    /** What could not be judged; empty when everything could. */
    Optional<String> note() {
        return keys.inDoubt() == 0
                ? Optional.empty()
                : Optional.of(
                        keys.inDoubt() + " unique keys are being changed by the logs' last entries, which the data"
                                + " files do not have yet: verify-index of the running node looks at them");
    }

    @Override
    public void close() {
        shards.forEach(StoppedShard::close);
    }
}
