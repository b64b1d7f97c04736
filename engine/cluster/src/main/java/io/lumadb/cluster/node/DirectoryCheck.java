package io.lumadb.cluster.node;

import io.lumadb.cluster.catalog.CatalogService;
import io.lumadb.cluster.catalog.StoredCatalog;
import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.cluster.raft.RaftHost;
import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.cluster.raftlog.GroupLog;
import io.lumadb.cluster.view.DirectoryReport;
import io.lumadb.cluster.view.DirectoryReport.Part;
import io.lumadb.cluster.view.DirectoryReport.Problem;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.file.Disk;
import io.lumadb.storage.node.StorageFormat;
import io.lumadb.storage.shard.ShardFolder;
import io.lumadb.storage.shard.ShardInspection;
import io.lumadb.storage.view.StoredShard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads everything in a stopped node's data directory and changes nothing: who the node is, its catalog, the Raft logs, and
 * every shard's files, each by itself and against the others.
 */
public final class DirectoryCheck {

    private static final String RESTORE = "restore this node from its peers or from a backup";

    private final Path root;
    private final List<Path> volumes;
    private final DataDirectory.Identity identity;
    private final List<Part> parts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private DirectoryCheck(Path root, List<Path> volumes, DataDirectory.Identity identity) {
        this.root = root;
        this.volumes = volumes;
        this.identity = identity;
    }

    /**
     * Checks {@code node.data_dir}.
     *
     * @throws LumaException NOT_FOUND when it is no data directory, UNAVAILABLE when a node uses it, BAD_REQUEST for
     *     another format, CORRUPT_DATA when not even {@code node.json} can be read
     */
    public static DirectoryReport run(NodeConfig config) {
        try (DataDirectory.Hold hold = DataDirectory.hold(config.node().dataDirectory())) {
            return new DirectoryCheck(hold.root(), DataDirectory.coldVolumes(hold.root(), config), hold.identity())
                    .run();
        }
    }

    private DirectoryReport run() {
        parts.add(new Part("node.json", "node " + identity.node() + ", format " + identity.format()));
        checkFormat();
        if (identity.complete()) {
            Optional<StoredCatalog> catalog = checkCatalog();
            Map<String, Long> marks = checkMarks();
            int before = problems.size();
            checkLog(CatalogService.GROUP, catalog.map(StoredCatalog::index).orElse(-1L), marks);
            if (!Files.exists(root.resolve("catalog.bin"))) {
                missingCatalog(problems.size() == before);
            }
            for (int shard = 0; shard < identity.shards(); shard++) {
                StoredShard stored = checkShard(shard);
                checkLog(ShardReplica.groupName(shard), stored.durable(), marks);
            }
            catalog.ifPresent(this::checkUnique);
        } else {
            notes.add(
                    "the first start did not come through: nothing here was ever acknowledged, and the next start begins"
                            + " anew");
        }
        return new DirectoryReport(
                root.toString(), identity.node(), identity.shards(), problems.isEmpty(), parts, notes, problems);
    }

    /** A volume that is gone is met by every shard, and told of once. */
    private void found(Path file, String what, String action) {
        Problem problem = new Problem(file.toString(), what, action);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    private void checkFormat() {
        Path storage = root.resolve("storage");
        try {
            if (StorageFormat.read(storage).isEmpty() && identity.complete()) {
                notes.add(storage.resolve(StorageFormat.FILE) + " is missing; the next start writes it anew");
            }
        } catch (LumaException e) {
            found(storage.resolve(StorageFormat.FILE), e);
        }
    }

    private void found(Path file, LumaException cause) {
        found(file, cause.detail(), cause.hint().orElse(RESTORE));
    }

    /** Empty when it is missing, or cannot be read. */
    private Optional<StoredCatalog> checkCatalog() {
        Path file = root.resolve("catalog.bin");
        try {
            Optional<StoredCatalog> catalog = StoredCatalog.read(file);
            catalog.ifPresent(it -> parts.add(new Part(
                    "catalog.bin",
                    it.collections() + " collections, " + it.accounts() + " accounts, at log entry " + it.index())));
            return catalog;
        } catch (LumaException e) {
            found(file, e);
            return Optional.empty();
        }
    }

    private void missingCatalog(boolean logHasAll) {
        found(
                root.resolve("catalog.bin"),
                "it is missing",
                logHasAll
                        ? "start the node: its log still begins with the first entry, and gives the catalog again"
                        : RESTORE);
    }

    private Map<String, Long> checkMarks() {
        Path file = root.resolve("log-marks");
        try {
            Map<String, Long> marks = LogMarks.read(file, Disk.REAL);
            parts.add(new Part("log-marks", marks.size() + " marks"));
            return marks;
        } catch (LumaException e) {
            found(file, e);
            return Map.of();
        }
    }

    private void checkLog(String group, long durable, Map<String, Long> marks) {
        Path folder = logFolder(group);
        String name = folder.getFileName().toString();
        if (!Files.isDirectory(folder)) {
            found(folder, "the log of " + group + " is missing", RESTORE);
            return;
        }
        try {
            // Where the data files cannot be read they say nothing of the log, and that is told already.
            boolean unknown = durable < 0 && !problems.isEmpty();
            GroupLog.Report log = GroupLog.read(
                    folder,
                    new GroupLog.Known(
                            unknown ? Long.MAX_VALUE : durable, marks.getOrDefault(group, -1L), identity.complete()));
            log.damages().stream()
                    .filter(damage -> !unknown || damage.isOfItsOwn())
                    .forEach(damage -> found(damage.file(), damage.what(), RESTORE));
            log.torn()
                    .ifPresent(
                            torn -> notes.add(torn.file() + " ends in a write that was cut off; nobody was told that it"
                                    + " was stored, and the next start leaves its " + torn.lostBytes() + " bytes out"));
            parts.add(new Part(
                    "raft/" + name,
                    group + ": " + log.segments() + " files, " + log.entries() + " entries"
                            + (log.entries() == 0
                                    ? ""
                                    : " (" + log.first().orElseThrow() + " to "
                                            + log.last().orElseThrow() + ")")
                            + ", " + Sizes.of(log.bytes())));
        } catch (IOException e) {
            found(folder, "it cannot be read: " + e, "look at that disk and at the rights of its files");
        }
    }

    private Path logFolder(String group) {
        return root.resolve("raft").resolve(RaftHost.folderName(UUID.fromString(identity.cluster()), group));
    }

    /** Claims lie on other shards than their documents: where one shard cannot be read, none of them says anything. */
    private void checkUnique(StoredCatalog catalog) {
        if (catalog.unique().isEmpty()) {
            return;
        }
        if (!problems.isEmpty()) {
            notes.add("unique keys were not held against the documents: that takes files that can be read");
            return;
        }
        Path storage = root.resolve("storage");
        try (UniqueInspection inspection = new UniqueInspection(storage, identity, volumes)) {
            for (int shard = 0; shard < identity.shards(); shard++) {
                inspection.readLog(shard, logFolder(ShardReplica.groupName(shard)));
            }
            catalog.unique().forEach(inspection::compare);
            problems.addAll(inspection.problems());
            inspection.note().ifPresent(notes::add);
            parts.add(new Part("storage/", inspection.holds()));
        } catch (LumaException e) {
            found(storage, e);
        } catch (IOException e) {
            found(storage, "it cannot be read: " + e, "look at that disk and at the rights of its files");
        }
    }

    private StoredShard checkShard(int shard) {
        StoredShard stored = ShardInspection.inspect(root.resolve("storage"), shard, identity.node(), volumes);
        stored.damages().forEach(damage -> found(damage.file(), damage.what(), damage.action()));
        parts.add(new Part(
                "storage/" + ShardFolder.name(shard),
                stored.files() + " files, " + Sizes.of(stored.fileBytes()) + ", at log entry " + stored.durable() + ", "
                        + stored.documents() + " documents, " + stored.coldDocuments() + " cold ones in "
                        + stored.segments() + " segments, " + stored.indexEntries() + " entries of " + stored.indexes()
                        + " indexes"));
        return stored;
    }

    /** Fails as the server would, for a folder that is no data directory. */
    static LumaException notADataDirectory(Path root, String why) {
        return new LumaException(
                ErrorCode.NOT_FOUND,
                root + " " + why,
                "name the data directory of a node: the folder with its node.json");
    }
}
