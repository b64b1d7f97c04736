package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Json;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.SegmentManifest.Fragment;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.WriteResult;
import io.lumadb.storage.view.ColdView;
import io.lumadb.storage.view.DocumentView.FragmentView;
import io.lumadb.storage.view.FragmentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A 4+2 segment store that loses files, bits and whole volumes. */
class ColdLossTest {

    private static final int DOCUMENTS = 600;
    private static final long HOT = 64L * 1024 * 1024;

    @TempDir
    Path directory;

    private TestNode node;

    @BeforeEach
    void open() {
        open(6, new ColdStrategy.ErasureCoding(4, 2));
    }

    private void open(int volumes, ColdStrategy strategy) {
        if (node != null) {
            node.close();
        }
        node = new TestNode(
                directory.resolve("data-" + volumes), new TestNode.HandClock(), new ArrayList<>(), HOT, false, volumes);
        lead(strategy);
    }

    private void lead(ColdStrategy strategy) {
        node.policies.put(TestNode.COLLECTION, policy(strategy));
        node.shard.leading(true);
    }

    private static TieringPolicy policy(ColdStrategy strategy) {
        return new TieringPolicy(
                TieringPolicy.DEFAULT.hot(),
                TieringPolicy.DEFAULT.warm(),
                new TieringPolicy.ColdPolicy(true, Duration.ofHours(1), OptionalLong.empty(), strategy));
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void load(int from, int to) {
        Random random = new Random(from);
        List<ShardCommand.Write> writes = new ArrayList<>();
        for (int id = from; id < to; id++) {
            byte[] noise = new byte[300];
            random.nextBytes(noise);
            writes.add(node.insert(
                    "{\"_id\": " + id + ", \"v\": \"" + java.util.HexFormat.of().formatHex(noise) + "\"}"));
        }
        node.apply(new ShardCommand.Writes(node.clock.millis(), writes));
    }

    private Map<String, String> loadCold() {
        load(0, DOCUMENTS);
        Map<String, String> before = node.contents();
        toCold();
        return before;
    }

    private void toCold() {
        node.shard.move(TestNode.COLLECTION, Optional.empty(), Tier.COLD).join();
        node.checkpoint();
    }

    private Path file(SegmentManifest manifest, int n) {
        Fragment fragment = manifest.fragments().get(n);
        return node.config
                .coldVolumes()
                .get(fragment.volume())
                .resolve("shard-000")
                .resolve("%016x-%d.seg".formatted(manifest.segment(), n));
    }

    private List<SegmentManifest> segments() {
        return node.shard.manifests().values().stream()
                .sorted(Comparator.comparingLong(SegmentManifest::rawBytes).reversed())
                .toList();
    }

    private static void flip(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private long events(String kind) {
        return node.events.stream().filter(it -> it.startsWith(kind + ":")).count();
    }

    private void restart(int volumes, ColdStrategy strategy) {
        node.engine.abandon();
        node = new TestNode(directory.resolve("data-" + volumes), node.clock, node.log, HOT, false, volumes);
        lead(strategy);
    }

    /** Reads random documents on a thread of its own until told to stop; gives how many were right. */
    private CompletableFuture<Integer> readWhile(BooleanSupplier going, Map<String, String> expected) {
        return CompletableFuture.supplyAsync(() -> {
            Random random = new Random(7);
            int right = 0;
            do {
                int id = random.nextInt(DOCUMENTS);
                StoredDocument stored = node.get(Value.of(id)).orElseThrow();
                assertThat(stored.revision() + ":" + stored.document()).isEqualTo(expected.get(String.valueOf(id)));
                right++;
            } while (going.getAsBoolean());
            return right;
        });
    }

    @Test
    void readsRightWhileAnyTwoFragmentsOfEverySegmentGoAndAreRebuilt() throws IOException {
        Map<String, String> expected = loadCold();
        assertThat(segments()).isNotEmpty().allSatisfy(manifest -> {
            assertThat(manifest.dataShards()).isEqualTo(4);
            assertThat(manifest.fragments())
                    .extracting(Fragment::volume)
                    .doesNotHaveDuplicates()
                    .hasSize(6);
        });
        AtomicBoolean going = new AtomicBoolean(true);
        CompletableFuture<Integer> reader = readWhile(going::get, expected);
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int time = 0; time < 8; time++) {
            for (SegmentManifest manifest : segments()) {
                List<Integer> numbers = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
                Collections.shuffle(numbers, random);
                Files.delete(file(manifest, numbers.get(0)));
                flip(file(manifest, numbers.get(1)), random);
            }
            assertThat(node.contents()).as("seed %d", seed).isEqualTo(expected);
            node.shard.scrub();
            node.shard.caretaker().runNow();
            assertThat(node.shard.cold().fragments())
                    .as("seed %d, %s", seed, node.events)
                    .isEqualTo(new ColdView.Fragments(6L * segments().size(), 0, 0, 0));
            for (SegmentManifest manifest : segments()) {
                for (Fragment fragment : manifest.fragments()) {
                    assertThat(file(manifest, fragment.n())).hasSize(fragment.bytes());
                }
            }
        }

        going.set(false);
        assertThat(reader.join()).isPositive();
        assertThat(node.shard.cold().traffic().degradedReads()).isPositive();
        assertThat(node.shard.cold().traffic().fragmentsRebuilt())
                .isEqualTo(16L * segments().size());
    }

    @Test
    void tellsOfALostFragmentOnceHoweverOftenItIsRead() throws IOException {
        loadCold();
        SegmentManifest manifest = segments().getFirst();
        Path lost = file(manifest, 0);
        Files.delete(lost);

        for (int time = 0; time < 5; time++) {
            node.contents();
        }

        assertThat(node.events)
                .filteredOn(it -> it.startsWith("fragment-lost"))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains(lost + " is missing")
                        .contains("fragment 0 of a 4+2 segment of shard 0"));
        assertThat(node.shard.cold().traffic().degradedReads()).isGreaterThan(1);
        FragmentView view = node.shard
                .locate(TestNode.COLLECTION, Value.of(1))
                .join()
                .orElseThrow()
                .fragments()
                .getFirst();
        assertThat(view.state()).isEqualTo(FragmentState.MISSING);

        node.shard.caretaker().runNow();

        assertThat(lost).hasSize(manifest.fragments().getFirst().bytes());
        assertThat(events("fragments-rebuilt")).isOne();
    }

    @Test
    void findsASingleFlippedBitByTheScrubThatIsDue() throws IOException {
        Map<String, String> expected = loadCold();
        SegmentManifest manifest = segments().getFirst();
        flip(file(manifest, 5), new Random(3));

        node.clock.advance(Duration.ofDays(6));
        node.shard.caretaker().runNow();
        assertThat(node.shard.cold().scrub().started()).isEmpty();

        node.clock.advance(Duration.ofDays(1));
        node.shard.caretaker().runNow();

        ColdView.Scrub scrub = node.shard.cold().scrub();
        assertThat(scrub.fragments()).isEqualTo(6L * segments().size());
        assertThat(scrub.damaged()).isOne();
        assertThat(scrub.missing()).isZero();
        assertThat(scrub.finished()).isPresent();
        assertThat(scrub.next()).contains(node.clock.instant().plus(Duration.ofDays(7)));
        assertThat(node.shard.cold().fragments().damaged()).isZero();
        assertThat(node.contents()).isEqualTo(expected);

        node.checkpoint();
        restart(6, new ColdStrategy.ErasureCoding(4, 2));
        assertThat(node.shard.cold().scrub()).isEqualTo(scrub);
    }

    @Test
    void keepsOtherDocumentsReadableWhenASegmentHasLostTooMuch() throws IOException {
        loadCold();
        load(DOCUMENTS, DOCUMENTS + 100);
        toCold();
        SegmentManifest first = segments().getFirst();
        for (int n = 0; n < 3; n++) {
            Files.delete(file(first, n));
        }

        assertThatThrownBy(() -> node.get(Value.of(1))).isInstanceOfSatisfying(LumaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_DATA);
            assertThat(e.detail())
                    .contains("cold segment " + Long.toHexString(first.segment()))
                    .contains(
                            file(first, 0).toString(),
                            file(first, 1).toString(),
                            file(first, 2).toString());
        });
        assertThat(node.get(Value.of(DOCUMENTS + 50))).isPresent();
        node.shard.caretaker().runNow();
        assertThat(events("segment-lost")).isOne();
    }

    @Test
    void letsADocumentBeReplacedOrDeletedThatIndexesNeedAndNobodyCanRead() throws IOException {
        node.apply(new ShardCommand.CreateIndex(
                TestNode.COLLECTION,
                new IndexDefinition(
                        1,
                        "v",
                        List.of(new IndexDefinition.IndexField(FieldPath.of("v"), false)),
                        IndexDefinition.Kind.BTREE,
                        false,
                        Map.of())));
        loadCold();
        for (int n = 0; n < 3; n++) {
            Files.delete(file(segments().getFirst(), n));
        }

        assertThat(node.write(node.upsert("{\"_id\": 1, \"v\": 2}"))).isInstanceOf(WriteResult.Done.class);
        assertThat(node.write(node.delete(Value.of(2)))).isInstanceOf(WriteResult.Done.class);

        assertThat(node.get(Value.of(1)).orElseThrow().document().get("v")).isEqualTo(Value.of(2));
        assertThat(node.get(Value.of(2))).isEmpty();
        assertThat(events("document-lost")).isOne();
        restart(6, new ColdStrategy.ErasureCoding(4, 2));
        assertThat(node.get(Value.of(1)).orElseThrow().document().get("v")).isEqualTo(Value.of(2));
    }

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

        await(() -> events("fragments-rebuilt") == 1);
        assertThat(node.shard.cold().fragments().missing()).isZero();
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
    void keepsCopiesOnVolumesOfTheirOwn() throws IOException {
        open(3, new ColdStrategy.Replication(3));
        Map<String, String> expected = loadCold();
        for (SegmentManifest manifest : segments()) {
            assertThat(manifest.fragments()).hasSize(3);
            Files.delete(file(manifest, 0));
            flip(file(manifest, 2), new Random(5));
        }

        assertThat(node.contents()).isEqualTo(expected);
        node.shard.scrub();
        node.shard.caretaker().runNow();

        assertThat(node.shard.cold().fragments())
                .isEqualTo(new ColdView.Fragments(3L * segments().size(), 0, 0, 0));
    }

    @Test
    void makesAsManyCopiesAsAreAskedFor() throws IOException {
        open(11, new ColdStrategy.Replication(11));
        Map<String, String> expected = loadCold();
        for (SegmentManifest manifest : segments()) {
            for (int n = 0; n < 10; n++) {
                Files.delete(file(manifest, n));
            }
        }

        assertThat(node.contents()).isEqualTo(expected);
    }

    @Test
    void sweepsFragmentsThatNoLogEntryNames() throws IOException {
        loadCold();
        AtomicInteger crashed = new AtomicInteger();
        load(DOCUMENTS, DOCUMENTS + 10);
        node.beforeSeal = () -> {
            crashed.incrementAndGet();
            throw new IllegalStateException("the node dies between the fragments and the seal");
        };
        assertThatThrownBy(this::toCold).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(crashed).hasValue(1);
        Map<String, String> expected = node.contents();
        restart(6, new ColdStrategy.ErasureCoding(4, 2));
        List<Path> files = segmentFiles();
        assertThat(files).hasSize(6 * (segments().size() + 1));

        node.clock.advance(Duration.ofMinutes(11));
        node.shard.tiering().passNow();
        assertThat(segmentFiles()).as("they may still be sealed").hasSameSizeAs(files);

        for (Path file : files) {
            Files.setLastModifiedTime(file, FileTime.from(node.clock.instant().minus(Duration.ofHours(2))));
        }
        node.clock.advance(Duration.ofMinutes(11));
        node.shard.tiering().passNow();

        assertThat(segmentFiles()).hasSize(6 * segments().size());
        assertThat(node.contents()).isEqualTo(expected);
    }

    private List<Path> segmentFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(path -> path.toString().endsWith(".seg")).toList();
        }
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

    @Test
    void showsSegmentsWithWhatIsAliveOfThem() throws IOException {
        loadCold();
        node.write(node.delete(Value.of(1)));
        Files.delete(file(segments().getFirst(), 4));

        List<ColdView.SegmentView> views = node.shard.segments().join();

        assertThat(views.stream().mapToLong(ColdView.SegmentView::live).sum()).isEqualTo(DOCUMENTS - 1);
        assertThat(views.getFirst().fragments())
                .extracting(FragmentView::state)
                .containsExactly(
                        FragmentState.OK,
                        FragmentState.OK,
                        FragmentState.OK,
                        FragmentState.OK,
                        FragmentState.MISSING,
                        FragmentState.OK);
        assertThat(node.shard.cold().schemes())
                .containsExactly(new ColdView.Scheme(4, 2, segments().size()));
    }
}
