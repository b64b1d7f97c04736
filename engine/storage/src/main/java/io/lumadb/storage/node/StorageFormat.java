package io.lumadb.storage.node;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The file that says how the files beside it are written. */
public final class StorageFormat {

    /** What this version reads and writes. */
    public static final String CURRENT = "lumadb-storage 1";

    /** Its name in the storage's directory. */
    public static final String FILE = "format";

    private StorageFormat() {}

    /**
     * Reads it; empty where there is none.
     *
     * @throws LumaException BAD_REQUEST when it is another format than {@link #CURRENT}, or cannot be read
     */
    public static Optional<String> read(Path directory) {
        try {
            String found = Files.readString(directory.resolve(FILE)).strip();
            if (!found.equals(CURRENT)) {
                throw new LumaException(
                        ErrorCode.BAD_REQUEST,
                        "the data directory " + directory + " has the format '" + found + "', but this version reads '"
                                + CURRENT + "'",
                        "open it with the version that wrote it, export, and import here");
            }
            return Optional.of(found);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "the data directory " + directory + " cannot be used: " + e,
                    "it must be a directory that this account may read and write",
                    e);
        }
    }
}
