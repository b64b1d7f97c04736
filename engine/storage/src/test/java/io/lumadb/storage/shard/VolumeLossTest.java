package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.SegmentManifest.Fragment;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.view.StoredShard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cold volumes that go, come back, or are too few. */
class VolumeLossTest extends ColdShard {

    @Test
    void fillsAVolumeAgainThatWasTakenAwayAndCameBackEmpty() throws IOException {
        Map<String, String> expected = loadCold();
        Path volume = node.config.coldVolumes().get(2);
        remove(volume);

        assertThat(node.contents()).isEqualTo(expected);
        node.shard.scrub();
        node.shard.caretaker().runNow();
        assertThat(Files.exists(volume))
                .as("a volume that is gone is not made anew")
                .isFalse();
        assertThat(events("volume-gone")).isOne();
        assertThat(node.shard.cold().fragments().missing()).isEqualTo(segments().size());
        assertThat(node.contents()).isEqualTo(expected);

        Files.createDirectory(volume);
        node.shard.caretaker().runNow();

        assertThat(node.shard.cold().fragments().missing()).isZero();
        assertThat(events("volume-back")).isOne();
        for (SegmentManifest manifest : segments()) {
            for (Fragment fragment : manifest.fragments()) {
                assertThat(file(manifest, fragment.n())).exists();
            }
        }
    }

    @Test
    void fillsItAtOnceWhenSomebodyAsksForAScrub() throws IOException {
        loadCold();
        Path volume = node.config.coldVolumes().get(2);
        remove(volume);
        node.shard.scrub();
        node.shard.caretaker().runNow();
        Files.createDirectory(volume);

        // By itself it would look again after a while, and this clock stands still.
        node.shard.scrub();

        await(() -> node.shard.cold().fragments().missing() == 0 && events("fragments-rebuilt") > 0);
    }

    @Test
    void readsAgainAtOnceWhenEnoughVolumesAreBack() throws IOException {
        Map<String, String> expected = loadCold();
        List<Path> volumes = node.config.coldVolumes().subList(0, 3);
        for (Path volume : volumes) {
            Files.move(volume, away(volume));
        }
        assertThatThrownBy(node::contents)
                .hasMessageContaining("3 are lost, and 4 are needed")
                .hasMessageContaining(volumes.getFirst() + " is gone");

        Files.move(away(volumes.getFirst()), volumes.getFirst());

        // Nothing was repaired: the node's clock stands still.
        assertThat(node.contents()).isEqualTo(expected);
    }

    @Test
    void takesUpRepairsSoonAfterAVolumeIsBackHoweverLongItWasAway() throws IOException {
        loadCold();
        List<Path> volumes = node.config.coldVolumes().subList(0, 3);
        for (Path volume : volumes) {
            Files.move(volume, away(volume));
        }
        node.shard.scrub();
        // Tries farther and farther apart, as nothing changes.
        for (int minute = 0; minute < 5; minute++) {
            node.shard.caretaker().runNow();
            node.clock.advance(Duration.ofMinutes(1));
        }

        for (Path volume : volumes) {
            Files.move(away(volume), volume);
        }
        node.clock.advance(Duration.ofSeconds(2));

        await(() -> {
            // As the node's clock does, several times a second.
            node.shard.caretaker().tick();
            return node.shard.cold().fragments().missing() == 0 && events("fragments-found") > 0;
        });
        assertThat(events("volume-back")).isEqualTo(3);
    }

    @Test
    void inspectionTellsOfAVolumeOnceAndOfASegmentThatCannotBeRead() throws IOException {
        for (int from = 0; from < 3; from++) {
            load(from * 100, from * 100 + 100);
            toCold();
        }
        node.engine.close();
        List<Path> volumes = node.config.coldVolumes();
        Files.move(volumes.get(2), away(volumes.get(2)));

        assertThat(inspect()).singleElement().satisfies(damage -> {
            assertThat(damage.file()).isEqualTo(volumes.get(2));
            assertThat(damage.what()).contains("is gone");
            assertThat(damage.action()).contains("mount its disk again");
        });

        Files.move(volumes.get(0), away(volumes.get(0)));
        Files.move(volumes.get(1), away(volumes.get(1)));
        assertThat(inspect())
                .filteredOn(damage -> damage.what().contains("cannot be read: 3 of its 6 fragments are lost"))
                .hasSize(3);
        assertThat(inspect())
                .filteredOn(damage -> damage.what().contains("is gone"))
                .hasSize(3);
    }

    private List<StoredShard.Damage> inspect() {
        return ShardInspection.inspect(node.config.directory(), 0, node.config.node(), node.config.coldVolumes())
                .damages();
    }

    private static Path away(Path volume) {
        return volume.resolveSibling(volume.getFileName() + "-away");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void movesFragmentsOfAVolumeThatStaysAwayToASpareOne() throws IOException {
        open(7, new ColdStrategy.ErasureCoding(4, 2));
        Map<String, String> expected = loadCold();
        int gone = segments().getFirst().fragments().get(1).volume();
        remove(node.config.coldVolumes().get(gone));
        assertThat(node.contents()).isEqualTo(expected);

        node.shard.caretaker().runNow();
        assertThat(node.shard.cold().fragments().missing())
                .as("it may come back")
                .isPositive();

        node.clock.advance(Duration.ofMinutes(11));
        node.shard.caretaker().runNow();

        assertThat(node.shard.cold().fragments().missing()).isZero();
        assertThat(segments())
                .allSatisfy(manifest -> assertThat(manifest.fragments())
                        .extracting(Fragment::volume)
                        .doesNotContain(gone)
                        .doesNotHaveDuplicates());
        node.checkpoint();
        restart(7, new ColdStrategy.ErasureCoding(4, 2));
        assertThat(node.contents()).isEqualTo(expected);
        assertThat(segments())
                .allSatisfy(manifest -> assertThat(manifest.fragments())
                        .extracting(Fragment::volume)
                        .doesNotContain(gone));
    }

    @Test
    void writesAroundAVolumeThatIsGoneWhileThereAreOthers() throws IOException {
        open(7, new ColdStrategy.ErasureCoding(4, 2));
        remove(node.config.coldVolumes().get(3));

        Map<String, String> expected = loadCold();

        assertThat(segments())
                .isNotEmpty()
                .allSatisfy(manifest -> assertThat(manifest.fragments())
                        .extracting(Fragment::volume)
                        .doesNotContain(3)
                        .doesNotHaveDuplicates()
                        .hasSize(6));
        assertThat(node.contents()).isEqualTo(expected);
    }

    @Test
    void leavesDocumentsWhereTheyAreWhenTooFewVolumesTakeThem() throws IOException {
        load(0, DOCUMENTS);
        Map<String, String> expected = node.contents();
        remove(node.config.coldVolumes().get(3));

        assertThatThrownBy(this::toCold)
                .hasRootCauseInstanceOf(LumaException.class)
                .hasMessageContaining(node.config.coldVolumes().get(3) + " is gone");

        assertThat(node.contents()).isEqualTo(expected);
        assertThat(node.shard.cold().segments()).isZero();
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(path -> path.toString().endsWith(".seg"))).isEmpty();
        }
    }

    @Test
    void movesOtherCollectionsThoughOneHasTooFewVolumes() throws IOException {
        int other = TestNode.COLLECTION + 1;
        load(0, 100);
        node.policies.put(other, policy(new ColdStrategy.Replication(1)));
        node.apply(new ShardCommand.Writes(
                node.clock.millis(),
                List.of(new ShardCommand.Write(
                        node.request(),
                        other,
                        ShardCommand.Operation.INSERT,
                        new ShardCommand.DocumentOrId.Whole(Document.of(Json.parseObject("{\"_id\": 1}"))),
                        OptionalLong.empty()))));
        remove(node.config.coldVolumes().get(3));

        for (int time = 0; time < 4; time++) {
            node.clock.advance(Duration.ofHours(2));
            node.shard.tiering().passNow();
            node.checkpoint();
        }

        assertThat(segments()).extracting(SegmentManifest::collection).containsExactly(other);
        assertThat(node.events)
                .filteredOn(it -> it.startsWith("moves-failed"))
                .isNotEmpty()
                .allSatisfy(
                        it -> assertThat(it).contains(node.config.coldVolumes().get(3) + " is gone"));
    }

    @Test
    void refusesMoreFragmentsThanVolumesWithTheKeyToSet() {
        node.policies.put(TestNode.COLLECTION, policy(new ColdStrategy.ErasureCoding(6, 3)));
        load(0, 10);

        assertThatThrownBy(this::toCold)
                .hasRootCauseInstanceOf(LumaException.class)
                .satisfies(e -> {
                    Throwable root = e;
                    while (root.getCause() != null) {
                        root = root.getCause();
                    }
                    assertThat(((LumaException) root).detail())
                            .isEqualTo("cold_policy.strategy ErasureCoding 6+3 needs 9 cold volumes, and there are 6");
                    assertThat(((LumaException) root).hint().orElseThrow())
                            .contains("at least 9 folders in storage.cold_volumes");
                });
    }
}
