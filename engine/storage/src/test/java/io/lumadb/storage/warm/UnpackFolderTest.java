package io.lumadb.storage.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackFolderTest {

    @TempDir
    private Path temporary;

    /** As a killed process leaves one: with its lock's file, which nobody holds. */
    private Path leftover() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("luma-rocksdb-123"));
        Files.createFile(folder.resolve("lock"));
        Files.write(folder.resolve("librocksdbjni-linux64.so"), new byte[1_000]);
        return folder;
    }

    @Test
    void removesWhatAKilledProcessLeft() throws IOException {
        Path left = leftover();

        UnpackFolder.removeLeftovers(temporary);

        assertThat(left).doesNotExist();
    }

    @Test
    void keepsWhatALivingProcessHoldsAndWhatIsNotOurs() throws IOException {
        UnpackFolder living = UnpackFolder.in(temporary);
        Files.write(living.path().resolve("librocksdbjni-linux64.so"), new byte[1_000]);
        Path beingMade = Files.createDirectory(temporary.resolve("luma-rocksdb-456"));
        Path other = Files.createDirectory(temporary.resolve("luma-123"));
        Files.createFile(other.resolve("lock"));

        UnpackFolder.removeLeftovers(temporary);

        assertThat(living.path()).isDirectoryContaining("glob:**.so");
        assertThat(beingMade).exists();
        assertThat(other).isNotEmptyDirectory();
        living.delete();
        assertThat(living.path()).doesNotExist();
    }

    @Test
    void saysWhereNoFolderCanBeMade() {
        UnpackFolder.removeLeftovers(temporary.resolve("nowhere"));

        assertThatThrownBy(() -> UnpackFolder.in(temporary.resolve("nowhere")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere");
    }
}
