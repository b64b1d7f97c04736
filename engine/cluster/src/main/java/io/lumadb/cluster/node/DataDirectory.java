package io.lumadb.cluster.node;

import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.cluster.config.NodeConfigs;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.file.Disk;
import io.lumadb.storage.file.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node's folder, locked for this process: who the node is, and where its parts lie.
 *
 * <pre>
 * node.json      the node's identity and the format of everything here
 * node.lock      held by the running process, with its pid
 * catalog.bin    the catalog
 * events.ndjson  the newest events
 * log-marks      how far the Raft logs had come a few seconds ago
 * raft/          one folder a Raft group
 * storage/       the shards
 * cold/          volume folders, unless luma.toml names others
 * </pre>
 */
final class DataDirectory implements AutoCloseable {

    /** The version of the files here, of log entries included. */
    static final int FORMAT = 1;

    private final Path root;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private Identity identity;
    /** Whether {@code node.json} says what it should say, with its checksum. */
    private boolean written;

    private DataDirectory(Path root, FileChannel lockChannel, FileLock lock, IdentityFile.Stored stored) {
        this.root = root;
        this.lockChannel = lockChannel;
        this.lock = lock;
        this.identity = stored.identity();
        this.written = stored.isChecked();
    }

    /**
     * Who the node is; what {@code node.json} holds.
     *
     * @param cluster a UUID
     * @param complete whether the first start came through: before that nothing here was ever acknowledged
     */
    record Identity(int format, String node, String cluster, int shards, boolean complete) {}

    /**
     * Takes the folder, making it when it is new.
     *
     * @throws LumaException UNAVAILABLE when another process uses it or it cannot be read and written, BAD_REQUEST when it
     *     has another format or does not fit the settings, CORRUPT_DATA when it is damaged; each names the folder
     */
    static DataDirectory open(NodeConfig config) {
        Path root = config.node().dataDirectory();
        makeUsable(root);
        FileChannel channel = openLockFile(root);
        try {
            FileLock lock = lock(root, channel);
            return new DataDirectory(root, channel, lock, identity(root, config));
        } catch (RuntimeException e) {
            close(channel, e);
            throw e;
        }
    }

    /** A stopped node's folder, which no node can take as long as this is open. */
    record Hold(Path root, Identity identity, FileChannel channel) implements AutoCloseable {
        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw unusable(root, "could not be unlocked (" + e + ")", "stop this process", e);
            }
        }
    }

    /**
     * Takes the folder of a stopped node without changing anything in it.
     *
     * @throws LumaException NOT_FOUND when it is no data directory, and as {@link #open}
     */
    static Hold hold(Path root) {
        if (!Files.isDirectory(root)) {
            throw DirectoryCheck.notADataDirectory(root, Files.exists(root) ? "is a file" : "does not exist");
        }
        Path lockFile = root.resolve("node.lock");
        Optional<Identity> stored = read(root.resolve("node.json")).map(IdentityFile.Stored::identity);
        if (stored.isEmpty() || !Files.exists(lockFile)) {
            throw DirectoryCheck.notADataDirectory(root, "holds no " + (stored.isEmpty() ? "node.json" : "node.lock"));
        }
        requireFormat(root, stored.get());
        FileChannel channel = openLockFile(root);
        try {
            if (tryLock(channel) == null) {
                throw inUse(root, channel);
            }
            return new Hold(root, stored.get(), channel);
        } catch (OverlappingFileLockException e) {
            LumaException refusal = inUse(root, channel);
            close(channel, refusal);
            throw refusal;
        } catch (IOException e) {
            LumaException refusal = unusable(root, "cannot be locked (" + e + ")", "give this account access to it", e);
            close(channel, refusal);
            throw refusal;
        } catch (RuntimeException e) {
            close(channel, e);
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
    }

    private static void close(FileChannel channel, RuntimeException because) {
        try {
            channel.close();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    private static void makeUsable(Path root) {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw unusable(root, "is a file", "name a folder in node.data_dir", null);
        }
        try {
            WholeFile.makeFolders(Disk.REAL, root);
        } catch (IOException e) {
            throw unusable(root, "cannot be made (" + e + ")", "name a folder this account may write to", e);
        }
        if (!Files.isReadable(root) || !Files.isExecutable(root)) {
            throw unusable(root, "may not be read", "give this account access to it", null);
        }
        if (!Files.isWritable(root)) {
            throw unusable(root, "may not be written to", "give this account write access to it", null);
        }
    }

    private static FileChannel openLockFile(Path root) {
        try {
            return FileChannel.open(
                    root.resolve("node.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable(root, "may not be written to (" + e + ")", "give this account write access to it", e);
        }
    }

    private static FileLock lock(Path root, FileChannel channel) {
        try {
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw inUse(root, channel);
            }
            channel.truncate(0);
            byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            channel.write(ByteBuffer.wrap(pid), 0);
            return lock;
        } catch (OverlappingFileLockException e) {
            throw inUse(root, channel);
        } catch (IOException e) {
            throw unusable(root, "cannot be locked (" + e + ")", "put it on a file system that has locks", e);
        }
    }

    private static LumaException inUse(Path root, FileChannel channel) {
        String owner = "";
        try {
            ByteBuffer pid = ByteBuffer.allocate(20);
            channel.read(pid, 0);
            String digits = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
            owner = digits.isEmpty() ? "" : " (pid " + digits + ")";
        } catch (IOException e) {
            owner = " (its pid cannot be read: " + e.getMessage() + ")";
        }
        return unusable(
                root,
                "is in use by another process" + owner,
                "stop that process, or give this node a data directory of its own",
                null);
    }

    private static IdentityFile.Stored identity(Path root, NodeConfig config) {
        Path file = root.resolve("node.json");
        Optional<IdentityFile.Stored> stored = read(file);
        if (stored.isPresent()) {
            Identity identity = stored.get().identity();
            requireFit(root, identity, config);
            if (!identity.complete()) {
                forgetFirstAttempt(root);
            }
            return stored.get();
        }
        for (String part : List.of("raft", "storage", "catalog.bin")) {
            if (Files.exists(root.resolve(part))) {
                throw new LumaException(
                        ErrorCode.CORRUPT_DATA,
                        "the data directory " + root + " holds " + part + " but no node.json",
                        "restore it from a backup, or name an empty folder");
            }
        }
        int wanted = config.cluster().shards();
        Identity made = new Identity(
                FORMAT,
                config.node()
                        .id()
                        .orElseGet(() -> "node-" + UUID.randomUUID().toString().substring(0, 6)),
                UUID.randomUUID().toString(),
                wanted > 0 ? wanted : Math.clamp(2L * Runtime.getRuntime().availableProcessors(), 4, 16),
                false);
        write(file, made);
        return new IdentityFile.Stored(made, true);
    }

    private static Optional<IdentityFile.Stored> read(Path file) {
        try {
            return IdentityFile.read(file);
        } catch (IOException e) {
            throw unusable(file, "cannot be read (" + e + ")", "give this account read access to it", e);
        }
    }

    private static void requireFormat(Path root, Identity identity) {
        if (identity.format() != FORMAT) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "the data directory " + root + " has format " + identity.format()
                            + ", and this version of LumaDB reads format " + FORMAT,
                    "start the version that made it, or name another folder");
        }
    }

    private static void requireFit(Path root, Identity identity, NodeConfig config) {
        requireFormat(root, identity);
        config.node().id().filter(id -> !id.equals(identity.node())).ifPresent(id -> {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "the data directory " + root + " belongs to node " + identity.node() + ", not to " + id,
                    "set node.id to \"" + identity.node() + "\", or leave it out");
        });
        int wanted = config.cluster().shards();
        if (wanted > 0 && wanted != identity.shards()) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "cluster.num_shards is " + wanted + ", but the data directory " + root + " was made with "
                            + identity.shards() + " shards, and their number is fixed",
                    "set num_shards to " + identity.shards() + ", or leave it out");
        }
    }

    /** Nothing was acknowledged before the first start came through, so what it left may go. */
    private static void forgetFirstAttempt(Path root) {
        try {
            for (String part : List.of("raft", "storage", "catalog.bin", "catalog.bin.new", "log-marks")) {
                delete(root.resolve(part));
            }
        } catch (IOException e) {
            throw unusable(root, "holds a broken first start that cannot be removed (" + e + ")", "empty it", e);
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void write(Path file, Identity identity) {
        try {
            IdentityFile.write(file, identity);
        } catch (IOException e) {
            throw unusable(file, "cannot be written (" + e + ")", "give this account write access to it", e);
        }
    }

    private static LumaException unusable(Path path, String how, String hint, @Nullable Throwable cause) {
        String what =
                Files.isDirectory(path) || !path.getFileName().toString().contains(".") ? "the data directory " : "";
        return new LumaException(ErrorCode.UNAVAILABLE, what + path + " " + how, hint, cause);
    }

    Identity identity() {
        return identity;
    }

    /** From now on what lies here counts. */
    void markComplete() {
        if (!identity.complete()) {
            forceFolders();
            identity = new Identity(identity.format(), identity.node(), identity.cluster(), identity.shards(), true);
            written = false;
        }
        if (!written) {
            write(root.resolve("node.json"), identity);
            written = true;
        }
    }

    /** Ratis makes folders without forcing their names to disk; from here on they must be there. */
    private void forceFolders() {
        try (Stream<Path> folders = Files.walk(raft(), 2)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                Disk.REAL.forceFolder(folder);
            }
            Disk.REAL.forceFolder(root);
        } catch (IOException e) {
            throw unusable(root, "cannot be written (" + e + ")", "give this account write access to it", e);
        }
    }

    Path root() {
        return root;
    }

    Path raft() {
        return root.resolve("raft");
    }

    Path storage() {
        return root.resolve("storage");
    }

    Path catalog() {
        return root.resolve("catalog.bin");
    }

    Path marks() {
        return root.resolve("log-marks");
    }

    Path events() {
        return root.resolve("events.ndjson");
    }

    List<Path> coldVolumes(NodeConfig config) {
        return coldVolumes(root, config);
    }

    static List<Path> coldVolumes(Path root, NodeConfig config) {
        List<Path> named = config.storage().coldVolumes();
        return named.isEmpty()
                ? IntStream.range(0, NodeConfigs.DEFAULT_COLD_VOLUMES)
                        .mapToObj(volume -> root.resolve("cold").resolve("volume-" + volume))
                        .toList()
                : named;
    }

    @Override
    public void close() {
        try {
            lock.release();
            lockChannel.close();
        } catch (IOException e) {
            throw unusable(root, "could not be unlocked (" + e + ")", "stop this process", e);
        }
    }
}
