package io.lumadb.storage.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.storage.volume.VolumeFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        volume.put("a/one", new byte[] {1, 2, 3, 4});
        volume.put("a/one", new byte[] {5, 6, 7});

        assertThat(volume.get("a/one", 1, 2)).containsExactly(6, 7);
        assertThat(volume.get("a/one", 0, 0)).isEmpty();
        assertThat(volume.size("a/one")).hasValue(3);
        assertThat(volume.size("a/two")).isEmpty();
    }

    @Test
    void listsWhatLiesUnderAPrefixAndNothingUnfinished() {
        volume.put("a/one", new byte[3]);
        volume.put("a/two", new byte[4]);
        volume.put("b/three", new byte[5]);

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
        volume.put("a/one", new byte[4]);

        assertFails(() -> volume.get("a/two", 0, 1), Kind.MISSING, ErrorCode.NOT_FOUND, root + "/a/two is missing");
        assertFails(() -> volume.get("a/one", 2, 3), Kind.CUT_SHORT, ErrorCode.CORRUPT_DATA, "cut short at 4 bytes");
        Files.move(root, folder.resolve("elsewhere"));
        assertThat(volume.isThere()).isFalse();
        assertFails(() -> volume.get("a/one", 0, 1), Kind.GONE, ErrorCode.UNAVAILABLE, root + " is gone");
        assertFails(() -> volume.put("a/one", new byte[1]), Kind.GONE, ErrorCode.UNAVAILABLE, root + " is gone");
        assertThat(volume.list("a")).isEmpty();
        assertThat(root).doesNotExist();
    }

    @Test
    void namesAFileThatCannotBeReadOrWritten() throws IOException {
        Files.createDirectories(root.resolve("a/one"));
        Files.writeString(root.resolve("b"), "in the way");

        assertFails(() -> volume.get("a/one", 0, 1), Kind.BROKEN, ErrorCode.UNAVAILABLE, root + "/a/one");
        assertFails(() -> volume.put("b/one", new byte[1]), Kind.BROKEN, ErrorCode.UNAVAILABLE, root + "/b/one");
    }

    @Test
    void passesOverAVolumeThatTakesNothingWhileThereAreOthers() throws IOException {
        List<Path> folders = List.of(folder.resolve("v0"), folder.resolve("v1"), folder.resolve("v2"));
        try (Volumes volumes = Volumes.directories(folders)) {
            Files.delete(folders.get(1));

            assertThat(volumes.putApart(0, List.of("s/0", "s/1"), List.of(new byte[1], new byte[2])))
                    .containsExactly(0, 2);

            Files.delete(folders.get(2).resolve("s/1"));
            Files.delete(folders.get(2).resolve("s"));
            Files.delete(folders.get(2));
            assertFails(
                    () -> volumes.putApart(0, List.of("t/0", "t/1"), List.of(new byte[1], new byte[2])),
                    Kind.GONE,
                    ErrorCode.UNAVAILABLE,
                    "is gone");
            assertThat(folders.getFirst().resolve("t/0")).as("half a segment").doesNotExist();
        }
    }
}
