package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.find;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.cluster.LumaNode;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a start makes of a killed node's data files: it recovers, or refuses and names the file. */
class DamagedFilesTest extends DamagedNode {

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
    void startsWithEventsThatAreNoText() throws IOException {
        Files.write(data.resolve("events.ndjson"), new byte[] {'{', (byte) 0xFF, (byte) 0xC3});

        assertServesAll(config(data));

        assertThat(Files.readString(data.resolve("events.ndjson"), java.nio.charset.StandardCharsets.ISO_8859_1)
                        .lines())
                .anySatisfy(line -> assertThat(line).startsWith("{\"seq\":1,"));
    }

    @Test
    void refusesAFlippedBitAnywhereInTheIdentity() throws IOException {
        Path identity = data.resolve("node.json");
        for (long at = 0; at < Files.size(identity); at++) {
            for (int bit = 0; bit < 8; bit++) {
                flip(identity, at, bit);

                assertRefuses(identity);

                flip(identity, at, bit);
            }
        }
        assertServesAll(config(data));
    }

    @Test
    void readsAnIdentityOfBeforeItHadAChecksumAndGivesItOne() throws IOException {
        Path identity = data.resolve("node.json");
        String whole = Files.readString(identity);
        Files.writeString(identity, whole.replaceAll(",\\s*\"crc32c\" : \"\\w+\"", ""));
        assertThat(identity).content().doesNotContain("crc32c");
        assertThat(DirectoryCheck.run(config(data)).sound()).isTrue();

        assertServesAll(config(data));

        assertThat(identity).hasContent(whole);
    }
}
