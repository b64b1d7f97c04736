package io.lumadb.storage.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class RocksLibraryTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNoFileBehindThatAKillWouldKeep() throws IOException {
        RocksLibrary.load();

        List<String> mapped = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains("librocksdbjni"))
                .toList();
        assertThat(mapped).isNotEmpty().allMatch(line -> line.endsWith("(deleted)"));
    }
}
