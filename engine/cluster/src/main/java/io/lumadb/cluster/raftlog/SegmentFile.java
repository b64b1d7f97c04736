package io.lumadb.cluster.raftlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of a Raft log, as its name says.
 *
 * @param first index of its first entry
 * @param last index of its last entry; empty for the one that is still written to
 */
record SegmentFile(Path path, long first, OptionalLong last) {

    private static final Pattern CLOSED = Pattern.compile("log_(\\d+)-(\\d+)");
    private static final Pattern OPEN = Pattern.compile("log_inprogress_(\\d+)");

    boolean isOpen() {
        return last.isEmpty();
    }

    /** The segments in a folder by their first entry; none where there is no such folder. */
    static List<SegmentFile> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(SegmentFile::named)
                    .sorted(Comparator.comparingLong(SegmentFile::first)
                            .thenComparing(segment -> segment.path().toString()))
                    .toList();
        }
    }

    private static Stream<SegmentFile> named(Path path) {
        String name = path.getFileName().toString();
        Matcher closed = CLOSED.matcher(name);
        if (closed.matches()) {
            return Stream.of(new SegmentFile(
                    path, Long.parseLong(closed.group(1)), OptionalLong.of(Long.parseLong(closed.group(2)))));
        }
        Matcher open = OPEN.matcher(name);
        return open.matches()
                ? Stream.of(new SegmentFile(path, Long.parseLong(open.group(1)), OptionalLong.empty()))
                : Stream.empty();
    }
}
