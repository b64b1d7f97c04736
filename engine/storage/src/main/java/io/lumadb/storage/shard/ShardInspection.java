package io.lumadb.storage.shard;

import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.cold.ColdStore;
import io.lumadb.storage.cold.FragmentCare;
import io.lumadb.storage.cold.Pace;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.read.LocalSnapshot;
import io.lumadb.storage.view.IndexComparison;
import io.lumadb.storage.view.StoredShard;
import io.lumadb.storage.view.StoredShard.Damage;
import io.lumadb.storage.warm.StoredFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every file of a shard of a stopped node and changes none: checksums of RocksDB's files and of cold segments, then
 * every document, counted against what the checkpoint noted, and every index against the documents. For one thread.
 */
public final class ShardInspection {

    private static final Logger LOG = LoggerFactory.getLogger(ShardInspection.class);
    private static final int EXAMPLES = 3;
    private static final String RESTORE = "restore this node from its peers or from a backup";
    private static final String VOLUME_GONE =
            "mount its disk again; if that is lost, make an empty folder in its place and start the node: the fragments are"
                    + " made again from the others";
    private static final String COLD =
            "bring the volume or the file back, or restore it from a backup; where luma.toml names storage.cold_volumes,"
                    + " give it with --config";

    private final Path storage;
    private final int shard;
    private final String node;
    private final List<Path> volumes;
    private final Path folder;
    private final List<Damage> damages = new ArrayList<>();
    private long documents;
    private long coldDocuments;
    private boolean unreadable;
    private int indexes;
    private long indexEntries;

    private ShardInspection(Path storage, int shard, String node, List<Path> volumes) {
        this.storage = storage;
        this.shard = shard;
        this.node = node;
        this.volumes = volumes;
        this.folder = ShardFolder.of(storage, shard);
    }

    /**
     * Inspects one shard.
     *
     * @param storage the folder of all the node's shards
     * @param volumes the cold volumes, in their order
     */
    public static StoredShard inspect(Path storage, int shard, String node, List<Path> volumes) {
        return new ShardInspection(storage, shard, node, volumes).run();
    }

    private void damaged(Path file, String what, String action) {
        damages.add(new Damage(file, what, action));
    }

    private void damaged(Path file, LumaException cause, String action) {
        LOG.debug("found while inspecting {}", folder, cause);
        damaged(file, cause.detail(), action);
    }

    private StoredShard run() {
        StoredFiles files = new StoredFiles(0, 0, Map.of());
        if (!Files.isDirectory(folder)) {
            damaged(folder, "it is missing", RESTORE);
            return report(-1, files, 0);
        }
        try (StoppedShard stopped = StoppedShard.open(storage, shard, node, volumes)) {
            return inspect(stopped, verified(StoredFiles.verify(stopped.store())));
        } catch (LumaException e) {
            files = verified(StoredFiles.verify(folder));
            // A damaged file is told of once, though opening meets it first.
            if (damages.isEmpty()) {
                damaged(folder, e, RESTORE);
            }
            return report(-1, files, 0);
        }
    }

    private StoredFiles verified(StoredFiles files) {
        files.damaged().forEach((file, what) -> damaged(file, what, RESTORE));
        return files;
    }

    private StoredShard inspect(StoppedShard stopped, StoredFiles files) {
        ShardState state = stopped.state();
        FragmentCare care = stopped.cold().care();
        try {
            state.segments.manifests().values().forEach(manifest -> inspectFragments(manifest, stopped.cold(), care));
            // What reads documents would meet every damaged file again.
            if (!unreadable && files.damaged().isEmpty()) {
                readAll(stopped);
            }
        } catch (LumaException e) {
            damaged(folder, e, RESTORE);
        }
        return report(state.appliedIndex, files, state.segments.manifests().size());
    }

    private StoredShard report(long durable, StoredFiles files, int segments) {
        return new StoredShard(
                durable,
                files.count(),
                files.bytes(),
                documents,
                segments,
                coldDocuments,
                indexes,
                indexEntries,
                damages);
    }

    private void inspectFragments(SegmentManifest manifest, ColdStore cold, FragmentCare care) {
        List<Damage> lost = new ArrayList<>();
        care.listener((_, fragment, withItsVolume, what) -> lost.add(
                withItsVolume
                        ? new Damage(Path.of(cold.volumeName(fragment)), what, VOLUME_GONE)
                        : new Damage(
                                Path.of(cold.locate(manifest, fragment)),
                                "fragment " + fragment.n() + " of cold segment " + Long.toHexString(manifest.segment())
                                        + ": " + what,
                                "start the node: it makes the fragment again from the others")));
        for (SegmentManifest.Fragment fragment : manifest.fragments()) {
            care.check(manifest, fragment, Pace.UNLIMITED);
        }
        // A volume that is gone is told of once, not for each of its fragments.
        lost.stream().filter(damage -> !damages.contains(damage)).forEach(damages::add);
        if (lost.size() > manifest.parityShards()) {
            unreadable = true;
            damaged(
                    folder,
                    "the cold segment " + Long.toHexString(manifest.segment()) + " cannot be read: " + lost.size()
                            + " of its " + manifest.fragments().size() + " fragments are lost, and "
                            + manifest.dataShards() + " are needed",
                    COLD);
        }
    }

    private void readAll(StoppedShard stopped) {
        ShardState state = stopped.state();
        try (LocalSnapshot snapshot = stopped.read()) {
            for (int collection : new TreeSet<>(state.census.collections().keySet())) {
                count(snapshot, state, collection);
                for (IndexDefinition index : state.indexes.of(collection)) {
                    if (!state.indexes.isBuilding(collection, index.id())) {
                        compare(snapshot, collection, index);
                    }
                }
            }
        }
    }

    private void count(LocalSnapshot snapshot, ShardState state, int collection) {
        Map<Tier, Long> found = new EnumMap<>(Tier.class);
        Iterator<StoredDocument> all = snapshot.scan(collection, false);
        while (all.hasNext()) {
            found.merge(all.next().tier(), 1L, Long::sum);
        }
        Census.Counts noted =
                java.util.Objects.requireNonNull(state.census.collections().get(collection));
        expect("documents", collection, noted.documents(Tier.WARM), found.getOrDefault(Tier.WARM, 0L));
        expect("cold documents", collection, noted.documents(Tier.COLD), found.getOrDefault(Tier.COLD, 0L));
        documents += found.getOrDefault(Tier.WARM, 0L);
        coldDocuments += found.getOrDefault(Tier.COLD, 0L);
    }

    private void expect(String what, int collection, long noted, long found) {
        if (noted != found) {
            damaged(
                    folder,
                    "it holds " + found + " " + what + " of collection " + collection + ", and noted " + noted,
                    RESTORE);
        }
    }

    private void compare(LocalSnapshot snapshot, int collection, IndexDefinition index) {
        IndexComparison comparison = snapshot.compare(collection, index.id(), EXAMPLES);
        indexes++;
        indexEntries += comparison.entries();
        if (comparison.missing() > 0 || comparison.extra() > 0) {
            damaged(
                    folder,
                    "the index '" + index.name() + "' of collection " + collection + " misses " + comparison.missing()
                            + " entries and has " + comparison.extra() + " too many"
                            + (comparison.examples().isEmpty()
                                    ? ""
                                    : ", such as "
                                            + comparison.examples().getFirst().detail()),
                    "drop the index and create it again");
        }
    }
}
