package io.lumadb.storage.warm;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RocksDB's native library. By itself RocksDB unpacks it into a file of its own for each process, 17 MB, and deletes that
 * when the process ends in order (facebook/rocksdb issue 13185): every kill -9 would leave one behind. Here the file goes
 * as soon as it is loaded, where the system lets it.
 */
final class RocksLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(RocksLibrary.class);
    private static boolean loaded;

    private RocksLibrary() {}

    /**
     * Loads it, once for each process.
     *
     * @throws LumaException UNAVAILABLE when the folder for temporary files takes no file
     */
    static synchronized void load() {
        if (loaded) {
            return;
        }
        try {
            Path folder = Files.createTempDirectory("luma-rocksdb-");
            NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
            delete(folder);
        } catch (IOException e) {
            throw new LumaException(
                    ErrorCode.UNAVAILABLE,
                    "RocksDB's library could not be unpacked into " + System.getProperty("java.io.tmpdir") + ": " + e,
                    "make room there, or name another folder with -Djava.io.tmpdir",
                    e);
        }
        // Finds that it is loaded, and notes it for all of RocksDB's classes.
        RocksDB.loadLibrary();
        loaded = true;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            // Windows keeps what is loaded; RocksDB has asked for its deletion at the end.
            LOG.debug("{} stays until the end of the process", folder, e);
        }
    }
}
