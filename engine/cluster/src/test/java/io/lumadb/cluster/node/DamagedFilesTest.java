package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.document;
import static io.lumadb.cluster.node.TestNodes.find;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.cluster.raft.RaftHost;
import io.lumadb.cluster.raftlog.GroupLog;
import io.lumadb.cluster.view.DirectoryReport;
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
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start makes of files that a broken disk or a power failure left: it recovers, or refuses and names the file. */
class DamagedFilesTest {

    private static final int DOCUMENTS = 300;
    private static final int CHECKPOINTED = 200;

    /** Files as a kill leaves them: a checkpoint of some documents, others only in the logs. */
    private static Path image = Path.of("");

    @TempDir
    private static Path killed;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(42);

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

    private static List<String> listing(Path folder) throws IOException {
        List<String> listing = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted().toList()) {
                listing.add(file + " " + (Files.isRegularFile(file) ? Files.size(file) : 0));
            }
        }
        return listing;
    }

    private static void copy(Path from, Path to) throws IOException {
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

    private Path data = Path.of("");

    @BeforeEach
    void copyFiles() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        copy(image, data);
    }

    private List<Path> files(String glob) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.getFileSystem()
                            .getPathMatcher("glob:**/" + glob)
                            .matches(file))
                    .sorted()
                    .toList();
        }
    }

    private static void flip(Path file, long at, int bit) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(at);
            int old = access.read();
            access.seek(at);
            access.write(old ^ 1 << bit);
        }
    }

    private void assertServesAll(NodeConfig config) {
        try (LumaNode node = start(config)) {
            for (long id = 0; id < DOCUMENTS; id++) {
                assertThat(find(node.database(), "c", Value.of(id)))
                        .as("document %d", id)
                        .isPresent();
            }
        }
    }

    private void assertRefuses(Path file) {
        assertThatThrownBy(() -> start(config(data)).close())
                .as("start with a damaged %s", file)
                .isInstanceOfSatisfying(LumaException.class, refusal -> {
                    assertThat(refusal.code()).as(refusal.detail()).isEqualTo(ErrorCode.CORRUPT_DATA);
                    assertThat(refusal.detail()).contains(file.toString());
                    assertThat(refusal.hint().orElse("")).contains("restore");
                });
    }

    @Test
    void recoversWhatAKillLeft() {
        assertServesAll(config(data));
    }

    @Test
    void leavesOutATornTailAndTellsOfIt() throws IOException {
        for (Path log : files("log_inprogress_*")) {
            byte[] torn = new byte[random.nextInt(5, 100)];
            random.nextBytes(torn);
            // An entry of 10,000 bytes, of which less came to disk.
            torn[0] = (byte) 0x90;
            torn[1] = 0x4E;
            int end = dataEnd(log);
            try (RandomAccessFile access = new RandomAccessFile(log.toFile(), "rw")) {
                access.setLength(end);
                access.seek(end);
                access.write(torn);
            }
        }

        try (LumaNode node = start(config(data))) {
            for (long id = 0; id < DOCUMENTS; id++) {
                assertThat(find(node.database(), "c", Value.of(id))).isPresent();
            }
            assertThat(node.eventsAfter(0, 1_000))
                    .filteredOn(event -> event.kind().equals("log-repaired"))
                    .hasSize(3)
                    .allSatisfy(event -> assertThat(event.text()).contains("log_inprogress_"));
        }
    }

    private static int dataEnd(Path log) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    @Test
    void refusesAFlippedBitAnywhereInALog() throws IOException {
        List<Path> logs = files("log_*");
        for (int round = 0; round < 6; round++) {
            Path log = logs.get(random.nextInt(logs.size()));
            int at = random.nextInt(dataEnd(log));
            int bit = random.nextInt(8);
            flip(log, at, bit);

            assertRefuses(log);

            flip(log, at, bit);
        }
        assertServesAll(config(data));
    }

    @Test
    void refusesALogThatIsMissing() throws IOException {
        for (Path log : files("log_inprogress_*")) {
            Path aside = Files.move(log, folder.resolve("aside"));

            assertRefuses(log.getParent());

            Files.move(aside, log);
        }
        Path group = files("log_inprogress_*").getFirst().getParent().getParent();
        Path aside = Files.move(group, folder.resolve("aside"));

        assertRefuses(group);

        Files.move(aside, group);
        assertServesAll(config(data));
    }

    /**
     * Ratis removes an open segment without entries when it opens a log: a kill before its next entry came to disk leaves
     * none.
     */
    @Test
    void goesOnWithALogWhoseOnlySegmentWasEmptyButNotOnceItHeldMore() throws IOException {
        start(config(data)).close();
        Path group = groupOf("shard-0");
        Path current = group.resolve("current");
        long next =
                GroupLog.read(group, new GroupLog.Known(-1, -1, true)).last().orElseThrow() + 1;
        for (Path log : files("log_*")) {
            if (log.startsWith(current)) {
                Files.delete(log);
            }
        }
        assertRefuses(current);
        Path killed = Files.createDirectory(folder.resolve("killed"));
        copy(data, killed);

        Files.writeString(current.resolve("log_inprogress_" + next), "RaftLog1");
        assertServesAll(config(data));
        assertThat(group.resolve("empty-from")).hasContent(Long.toString(next));

        Path note = killed.resolve(data.relativize(group).toString()).resolve("empty-from");
        Files.copy(group.resolve("empty-from"), note);
        Path lost = Files.createDirectory(folder.resolve("lost"));
        copy(killed, lost);
        assertServesAll(config(killed));

        // Of this group alone: the others' logs are those of before, too, and which is looked at first is anybody's
        // guess.
        long mark = LogMarks.read(killed.resolve("log-marks"), Disk.REAL).get("shard-0");
        new LogMarks(lost.resolve("log-marks"), Disk.REAL).note(Map.of("shard-0", mark));
        assertThatThrownBy(() -> start(config(lost)).close()).isInstanceOfSatisfying(LumaException.class, refusal -> {
            assertThat(refusal.code()).as(refusal.detail()).isEqualTo(ErrorCode.CORRUPT_DATA);
            assertThat(refusal.detail()).contains("ends with entry " + (next - 1));
        });
    }

    private Path groupOf(String name) {
        try (DataDirectory.Hold hold = DataDirectory.hold(data)) {
            return data.resolve("raft")
                    .resolve(RaftHost.folderName(UUID.fromString(hold.identity().cluster()), name));
        }
    }

    @Test
    void refusesDataFilesThatAreMissing() throws IOException {
        for (String glob : List.of("*.sst", "CURRENT", "MANIFEST-*")) {
            for (Path file : files(glob)) {
                Path aside = Files.move(file, folder.resolve("aside"));

                assertRefuses(glob.equals("*.sst") || glob.equals("CURRENT") ? file : file.getParent());

                Files.move(aside, file);
            }
        }
        assertServesAll(config(data));
    }

    @Test
    void refusesOrSurvivesFlippedBitsInDataFilesAndNeverServesLess() throws IOException {
        flipBitsInDataFiles(6);
    }

    @Tag("slow")
    @Test
    void refusesOrSurvivesManyFlippedBitsInDataFiles() throws IOException {
        flipBitsInDataFiles(300);
    }

    private void flipBitsInDataFiles(int rounds) throws IOException {
        List<Path> candidates = new ArrayList<>(files("CURRENT"));
        candidates.addAll(files("MANIFEST-*"));
        candidates.addAll(files("*.sst"));
        int refused = 0;
        for (int round = 0; round < rounds; round++) {
            Path file = candidates.get(random.nextInt(candidates.size()));
            Path copy = Files.createDirectory(folder.resolve("round-" + round));
            copy(data, copy);
            Path damaged = copy.resolve(data.relativize(file).toString());
            flip(damaged, random.nextInt((int) Files.size(damaged)), random.nextInt(8));
            try (LumaNode node = start(config(copy))) {
                for (long id = 0; id < DOCUMENTS; id++) {
                    assertThat(find(node.database(), "c", Value.of(id)))
                            .as("document %d, round %d, %s", id, round, file)
                            .isPresent();
                }
            } catch (LumaException e) {
                refused++;
                assertThat(e.code())
                        .as("round %d, %s: %s", round, file, e.detail())
                        .isEqualTo(ErrorCode.CORRUPT_DATA);
                assertThat(e.detail()).contains(damaged.getParent().toString());
            }
        }
        System.out.println("DamagedFilesTest: " + refused + " of " + rounds + " starts refused");
    }

    @Test
    void refusesADamagedCatalog() throws IOException {
        Path catalog = data.resolve("catalog.bin");
        flip(catalog, random.nextInt((int) Files.size(catalog)), 3);

        assertRefuses(catalog);
    }

    @Test
    void refusesAVoteThatCannotBeRead() throws IOException {
        for (Path meta : files("raft-meta")) {
            byte[] whole = Files.readAllBytes(meta);
            Files.write(meta, new byte[0]);

            assertRefuses(meta);

            Files.write(meta, whole);
        }
    }

    @Test
    void startsWithEventsThatAreNoText() throws IOException {
        Files.write(data.resolve("events.ndjson"), new byte[] {'{', (byte) 0xFF, (byte) 0xC3});

        assertServesAll(config(data));

        assertThat(Files.readString(data.resolve("events.ndjson"), java.nio.charset.StandardCharsets.ISO_8859_1)
                        .lines())
                .anySatisfy(line -> assertThat(line).startsWith("{\"seq\":1,"));
    }

    @Test
    void checksSoundFilesAndChangesNone() throws IOException {
        List<String> before = listing(data);

        DirectoryReport report = DirectoryCheck.run(config(data));

        assertThat(report.problems()).isEmpty();
        assertThat(report.sound()).isTrue();
        assertThat(report.parts())
                .extracting(part -> part.name().replaceAll("raft/.*", "raft/"))
                .containsExactly(
                        "node.json",
                        "catalog.bin",
                        "log-marks",
                        "raft/",
                        "storage/shard-000",
                        "raft/",
                        "storage/shard-001",
                        "raft/");
        assertThat(listing(data)).isEqualTo(before);
        assertServesAll(config(data));
    }

    @Test
    void checkFindsAFlippedBitInAnyFile() throws IOException {
        List<Path> candidates = new ArrayList<>(files("log_*"));
        candidates.addAll(files("*.sst"));
        candidates.addAll(files("CURRENT"));
        candidates.add(data.resolve("catalog.bin"));
        candidates.add(data.resolve("log-marks"));
        for (int round = 0; round < 40; round++) {
            Path file = candidates.get(random.nextInt(candidates.size()));
            int at = random.nextInt(dataEnd(file));
            int bit = random.nextInt(8);
            flip(file, at, bit);

            List<DirectoryReport.Problem> problems =
                    DirectoryCheck.run(config(data)).problems();

            assertThat(problems).as("byte %d, bit %d of %s", at, bit, file).isNotEmpty();
            assertThat(problems)
                    .allSatisfy(problem -> assertThat(problem.file() + problem.what())
                            .contains(file.getParent().toString()));
            flip(file, at, bit);
        }
        assertThat(DirectoryCheck.run(config(data)).problems()).isEmpty();
    }

    @Test
    void checkFindsWhatIsMissing() throws IOException {
        for (String glob : List.of("log_inprogress_*", "*.sst", "catalog.bin", "raft-meta")) {
            for (Path file : files(glob)) {
                Path aside = Files.move(file, folder.resolve("aside"));

                assertThat(DirectoryCheck.run(config(data)).problems())
                        .as("without %s", file)
                        .anySatisfy(problem -> assertThat(problem.file() + problem.what())
                                .contains(file.getParent().toString()));

                Files.move(aside, file);
            }
        }
    }

    @Test
    void checkSaysWhatToDoAboutAMissingCatalogAndAnotherFormat() throws IOException {
        Path catalog = data.resolve("catalog.bin");
        Path aside = Files.move(catalog, folder.resolve("aside"));
        assertThat(DirectoryCheck.run(config(data)).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(catalog.toString());
            assertThat(problem.action()).contains("gives the catalog again");
        });
        Files.move(aside, catalog);

        Path format = data.resolve("storage").resolve("format");
        Files.writeString(format, "lumadb-storage 99\n");
        assertThat(DirectoryCheck.run(config(data)).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(format.toString());
            assertThat(problem.what()).contains("'lumadb-storage 99'").contains("'lumadb-storage 1'");
        });
        assertThatThrownBy(() -> start(config(data)).close()).hasMessageContaining("'lumadb-storage 99'");
    }

    @Test
    void checkNotesATornTail() throws IOException {
        Path log = files("log_inprogress_*").getFirst();
        try (RandomAccessFile access = new RandomAccessFile(log.toFile(), "rw")) {
            access.setLength(dataEnd(log));
            access.seek(access.length());
            access.write(new byte[] {(byte) 0x90, 0x4E, 8, 1});
        }

        DirectoryReport report = DirectoryCheck.run(config(data));

        assertThat(report.sound()).isTrue();
        assertThat(report.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains(log.toString(), "cut off", "4 bytes"));
    }

    @Test
    void checkRefusesAFolderInUseAndOneThatHoldsNoNode() throws IOException {
        try (LumaNode node = start(config(data))) {
            assertThat(node.ready()).isTrue();
            assertThatThrownBy(() -> DirectoryCheck.run(config(data)))
                    .isInstanceOfSatisfying(LumaException.class, refusal -> {
                        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                        assertThat(refusal.detail()).contains("in use by another process");
                    });
        }
        Path empty = Files.createDirectory(folder.resolve("empty"));
        for (Path wrong : List.of(empty, folder.resolve("nowhere"), data.resolve("node.json"))) {
            assertThatThrownBy(() -> DirectoryCheck.run(config(wrong)))
                    .isInstanceOfSatisfying(LumaException.class, refusal -> {
                        assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND);
                        assertThat(refusal.detail()).contains(wrong.toString());
                    });
        }
        assertThat(empty).isEmptyDirectory();
    }
}
