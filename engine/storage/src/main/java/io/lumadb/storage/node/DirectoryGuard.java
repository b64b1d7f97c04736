package io.lumadb.storage.node;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.file.Disk;
import io.lumadb.storage.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Makes sure that a directory is ours to use: readable, of this format, and not in use by another process. */
final class DirectoryGuard implements AutoCloseable {

    private static final String LOCK_FILE = "lock";

    private final FileChannel channel;

    private DirectoryGuard(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the directory, making it when there is none.
     *
     * @throws LumaException UNAVAILABLE when another process has it, BAD_REQUEST when it has another format or cannot be
     *     used; each names the directory
     */
    static DirectoryGuard take(Path directory) {
        try {
            WholeFile.makeFolders(Disk.REAL, directory);
        } catch (IOException e) {
            throw unusable(directory, e);
        }
        if (!Files.isReadable(directory) || !Files.isWritable(directory)) {
            throw unusable(directory, null);
        }
        FileChannel channel = lock(directory);
        try {
            checkFormat(directory);
            return new DirectoryGuard(channel);
        } catch (LumaException e) {
            close(channel);
            throw e;
        }
    }

    private static FileChannel lock(Path directory) {
        try {
            FileChannel channel =
                    FileChannel.open(directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                close(channel);
                throw new LumaException(
                        ErrorCode.UNAVAILABLE,
                        "the data directory " + directory + " is in use by another LumaDB process",
                        "stop that process, or use another directory");
            }
            return channel;
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
            return null;
        }
    }

    private static void checkFormat(Path directory) {
        if (StorageFormat.read(directory).isPresent()) {
            return;
        }
        try {
            WholeFile.replace(
                    Disk.REAL,
                    directory.resolve(StorageFormat.FILE),
                    (StorageFormat.CURRENT + "\n").getBytes(StandardCharsets.UTF_8),
                    Disk.Access.AS_USUAL);
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static LumaException unusable(Path directory, @Nullable IOException cause) {
        return new LumaException(
                ErrorCode.BAD_REQUEST,
                "the data directory " + directory + " cannot be used" + (cause == null ? "" : ": " + cause),
                "it must be a directory that this account may read and write",
                cause);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock file could not be closed", e);
        }
    }

    @Override
    public void close() {
        close(channel);
    }
}
