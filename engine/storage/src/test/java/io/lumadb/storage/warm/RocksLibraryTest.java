package io.lumadb.storage.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RocksLibraryTest {

    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNoFileBehindThatAKillWouldKeep() throws IOException {
        RocksLibrary.load();

        List<String> mapped = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains("librocksdbjni"))
                .toList();
        assertThat(mapped).isNotEmpty().allMatch(line -> line.endsWith("(deleted)"));
    }

    /** In a process of its own: in this one the library is loaded. */
    private static String start(Path temporary) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx64m",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RocksStart.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void saysAtOnceThatThereIsNoPlaceToUnpackItAndWhatToDo() throws Exception {
        Path noFolder = Files.createFile(folder.resolve("file"));

        assertThat(start(noFolder))
                .contains("UNAVAILABLE: RocksDB's library could not be unpacked into")
                .contains(noFolder.toString(), "-Djava.io.tmpdir", "LUMA_JAVA_OPTS")
                .doesNotContain("ExceptionInInitializerError");
    }

    @Test
    void removesWhatAKilledStartLeftAndLeavesNothingItself() throws Exception {
        Path left = Files.createDirectory(folder.resolve("luma-rocksdb-123"));
        Files.createFile(left.resolve("lock"));
        Files.write(left.resolve("librocksdbjni-linux64.so"), new byte[1_000]);

        assertThat(start(folder)).startsWith("started with");

        assertThat(folder).isEmptyDirectory();
    }
}
