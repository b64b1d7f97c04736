package io.lumadb.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files and folders, and what of them outlives a power failure. Thread-safe. Every call may fail with an {@link IOException},
 * a {@link java.nio.file.FileSystemException} where a full disk or a broken one is the reason.
 */
public interface Disk {

    /** The machine's own. */
    Disk REAL = new RealDisk();

    /** What a file holds; empty when there is none. */
    Optional<byte[]> read(Path file) throws IOException;

    /**
     * Makes a file with this content, in place of the one that is there. Until {@link #force} a power failure may leave any
     * sectors of it, and until {@link #forceFolder} of its folder no file.
     *
     * @param content what remains of it; its position stays
     */
    void write(Path file, ByteBuffer content, Access access) throws IOException;

    /** Comes back when a file's content is on disk for good. */
    void force(Path file) throws IOException;

    /** Gives a file another name, in place of the file that has it, at once for everybody who looks. */
    void move(Path from, Path to) throws IOException;

    /** Makes a folder within one that is there; nothing happens when it is there already. */
    void makeFolder(Path folder) throws IOException;

    boolean isFolder(Path folder);

    /** Comes back when the names in a folder are on disk for good. */
    void forceFolder(Path folder) throws IOException;

    /** Who may read a file beside its owner. */
    enum Access {
        AS_USUAL,
        OWNER_ONLY
    }
}
