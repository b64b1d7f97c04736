package io.lumadb.cluster.node;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.file.Disk;
import io.lumadb.storage.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * How far the Raft logs have come, noted beside them every few seconds: a log that ends earlier at the next start has lost
 * something, though nothing in it is damaged. A line {@code group index} each, and the CRC32C of those lines. For one
 * thread.
 */
final class LogMarks {

    private static final String CHECKSUM = "crc32c ";

    private final Path file;
    private final Disk disk;
    private Map<String, Long> noted = Map.of();

    LogMarks(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    /**
     * The last entry of each group that is known to have been stored; nothing where nothing was noted.
     *
     * @throws LumaException CORRUPT_DATA when the file is damaged, UNAVAILABLE when it cannot be read
     */
    static Map<String, Long> read(Path file, Disk disk) {
        Optional<byte[]> stored;
        try {
            stored = disk.read(file);
        } catch (IOException e) {
            throw new LumaException(
                    ErrorCode.UNAVAILABLE, file + " cannot be read: " + e, "give this account read access to it", e);
        }
        return stored.isEmpty() ? Map.of() : parse(file, new String(stored.get(), StandardCharsets.ISO_8859_1));
    }

    private static Map<String, Long> parse(Path file, String text) {
        int end = text.lastIndexOf(CHECKSUM);
        if (end < 0 || !text.substring(end).equals(checksum(text.substring(0, end)))) {
            throw new LumaException(
                    ErrorCode.CORRUPT_DATA,
                    file + " is damaged: its checksum does not match its content",
                    "restore it from a backup; it may be removed once ./luma server --check finds nothing else, for it"
                            + " only says how long the logs must be at least");
        }
        Map<String, Long> marks = new HashMap<>();
        for (String line : text.substring(0, end).lines().toList()) {
            List<String> words = List.of(line.split(" ", 2));
            marks.put(words.getFirst(), Long.parseLong(words.getLast()));
        }
        return marks;
    }

    private static String checksum(String lines) {
        CRC32C crc = new CRC32C();
        crc.update(lines.getBytes(StandardCharsets.ISO_8859_1));
        return CHECKSUM + Long.toHexString(crc.getValue()) + "\n";
    }

    /**
     * Comes back when the marks are on disk. Groups that are left out keep theirs: their logs may be closed for a while.
     * Writes nothing when nothing has changed.
     */
    void note(Map<String, Long> committed) throws IOException {
        Map<String, Long> marks = new TreeMap<>(noted);
        committed.forEach((group, index) -> marks.merge(group, index, Math::max));
        if (marks.equals(noted)) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        marks.forEach(
                (group, index) -> lines.append(group).append(' ').append(index).append('\n'));
        String text = lines + checksum(lines.toString());
        WholeFile.replace(disk, file, text.getBytes(StandardCharsets.ISO_8859_1), Disk.Access.AS_USUAL);
        noted = Map.copyOf(marks);
    }
}
