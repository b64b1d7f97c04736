package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.SegmentManifest.Fragment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cold volumes that are full for a while. */
class FullVolumeTest extends ColdShard {

    private static final int FULL = 3;

    private Path full() {
        return node.config.coldVolumes().get(FULL);
    }

    private List<Path> coldFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file ->
                            file.toString().endsWith(".seg") || file.toString().endsWith(".tmp"))
                    .toList();
        }
    }

    private void pass(Duration after) {
        node.clock.advance(after);
        node.shard.tiering().passNow();
        node.checkpoint();
    }

    /** So that the policy moves them, they have to be idle and warm. */
    private void becomeDue() {
        for (int time = 0; time < 3; time++) {
            pass(Duration.ofHours(2));
        }
    }

    private List<String> told(String kind) {
        return node.events.stream().filter(it -> it.startsWith(kind + ":")).toList();
    }

    @Test
    void leavesDocumentsWhereTheyAreTellsOfItSeldomAndMovesThemWhenThereIsRoom() throws IOException {
        load(0, DOCUMENTS);
        Map<String, String> expected = node.contents();
        disk.fill(full());

        becomeDue();
        node.events.clear();
        for (int time = 0; time < 220; time++) {
            pass(Duration.ofSeconds(3));
        }

        assertThat(node.contents()).isEqualTo(expected);
        assertThat(node.shard.cold().segments()).isZero();
        assertThat(coldFiles()).as("half a segment").isEmpty();
        assertThat(told("moves-failed"))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains(
                                "could not be moved", "the disk is full", "free some space on the disk of " + full()));
        assertThat(disk.refused())
                .as("segments written for nothing in eleven minutes")
                .isBetween(10L, 20L);

        disk.empty(full());
        pass(Duration.ofMinutes(1));

        assertThat(node.shard.cold().fragments().ok()).isPositive();
        assertThat(node.contents()).isEqualTo(expected);
        assertThat(told("moves-resumed")).hasSize(1);
        restart(6, new ColdStrategy.ErasureCoding(4, 2));
        assertThat(node.contents()).isEqualTo(expected);
    }

    @Test
    void tellsWhoMovesByHandWhichDiskIsFull() throws IOException {
        load(0, DOCUMENTS);
        Map<String, String> expected = node.contents();
        disk.fill(full());

        assertThatThrownBy(this::toCold)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(LumaException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.DISK_FULL);
                    assertThat(refusal.detail()).contains(full().toString(), "the disk is full");
                    assertThat(refusal.hint().orElseThrow()).contains("free some space on the disk of " + full());
                });

        assertThat(coldFiles()).isEmpty();
        assertThat(node.contents()).isEqualTo(expected);
        disk.empty(full());
        toCold();
        assertThat(node.contents()).isEqualTo(expected);
    }

    @Test
    void writesAroundAFullVolumeWhileThereAreOthers() {
        open(7, new ColdStrategy.ErasureCoding(4, 2));
        disk.fill(full());

        Map<String, String> expected = loadCold();

        assertThat(segments())
                .isNotEmpty()
                .allSatisfy(manifest -> assertThat(manifest.fragments())
                        .extracting(Fragment::volume)
                        .doesNotContain(FULL)
                        .hasSize(6));
        assertThat(node.contents()).isEqualTo(expected);
    }

    @Test
    void keepsALostFragmentWaitingUntilItsVolumeHasRoom() throws IOException {
        load(0, DOCUMENTS);
        toCold();
        load(DOCUMENTS, 2 * DOCUMENTS);
        toCold();
        Map<String, String> expected = node.contents();
        for (SegmentManifest manifest : segments()) {
            Files.delete(lostFile(manifest));
        }
        disk.fill(full());

        node.shard.scrub();
        for (int time = 0; time < 5; time++) {
            node.clock.advance(Duration.ofMinutes(1));
            node.shard.caretaker().runNow();
        }

        assertThat(segments()).hasSize(2);
        assertThat(node.shard.cold().fragments().missing()).isEqualTo(2);
        assertThat(told("repair-waits"))
                .singleElement()
                .satisfies(text ->
                        assertThat(text).contains("the disk is full", "free some space on the disk of " + full()));
        assertThat(disk.refused()).as("one try each time, for both fragments").isBetween(5L, 6L);
        assertThat(node.contents()).isEqualTo(expected);

        disk.empty(full());
        node.clock.advance(Duration.ofMinutes(1));
        node.shard.caretaker().runNow();

        assertThat(node.shard.cold().fragments().missing()).isZero();
        for (SegmentManifest manifest : segments()) {
            assertThat(lostFile(manifest)).exists();
        }
        assertThat(node.contents()).isEqualTo(expected);
    }

    private Path lostFile(SegmentManifest manifest) {
        return manifest.fragments().stream()
                .filter(fragment -> fragment.volume() == FULL)
                .map(fragment -> file(manifest, fragment.n()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keepsASparseSegmentUntilItsSurvivorsCanBeWrittenElsewhere() throws IOException {
        loadCold();
        for (long id = 0; id < DOCUMENTS * 3 / 4; id++) {
            node.write(node.delete(Value.of(id)));
        }
        node.checkpoint();
        Map<String, String> expected = node.contents();
        List<SegmentManifest> sparse = segments();
        disk.fill(full());

        for (int time = 0; time < 20; time++) {
            pass(Duration.ofSeconds(3));
        }

        assertThat(segments()).isEqualTo(sparse);
        assertThat(coldFiles()).hasSize(6 * sparse.size());
        assertThat(told("moves-failed")).hasSize(1);
        assertThat(disk.refused()).isLessThan(10);
        assertThat(node.contents()).isEqualTo(expected);

        disk.empty(full());
        pass(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(1));

        assertThat(segments()).doesNotContainAnyElementsOf(sparse);
        assertThat(node.contents()).isEqualTo(expected);
    }

    @Test
    void writesNoSegmentWhileTheLogTakesNothing() throws IOException {
        load(0, DOCUMENTS);
        Map<String, String> expected = node.contents();
        LumaException noRoom = new LumaException(ErrorCode.DISK_FULL, "the disk of /data has 1 MiB left");
        node.refusal = Optional.of(noRoom);

        becomeDue();
        assertThatThrownBy(this::toCold).hasCause(noRoom);

        assertThat(coldFiles()).isEmpty();
        assertThat(node.contents()).isEqualTo(expected);
        assertThat(told("moves-failed")).as("the node has told of it").isEmpty();
        assertThat(tier(1)).isEqualTo(Tier.WARM);

        node.refusal = Optional.empty();
        pass(Duration.ofSeconds(1));

        assertThat(tier(1)).isEqualTo(Tier.COLD);
        assertThat(node.contents()).isEqualTo(expected);
    }

    private Tier tier(int id) {
        return node.shard
                .locate(TestNode.COLLECTION, Value.of(id))
                .join()
                .orElseThrow()
                .tier();
    }
}
