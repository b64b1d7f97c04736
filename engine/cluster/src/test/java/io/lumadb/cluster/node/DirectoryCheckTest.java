package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.raftlog.LogFiles;
import io.lumadb.cluster.view.DirectoryReport;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code luma server --check} says of files that a broken disk or a power failure left. */
class DirectoryCheckTest extends DamagedNode {

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
            int at = random.nextInt(LogFiles.dataEnd(file));
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
            access.setLength(LogFiles.dataEnd(log));
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

    @Test
    void checkNamesADamagedIdentity() throws IOException {
        Path identity = data.resolve("node.json");
        Files.writeString(identity, Files.readString(identity).replace("\"shards\" : 2", "\"shards\" : 3"));

        assertThatThrownBy(() -> DirectoryCheck.run(config(data)))
                .isInstanceOfSatisfying(LumaException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.CORRUPT_DATA);
                    assertThat(refusal.detail()).contains(identity.toString(), "checksum");
                });
    }

    @Test
    void checkTakesNoFileThatAKillCutOffForDamage() throws IOException {
        for (Path sorted : files("*.sst")) {
            Files.createFile(sorted.resolveSibling("9" + sorted.getFileName()));
        }

        DirectoryReport report = DirectoryCheck.run(config(data));

        assertThat(report.problems()).isEmpty();
        assertServesAll(config(data));
    }
}
