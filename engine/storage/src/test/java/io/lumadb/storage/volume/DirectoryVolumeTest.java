package io.lumadb.storage.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.storage.file.PowerCutDisk;
import io.lumadb.storage.file.WholeFile;
import io.lumadb.storage.volume.VolumeFailure.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryVolumeTest {

    @TempDir
    private Path folder;

    private Path root;
    private VolumeStore volume;

    @BeforeEach
    void make() {
        root = folder.resolve("volume");
        volume = DirectoryVolume.make(root);
    }

    private static void assertFails(ThrowingCallable call, Kind kind, ErrorCode code, String named) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VolumeFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.detail()).contains(named);
        });
    }

    @Test
    void givesRangesOfWhatWasPut() {
        volume.put("a/one", ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
        volume.put("a/one", ByteBuffer.wrap(new byte[] {5, 6, 7}));

        assertThat(volume.get("a/one", 1, 2)).containsExactly(6, 7);
        assertThat(volume.get("a/one", 0, 0)).isEmpty();
        assertThat(volume.size("a/one")).hasValue(3);
        assertThat(volume.size("a/two")).isEmpty();
    }

    @Test
    void listsWhatLiesUnderAPrefixAndNothingUnfinished() {
        volume.put("a/one", ByteBuffer.wrap(new byte[3]));
        volume.put("a/two", ByteBuffer.wrap(new byte[4]));
        volume.put("b/three", ByteBuffer.wrap(new byte[5]));

        assertThat(volume.list("a"))
                .extracting(VolumeStore.Stored::object, VolumeStore.Stored::bytes)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("a/one", 3L),
                        org.assertj.core.groups.Tuple.tuple("a/two", 4L));
        assertThat(volume.list("none")).isEmpty();
        volume.delete("a/one");
        volume.delete("a/one");
        assertThat(volume.list("a")).hasSize(1);
    }

    @Test
    void tellsAMissingObjectFromACutOneAndFromAVolumeThatIsGone() throws IOException {
        volume.put("a/one", ByteBuffer.wrap(new byte[4]));

        assertFails(() -> volume.get("a/two", 0, 1), Kind.MISSING, ErrorCode.NOT_FOUND, root + "/a/two is missing");
        assertFails(() -> volume.get("a/one", 2, 3), Kind.CUT_SHORT, ErrorCode.CORRUPT_DATA, "cut short at 4 bytes");
        Files.move(root, folder.resolve("elsewhere"));
        assertThat(volume.isThere()).isFalse();
        assertFails(() -> volume.get("a/one", 0, 1), Kind.GONE, ErrorCode.UNAVAILABLE, root + " is gone");
        assertFails(
                () -> volume.put("a/one", ByteBuffer.wrap(new byte[1])),
                Kind.GONE,
                ErrorCode.UNAVAILABLE,
                root + " is gone");
        assertThat(volume.list("a")).isEmpty();
        assertThat(root).doesNotExist();
    }

    @Test
    void namesAFileThatCannotBeReadOrWritten() throws IOException {
        Files.createDirectories(root.resolve("a/one"));
        Files.writeString(root.resolve("b"), "in the way");

        assertFails(() -> volume.get("a/one", 0, 1), Kind.BROKEN, ErrorCode.UNAVAILABLE, root + "/a/one");
        assertFails(
                () -> volume.put("b/one", ByteBuffer.wrap(new byte[1])),
                Kind.BROKEN,
                ErrorCode.UNAVAILABLE,
                root + "/b/one");
    }

    @Test
    void passesOverAVolumeThatTakesNothingWhileThereAreOthers() throws IOException {
        List<Path> folders = List.of(folder.resolve("v0"), folder.resolve("v1"), folder.resolve("v2"));
        try (Volumes volumes = Volumes.directories(folders)) {
            Files.delete(folders.get(1));

            assertThat(volumes.putApart(
                            0, List.of("s/0", "s/1"), List.of(ByteBuffer.allocate(1), ByteBuffer.allocate(2))))
                    .containsExactly(0, 2);

            Files.delete(folders.get(2).resolve("s/1"));
            Files.delete(folders.get(2).resolve("s"));
            Files.delete(folders.get(2));
            assertFails(
                    () -> volumes.putApart(
                            0, List.of("t/0", "t/1"), List.of(ByteBuffer.allocate(1), ByteBuffer.allocate(2))),
                    Kind.GONE,
                    ErrorCode.UNAVAILABLE,
                    "is gone");
            assertThat(folders.getFirst().resolve("t/0")).as("half a segment").doesNotExist();
        }
    }

    @Test
    void keepsWhatWasPutAndNothingHalvedWhenPowerFails() throws IOException {
        long seed = System.nanoTime();
        System.out.println("DirectoryVolumeTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            PowerCutDisk disk = new PowerCutDisk(random.split());
            Path at = Path.of("/volume");
            WholeFile.makeFolders(disk, at);
            VolumeStore store = new DirectoryVolume(disk, at);
            disk.failAfter(random.nextInt(40), "Input/output error");
            Map<String, byte[]> put = new HashMap<>();
            Map<String, byte[]> tried = new HashMap<>();
            for (int n = 0; n < 6; n++) {
                String object = "shard-" + n % 2 + "/" + n;
                byte[] content = new byte[200 + random.nextInt(400)];
                random.nextBytes(content);
                tried.put(object, content);
                try {
                    store.put(object, ByteBuffer.wrap(content));
                    put.put(object, content);
                } catch (VolumeFailure e) {
                    assertThat(e.kind()).isEqualTo(Kind.BROKEN);
                }
            }

            disk.cutPower();

            for (String object : tried.keySet()) {
                Optional<byte[]> left = disk.read(at.resolve(object));
                assertThat(left.isPresent() || !put.containsKey(object))
                        .as("seed %d, %s was put", seed, object)
                        .isTrue();
                left.ifPresent(bytes ->
                        assertThat(bytes).as("seed %d, %s", seed, object).isEqualTo(tried.get(object)));
            }
        }
    }

    @Test
    void tellsAFullDiskFromABrokenOne() throws IOException {
        PowerCutDisk disk = new PowerCutDisk(new SplittableRandom(1));
        WholeFile.makeFolders(disk, Path.of("/volume"));
        VolumeStore store = new DirectoryVolume(disk, Path.of("/volume"));
        store.put("a/one", ByteBuffer.wrap(new byte[9]));

        disk.failAfter(0, "No space left on device");
        assertFails(
                () -> store.put("a/two", ByteBuffer.wrap(new byte[9])),
                Kind.FULL,
                ErrorCode.DISK_FULL,
                "/volume/a/two");
        disk.failAfter(0, "Input/output error");
        assertFails(
                () -> store.put("a/two", ByteBuffer.wrap(new byte[9])),
                Kind.BROKEN,
                ErrorCode.UNAVAILABLE,
                "/volume/a/two");
    }
}
