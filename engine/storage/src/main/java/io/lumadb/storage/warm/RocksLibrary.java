package io.lumadb.storage.warm;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/**
 * RocksDB's native library. By itself RocksDB unpacks it into a file of its own for each process, 17 MB, and deletes that
 * when the process ends in order (facebook/rocksdb issue 13185): every kill -9 would leave one behind. Here the file goes
 * as soon as it is loaded, where the system lets it, and what a kill before that left goes at the next start.
 */
final class RocksLibrary {

    /**
     * Where it was loaded from; null until it is. Where the system keeps what is loaded the folder is still there, and its
     * lock, which lasts as long as this, says that it is in use.
     */
    private static @Nullable UnpackFolder source;

    private RocksLibrary() {}

    /**
     * Loads it, once for each process.
     *
     * @throws LumaException UNAVAILABLE when the folder for temporary files takes no file, or none that can be run
     */
    static synchronized void load() {
        if (source != null) {
            return;
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        UnpackFolder.removeLeftovers(temporary);
        UnpackFolder folder = unpackAndLoad(temporary);
        folder.delete();
        // Finds that it is loaded, and notes it for all of RocksDB's classes.
        RocksDB.loadLibrary();
        source = folder;
    }

    private static UnpackFolder unpackAndLoad(Path temporary) {
        UnpackFolder folder;
        try {
            folder = UnpackFolder.in(temporary);
        } catch (IOException e) {
            throw unusable(temporary, "be unpacked into", "make room there", e);
        }
        try {
            NativeLibraryLoader.getInstance().loadLibrary(folder.path().toString());
            return folder;
        } catch (IOException e) {
            folder.delete();
            throw unusable(temporary, "be unpacked into", "make room there", e);
        } catch (UnsatisfiedLinkError e) {
            folder.delete();
            throw unusable(temporary, "be loaded from", "mount it without noexec", e);
        }
    }

    private static LumaException unusable(Path temporary, String what, String hint, Throwable cause) {
        return new LumaException(
                ErrorCode.UNAVAILABLE,
                "RocksDB's library could not " + what + " the folder for temporary files, " + temporary + ": " + cause,
                hint + ", or name another folder with -Djava.io.tmpdir=…, for ./luma in LUMA_JAVA_OPTS",
                cause);
    }
}
