package io.lumadb.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code packages.sh} on stanzas of our own: escaping, folding, translations, duplicates, mistakes. */
class PackageIndexScriptTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path SCRIPT = Path.of("data", "packages.sh").toAbsolutePath();

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsBashAndAwk() {
        assumeTrue(onPath("bash") && onPath("awk"), "packages.sh needs bash and awk");
    }

    @Test
    void writesADocumentAPackage() throws Exception {
        JsonNode document = convert("""
                Package: trowel
                Version: 1:2.0~rc1-3
                Architecture: amd64
                Maintainer: Jörg Spaten <joerg@example.org>
                Installed-Size: 120
                Size: 99999999999
                Depends: libc6 (>= 2.34), sand | gravel,
                Section: games
                Priority: optional
                Homepage: https://example.org/
                Tag: use::digging, role::program,
                 interface::commandline
                Description: moves earth
                 Digs a hole.
                 .
                  * and fills it
                """).getFirst();

        assertThat(document).isEqualTo(MAPPER.readTree("""
                {"_id": "trowel_1:2.0~rc1-3_amd64", "package": "trowel", "version": "1:2.0~rc1-3",
                 "architecture": "amd64", "section": "games", "priority": "optional",
                 "maintainer": "Jörg Spaten <joerg@example.org>", "installed_size": 120, "size": 99999999999,
                 "depends": ["libc6 (>= 2.34)", "sand | gravel"], "homepage": "https://example.org/",
                 "description": "moves earth", "long_description": "Digs a hole.\\n\\n * and fills it",
                 "tags": ["use::digging", "role::program", "interface::commandline"]}
                """));
    }

    @Test
    void escapesWhatJsonDoesNotAllow() throws Exception {
        String description = "a \"quote\", a \\ and \\n, a\ttab and \u0001";

        JsonNode document =
                convert(stanza("odd", "Description: " + description)).getFirst();

        assertThat(document.path("description").asText()).isEqualTo(description);
    }

    @Test
    void takesTheLongDescriptionFromTheTranslation() throws Exception {
        String translation = "Package: sand\nDescription-md5: abc\nDescription-en: fine grains\n Many of them.\n\n";

        JsonNode document = convert(translation + stanza("sand", "Description: fine grains\nDescription-md5: abc"))
                .getFirst();

        assertThat(document.path("long_description").asText()).isEqualTo("Many of them.");
    }

    @Test
    void writesAPackageThatSeveralSourcesOfferOnce() throws Exception {
        List<JsonNode> documents = convert(stanza("sand", "Description: a") + "\n" + stanza("sand", "Description: b")
                + "\n" + stanza("gravel", "Description: c"));

        assertThat(documents)
                .extracting(document -> document.path("_id").asText())
                .containsExactly("sand_1_all", "gravel_1_all");
    }

    @Test
    void namesTheFileItCannotRead() throws Exception {
        Outcome outcome = run("--from", "nowhere");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors()).isEqualTo("packages.sh: cannot read 'nowhere'\n");
    }

    private static String stanza(String name, String more) {
        return "Package: %s\nVersion: 1\nArchitecture: all\n%s\n".formatted(name, more);
    }

    private List<JsonNode> convert(String stanzas) throws IOException, InterruptedException {
        Path index = Files.writeString(folder.resolve("Packages"), stanzas);
        Path target = folder.resolve("packages.ndjson");
        Outcome outcome = run("--from", index.toString(), target.toString());
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        List<JsonNode> documents = new ArrayList<>();
        for (String line : Files.readAllLines(target)) {
            documents.add(MAPPER.readTree(line));
        }
        return documents;
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        List<String> command = Stream.concat(Stream.of("bash", SCRIPT.toString()), Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        int exitCode = process.waitFor();
        return new Outcome(exitCode, Files.readString(errors, StandardCharsets.UTF_8));
    }

    private static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private record Outcome(int exitCode, String errors) {}
}
