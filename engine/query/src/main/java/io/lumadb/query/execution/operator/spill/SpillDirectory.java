package io.lumadb.query.execution.operator.spill;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine's temporary files are. Nobody else writes there: what lies in it when it is opened was left by a crash,
 * and is deleted. Thread-safe.
 */
public final class SpillDirectory {

    private static final String SUFFIX = ".spill";
    private static final long MEBIBYTE = 1024 * 1024;
    /** What is left to the data on the same disk: a query must not be what makes a node read-only. */
    private static final long LEAST_FREE_BYTES = 256 * MEBIBYTE;

    private static final SpillDirectory NONE = new SpillDirectory(Optional.empty(), 0);

    private final Optional<Path> path;
    private final long leastFreeBytes;
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong openFiles = new AtomicLong();
    private final AtomicLong writtenBytes = new AtomicLong();

    private SpillDirectory(Optional<Path> path, long leastFreeBytes) {
        this.path = path;
        this.leastFreeBytes = leastFreeBytes;
    }

    /** No directory: operators fail with TOO_LARGE where they would spill. */
    public static SpillDirectory none() {
        return NONE;
    }

    /**
     * Opens a directory, makes it when it is not there, and deletes what a crash left in it.
     *
     * @throws LumaException INTERNAL when it cannot be made or cleaned
     */
    public static SpillDirectory at(Path directory) {
        return at(directory, LEAST_FREE_BYTES);
    }

    /** {@code leastFreeBytes}: how much of the disk queries leave free. */
    static SpillDirectory at(Path directory, long leastFreeBytes) {
        try {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
                for (Path leftover : leftovers) {
                    Files.deleteIfExists(leftover);
                }
            }
        } catch (IOException failure) {
            throw new LumaException(
                    ErrorCode.INTERNAL,
                    "the directory " + directory + " for temporary files cannot be used: " + failure.getMessage(),
                    "check its permissions",
                    failure);
        }
        return new SpillDirectory(Optional.of(directory), leastFreeBytes);
    }

    /** Whether there is one. */
    public boolean available() {
        return path.isPresent();
    }

    /**
     * A new, empty file.
     *
     * @throws LumaException DISK_FULL, INTERNAL
     */
    public SpillFile create() {
        Path directory = path.orElseThrow(() -> new IllegalStateException("there is no directory to spill to"));
        Path file = directory.resolve(made.incrementAndGet() + SUFFIX);
        SpillFile created = new SpillFile(file, this);
        openFiles.incrementAndGet();
        return created;
    }

    /** Files that are in use. */
    public long openFiles() {
        return openFiles.get();
    }

    /** Bytes written since the engine started. */
    public long writtenBytes() {
        return writtenBytes.get();
    }

    void closed() {
        openFiles.decrementAndGet();
    }

    void written(long bytes) {
        writtenBytes.addAndGet(bytes);
    }

    /** @throws LumaException DISK_FULL when the disk has come to what queries leave free */
    void requireSpace(Path file) throws IOException {
        long free = Files.getFileStore(file).getUsableSpace();
        if (free < leastFreeBytes) {
            throw full(
                    "its disk has " + free / MEBIBYTE + " MiB left, and queries leave " + leastFreeBytes / MEBIBYTE
                            + " MiB of it free",
                    null);
        }
    }

    /** A failed read or write as the statement's caller sees it. */
    LumaException failure(String doing, Path file, IOException cause) {
        String message = String.valueOf(cause.getMessage());
        boolean noSpace = message.contains("No space left") || message.contains("not enough space");
        return noSpace
                ? full(message, cause)
                : new LumaException(
                        ErrorCode.INTERNAL, doing + " the temporary file " + file + " failed: " + message, null, cause);
    }

    private LumaException full(String reason, @Nullable IOException cause) {
        return new LumaException(
                ErrorCode.DISK_FULL,
                "the query does not fit into memory, and its temporary files do not fit into "
                        + path.map(Path::toString).orElse("") + ": " + reason,
                "free some space, ask for fewer rows or fields, or raise query_memory",
                cause);
    }
}
