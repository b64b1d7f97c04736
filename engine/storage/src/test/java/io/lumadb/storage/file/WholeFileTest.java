package io.lumadb.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.storage.file.Disk.Access;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    private static final Path FILE = Path.of("/data/node.json");
    private static final int ROUNDS = 2_000;
    private static final int CALLS_OF_A_REPLACE = 4;

    @TempDir
    private Path folder;

    private static byte[] content(SplittableRandom random) {
        byte[] content = new byte[random.nextInt(1, 400)];
        random.nextBytes(content);
        return content;
    }

    private static PowerCutDisk disk(SplittableRandom random) throws IOException {
        PowerCutDisk disk = new PowerCutDisk(random);
        WholeFile.makeFolders(disk, Path.of("/data"));
        return disk;
    }

    @Test
    void leavesTheOldFileOrTheNewWhereverThePowerFails() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < ROUNDS; round++) {
            PowerCutDisk disk = disk(random);
            byte[] old = content(random);
            byte[] fresh = content(random);
            WholeFile.replace(disk, FILE, old, Access.AS_USUAL);
            int calls = random.nextInt(CALLS_OF_A_REPLACE + 1);
            disk.failAfter(calls, "power failure");
            boolean done = true;
            try {
                WholeFile.replace(disk, FILE, fresh, Access.AS_USUAL);
            } catch (IOException e) {
                done = false;
            }
            disk.cutPower();

            byte[] left = disk.read(FILE).orElseThrow();

            assertThat(done).isEqualTo(calls == CALLS_OF_A_REPLACE);
            assertThat(left)
                    .as("round %d, %d calls", round, calls)
                    .isIn(done ? new byte[][] {fresh} : new byte[][] {old, fresh});
            WholeFile.replace(disk, FILE, old, Access.AS_USUAL);
            assertThat(disk.read(FILE)).hasValue(old);
        }
    }

    @Test
    void keepsAFileInAFolderThatIsNewToo() throws IOException {
        SplittableRandom random = new SplittableRandom(6);
        for (int round = 0; round < ROUNDS; round++) {
            PowerCutDisk disk = new PowerCutDisk(random);
            byte[] content = content(random);
            WholeFile.makeFolders(disk, Path.of("/data/a/b"));
            WholeFile.replace(disk, Path.of("/data/a/b/c"), content, Access.AS_USUAL);

            disk.cutPower();

            assertThat(disk.isFolder(Path.of("/data/a/b"))).isTrue();
            assertThat(disk.read(Path.of("/data/a/b/c"))).hasValue(content);
        }
    }

    @Test
    void leavesTheOldFileWhenTheDiskIsFullOrBroken() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (String reason : new String[] {"No space left on device", "Input/output error"}) {
            for (int calls = 0; calls < CALLS_OF_A_REPLACE - 1; calls++) {
                PowerCutDisk disk = disk(random);
                byte[] old = content(random);
                WholeFile.replace(disk, FILE, old, Access.AS_USUAL);
                disk.failAfter(calls, reason);

                assertThatThrownBy(() -> WholeFile.replace(disk, FILE, content(random), Access.AS_USUAL))
                        .isInstanceOf(FileSystemException.class)
                        .satisfies(failure -> assertThat(WholeFile.failure(FILE, (IOException) failure)
                                        .code())
                                .isEqualTo(reason.startsWith("No space") ? ErrorCode.DISK_FULL : ErrorCode.INTERNAL));

                disk.failAfter(Integer.MAX_VALUE, "");
                assertThat(disk.read(FILE)).hasValue(old);
            }
        }
    }

    @Test
    void writesRealFilesThatOnlyTheirOwnerMayRead() throws IOException {
        Path file = folder.resolve("a").resolve("secret");
        WholeFile.makeFolders(Disk.REAL, file.getParent());

        WholeFile.replace(Disk.REAL, file, new byte[] {1}, Access.AS_USUAL);
        WholeFile.replace(Disk.REAL, file, new byte[] {1, 2, 3}, Access.OWNER_ONLY);

        assertThat(Disk.REAL.read(file)).hasValue(new byte[] {1, 2, 3});
        assertThat(Files.exists(WholeFile.draftOf(file))).isFalse();
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }
}
