package io.lumadb.storage.warm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of one process among its system's temporary files. The process holds a lock on a file in it, which ends with
 * the process however that ends: so everybody can tell a folder in use from one that a kill left, in other containers and
 * under pids that were given out again, too.
 */
final class UnpackFolder {

    private static final Logger LOG = LoggerFactory.getLogger(UnpackFolder.class);
    private static final String PREFIX = "luma-rocksdb-";
    private static final String LOCK = "lock";
    /** Each is only lost to a process that cleans up within the microseconds between a file and its lock. */
    private static final int ATTEMPTS = 10;

    private final Path path;
    private final FileChannel lock;

    private UnpackFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes one that nobody else has. */
    static UnpackFolder in(Path temporary) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path path = Files.createTempDirectory(temporary, PREFIX);
            Path file = path.resolve(LOCK);
            FileChannel lock = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (isFree(lock) && Files.exists(file)) {
                return new UnpackFolder(path, lock);
            }
            lock.close();
        }
        throw new IOException("every folder made in " + temporary + " was removed at once");
    }

    Path path() {
        return path;
    }

    /** Where something in it cannot go yet, as on Windows a library that is loaded, it stays, and stays locked. */
    void delete() {
        try {
            delete(path);
            lock.close();
        } catch (IOException e) {
            LOG.debug("{} stays until the next start", path, e);
        }
    }

    /** Takes away what killed processes left. What cannot go, or belongs to others, stays. */
    static void removeLeftovers(Path temporary) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path folder : folders) {
                removeWhereLeft(folder);
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be searched for leftovers", temporary, e);
        }
    }

    /** A folder without its lock's file may be one that is just being made: it is empty, and can stay. */
    private static void removeWhereLeft(Path folder) {
        Path file = folder.resolve(LOCK);
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (FileChannel lock = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (isFree(lock)) {
                delete(folder);
            }
        } catch (IOException e) {
            LOG.debug("{} was left by a process that was killed, and stays", folder, e);
        }
    }

    /** Takes the lock. */
    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held by this process, though by other classes than these.
            return false;
        }
    }

    /** The lock's file goes last but for the folder: without it nobody would look here again. */
    private static void delete(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path other : files.filter(other -> !other.equals(file)).toList()) {
                Files.delete(other);
            }
        }
        Files.delete(file);
        Files.delete(folder);
    }
}
