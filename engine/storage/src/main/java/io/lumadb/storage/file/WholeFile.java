package io.lumadb.storage.file;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Replaces files as a whole: a draft beside the file is written and forced, takes the file's name, and the folder is forced.
 * A power failure at any point leaves the old file or the new one.
 */
public final class WholeFile {

    private static final String DRAFT = ".new";

    private WholeFile() {}

    /** Where the next version of a file is written before it takes the name; may be left over from a failure. */
    public static Path draftOf(Path file) {
        return file.resolveSibling(file.getFileName() + DRAFT);
    }

    /** Comes back when the new content is on disk for good. When it fails, the old content may be there or the new. */
    public static void replace(Disk disk, Path file, byte[] content, Disk.Access access) throws IOException {
        Path draft = draftOf(file);
        disk.write(draft, ByteBuffer.wrap(content), access);
        disk.force(draft);
        disk.move(draft, file);
        disk.forceFolder(folderOf(file));
    }

    /** Makes a folder and those it lies in; comes back when their names are on disk for good. */
    public static void makeFolders(Disk disk, Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = folder.toAbsolutePath(); at != null && !disk.isFolder(at); at = at.getParent()) {
            missing.push(at);
        }
        for (Path each : missing) {
            disk.makeFolder(each);
            disk.forceFolder(folderOf(each));
        }
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException(file + " lies in no folder");
        }
        return folder;
    }

    /** Whether a call failed because there is no room; Java has no exception of its own for that. */
    public static boolean isNoSpace(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
            String words = text == null ? "" : text.toLowerCase(Locale.ROOT);
            if (cause instanceof IOException
                    && (words.contains("no space left")
                            || words.contains("not enough space")
                            || words.contains("quota exceeded"))) {
                return true;
            }
        }
        return false;
    }

    /** DISK_FULL or INTERNAL, by the reason, naming the file. */
    public static LumaException failure(Path file, IOException cause) {
        return isNoSpace(cause)
                ? new LumaException(
                        ErrorCode.DISK_FULL,
                        "there was no room to write " + file,
                        "free some space on the disk of " + folderOf(file),
                        cause)
                : new LumaException(
                        ErrorCode.INTERNAL,
                        file + " cannot be written: " + cause,
                        "look at that disk and at the rights of its files",
                        cause);
    }
}
