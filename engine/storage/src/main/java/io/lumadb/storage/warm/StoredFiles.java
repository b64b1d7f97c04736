package io.lumadb.storage.warm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Logger;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/**
 * The sorted files of a closed database, each verified by its checksums.
 *
 * @param damaged what is wrong with those that are
 */
public record StoredFiles(int count, long bytes, Map<Path, String> damaged) {

    private static final String SORTED = ".sst";

    public StoredFiles {
        damaged = Map.copyOf(damaged);
    }

    /**
     * Reads every block of every sorted file, whether the database uses it or not: for one that does not open, and cannot
     * say which it uses.
     */
    public static StoredFiles verify(Path directory) {
        try {
            return verify(sorted(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look through " + directory, e);
        }
    }

    /**
     * Reads every block of the sorted files that a database uses. Others are left over: a kill cuts off what was being
     * flushed or compacted, and the next start removes it.
     */
    public static StoredFiles verify(WarmStore store) {
        return verify(store.sortedFiles());
    }

    private static StoredFiles verify(List<Path> files) {
        RocksLibrary.load();
        Map<Path, String> damaged = new TreeMap<>();
        long bytes = 0;
        try {
            for (Path file : files) {
                bytes += Files.size(file);
                verifyFile(file).ifPresent(what -> damaged.put(file, what));
            }
            return new StoredFiles(files.size(), bytes, damaged);
        } catch (IOException e) {
            throw new UncheckedIOException("a sorted file cannot be looked at", e);
        }
    }

    private static List<Path> sorted(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SORTED))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    private static Optional<String> verifyFile(Path file) {
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            reader.verifyChecksum();
            return Optional.empty();
        } catch (RocksDBException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Without that file RocksDB takes the folder for a new one, and would remove what lies in it. */
    static void refuseWithoutCurrent(Path directory) throws IOException {
        Path current = directory.resolve("CURRENT");
        if (!Files.exists(current)) {
            List<Path> left = sorted(directory);
            if (!left.isEmpty()) {
                throw RocksFailure.damaged(current + " is missing, though " + left.getFirst() + " is there", null);
            }
        }
    }

    /** Without a log of its own, which RocksDB would begin anew even where it only reads. */
    static RocksDB openReadOnly(
            DBOptions options, String path, List<ColumnFamilyDescriptor> families, List<ColumnFamilyHandle> handles)
            throws RocksDBException {
        try (Logger silent = new Logger(InfoLogLevel.FATAL_LEVEL) {
            @Override
            protected void log(InfoLogLevel level, String message) {}
        }) {
            return RocksDB.openReadOnly(options.setLogger(silent), path, families, handles);
        }
    }
}
