package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.document;
import static io.lumadb.cluster.node.TestNodes.find;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Mutation;
import io.lumadb.storage.file.Disk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A node that was killed, in a folder of its own for each test, and ways to damage its files. */
abstract class DamagedNode {

    static final int DOCUMENTS = 300;

    private static final int CHECKPOINTED = 200;

    /** Files as a kill leaves them: a checkpoint of some documents, others only in the logs. */
    static Path image = Path.of("");

    @TempDir
    private static Path killed;

    @TempDir
    Path folder;

    final SplittableRandom random = new SplittableRandom(42);

    @BeforeAll
    static void makeFiles(@TempDir Path live) throws IOException {
        try (LumaNode node = start(config(live))) {
            node.database().createCollection("c", Optional.empty(), false);
            insert(node, 0, CHECKPOINTED);
        }
        try (LumaNode node = start(config(live))) {
            insert(node, CHECKPOINTED, DOCUMENTS);
            copyAtOneMoment(live);
            // The node's own ticks note this much within seconds.
            new LogMarks(image.resolve("log-marks"), Disk.REAL).note(Map.of("meta", 3L, "shard-0", 4L, "shard-1", 4L));
        }
    }

    private static void insert(LumaNode node, int from, int to) {
        List<Mutation> inserts = new ArrayList<>();
        for (long id = from; id < to; id++) {
            inserts.add(new Mutation.Insert(document(id, "text " + id)));
        }
        node.database().write("c", inserts).join();
    }

    /** A compaction may be under way: then again. */
    private static void copyAtOneMoment(Path live) throws IOException {
        for (int attempt = 0; ; attempt++) {
            Path copy = killed.resolve("copy-" + attempt);
            List<String> before = listing(live);
            try {
                copy(live, copy);
                if (listing(live).equals(before)) {
                    image = copy;
                    return;
                }
            } catch (NoSuchFileException e) {
                assertThat(attempt).as("copies of a folder that changes").isLessThan(100);
            }
        }
    }

    static List<String> listing(Path folder) throws IOException {
        List<String> listing = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted().toList()) {
                listing.add(file + " " + (Files.isRegularFile(file) ? Files.size(file) : 0));
            }
        }
        return listing;
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    Path data = Path.of("");

    @BeforeEach
    void copyFiles() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        copy(image, data);
    }

    List<Path> files(String glob) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.getFileSystem()
                            .getPathMatcher("glob:**/" + glob)
                            .matches(file))
                    .sorted()
                    .toList();
        }
    }

    static void flip(Path file, long at, int bit) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(at);
            int old = access.read();
            access.seek(at);
            access.write(old ^ 1 << bit);
        }
    }

    void assertServesAll(NodeConfig config) {
        try (LumaNode node = start(config)) {
            for (long id = 0; id < DOCUMENTS; id++) {
                assertThat(find(node.database(), "c", Value.of(id)))
                        .as("document %d", id)
                        .isPresent();
            }
        }
    }

    void assertRefuses(Path file) {
        assertThatThrownBy(() -> start(config(data)).close())
                .as("start with a damaged %s", file)
                .isInstanceOfSatisfying(LumaException.class, refusal -> {
                    assertThat(refusal.code()).as(refusal.detail()).isEqualTo(ErrorCode.CORRUPT_DATA);
                    assertThat(refusal.detail()).contains(file.toString());
                    assertThat(refusal.hint().orElse("")).contains("restore");
                });
    }
}
