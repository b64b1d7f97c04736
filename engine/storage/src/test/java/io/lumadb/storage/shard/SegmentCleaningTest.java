package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Json;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.WriteResult;
import io.lumadb.storage.view.ColdView.SegmentView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of segments whose documents were updated, deleted or promoted. */
class SegmentCleaningTest {

    private static final int DOCUMENTS = 200;
    private static final long HOT = 64L * 1024 * 1024;
    private static final int VOLUMES = 3;

    @TempDir
    Path directory;

    private TestNode node;

    @BeforeEach
    void open() {
        node = new TestNode(
                directory.resolve("data"), new TestNode.HandClock(), new ArrayList<>(), HOT, false, VOLUMES);
        lead();
    }

    private void lead() {
        node.policies.put(
                TestNode.COLLECTION,
                new TieringPolicy(
                        TieringPolicy.DEFAULT.hot(),
                        TieringPolicy.DEFAULT.warm(),
                        new TieringPolicy.ColdPolicy(
                                true, Duration.ofDays(7), OptionalLong.empty(), new ColdStrategy.ErasureCoding(2, 1))));
        node.shard.leading(true);
    }

    private void crash() {
        node.engine.abandon();
        node = new TestNode(directory.resolve("data"), node.clock, node.log, HOT, false, VOLUMES);
        lead();
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void load() {
        List<ShardCommand.Write> writes = new ArrayList<>();
        for (int id = 0; id < DOCUMENTS; id++) {
            writes.add(node.insert("{\"_id\": " + id + ", \"v\": 0}"));
        }
        node.apply(new ShardCommand.Writes(node.clock.millis(), writes));
    }

    private void toCold() {
        node.shard.move(TestNode.COLLECTION, Optional.empty(), Tier.COLD).join();
        node.checkpoint();
    }

    private void delete(int from, int to) {
        for (int id = from; id < to; id++) {
            assertThat(node.write(node.delete(Value.of(id)))).isInstanceOf(WriteResult.Done.class);
        }
    }

    private void pass() {
        node.clock.advance(Duration.ofSeconds(10));
        node.shard.tiering().passNow();
        node.checkpoint();
        node.shard.tiering().passNow();
        node.checkpoint();
    }

    private List<SegmentView> segments() {
        return node.shard.segments().join();
    }

    private long files() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(path -> path.toString().endsWith(".seg")).count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void rewritesASegmentThatIsLessThanHalfAlive() {
        load();
        toCold();
        long before = segments().getFirst().segment();
        delete(0, 90);
        pass();
        assertThat(segments())
                .singleElement()
                .satisfies(it -> assertThat(it.segment()).isEqualTo(before));

        delete(90, 120);
        Map<String, String> expected = node.contents();
        pass();

        assertThat(segments()).singleElement().satisfies(segment -> {
            assertThat(segment.segment()).isNotEqualTo(before);
            assertThat(segment.live()).isEqualTo(80);
            assertThat(segment.liveBytes()).isEqualTo(segment.rawBytes());
        });
        assertThat(node.contents()).isEqualTo(expected);
        crash();
        assertThat(node.contents()).isEqualTo(expected);
        assertThat(segments())
                .singleElement()
                .satisfies(it -> assertThat(it.live()).isEqualTo(80));
        assertThat(files()).as("the old fragments are deleted").isEqualTo(VOLUMES);
        assertThat(node.moves).as("no document moved between tiers").noneMatch(move -> move.from() == Tier.COLD);
    }

    @Test
    void writesWhatIsAliveOfSeveralSegmentsIntoOne() {
        load();
        for (int from = 0; from < DOCUMENTS; from += 50) {
            List<Value> ids = new ArrayList<>();
            for (int id = from; id < from + 50; id++) {
                ids.add(Value.of(id));
            }
            node.shard.move(TestNode.COLLECTION, Optional.of(ids), Tier.COLD).join();
        }
        assertThat(segments()).hasSize(4);
        for (int id = 0; id < DOCUMENTS; id++) {
            if (id % 4 != 0) {
                node.write(node.upsert("{\"_id\": " + id + ", \"v\": 1}"));
            }
        }
        Map<String, String> expected = node.contents();

        pass();

        assertThat(segments())
                .singleElement()
                .satisfies(it -> assertThat(it.live()).isEqualTo(DOCUMENTS / 4));
        assertThat(node.contents()).isEqualTo(expected);
    }

    @Test
    void keepsADocumentAsItIsThatIsWrittenWhileItsSegmentIsRewritten() {
        load();
        toCold();
        delete(0, 150);
        node.beforeSeal = () -> {
            node.write(node.upsert("{\"_id\": 170, \"v\": 7}"));
            node.write(node.delete(Value.of(171)));
        };

        pass();

        assertThat(node.get(Value.of(170)).orElseThrow().document().get("v")).isEqualTo(Value.of(7));
        assertThat(node.get(Value.of(171))).isEmpty();
        assertThat(node.contents()).hasSize(49);
        assertThat(segments())
                .singleElement()
                .satisfies(it -> assertThat(it.live()).isEqualTo(48));
    }

    @Test
    void losesNothingWhenItDiesBetweenTheNewFragmentsAndTheLog() {
        load();
        toCold();
        delete(0, 150);
        Map<String, String> expected = node.contents();
        node.beforeSeal = () -> {
            throw new IllegalStateException("the node dies");
        };
        try {
            pass();
        } catch (RuntimeException e) {
            assertThat(e).hasStackTraceContaining("the node dies");
        }

        crash();

        assertThat(node.contents()).isEqualTo(expected);
        assertThat(files()).isEqualTo(2 * VOLUMES);
        pass();
        assertThat(node.contents()).isEqualTo(expected);
        assertThat(segments())
                .singleElement()
                .satisfies(it -> assertThat(it.live()).isEqualTo(50));
    }

    /** Somebody who counted in the midst of a seal may think a segment dead. */
    @Test
    void keepsASegmentThatIsAliveWhoeverAsksForItsEnd() {
        load();
        toCold();
        Map<String, String> expected = node.contents();

        node.apply(new ShardCommand.DropSegment(segments().getFirst().segment()));

        assertThat(node.contents()).isEqualTo(expected);
        node.checkpoint();
        crash();
        assertThat(node.contents()).isEqualTo(expected);
    }

    @Test
    void rewritesASegmentWhoseVolumesWereAwayWhenItWasDue() throws IOException {
        load();
        toCold();
        long before = segments().getFirst().segment();
        delete(0, 150);
        Map<String, String> expected = node.contents();
        Path away = Files.createDirectory(directory.resolve("away"));
        for (int volume = 0; volume < 2; volume++) {
            Files.move(node.config.coldVolumes().get(volume), away.resolve("cold-" + volume));
        }
        pass();
        assertThat(node.events).anyMatch(event -> event.startsWith("segment-kept"));
        assertThat(segments())
                .singleElement()
                .satisfies(it -> assertThat(it.segment()).isEqualTo(before));

        for (int volume = 0; volume < 2; volume++) {
            Files.move(away.resolve("cold-" + volume), node.config.coldVolumes().get(volume));
        }
        node.shard.caretaker().runNow();
        pass();

        assertThat(segments())
                .singleElement()
                .satisfies(it -> assertThat(it.segment()).isNotEqualTo(before));
        assertThat(node.contents()).isEqualTo(expected);
    }

    static List<Long> seeds() {
        return List.of(1L, 2L, System.nanoTime());
    }

    /** Writers change, delete and recall cold documents while segments are rewritten and the node crashes now and then. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithAMapWhileDocumentsChangeAsSegmentsAreRewritten(long seed) {
        Random random = new Random(seed);
        Map<Integer, Integer> model = new TreeMap<>();
        load();
        for (int id = 0; id < DOCUMENTS; id++) {
            model.put(id, 0);
        }
        Set<Long> seen = new java.util.HashSet<>();
        for (int round = 0; round < 12; round++) {
            toCold();
            AtomicBoolean going = new AtomicBoolean(true);
            TestNode now = node;
            CompletableFuture<Void> cleaner = CompletableFuture.runAsync(() -> {
                while (going.get()) {
                    now.clock.advance(Duration.ofSeconds(10));
                    now.shard.tiering().passNow();
                    now.checkpoint();
                }
            });
            int changes = 80 + random.nextInt(120);
            for (int change = 0; change < changes; change++) {
                change(random, model, round * 1000 + change);
            }
            going.set(false);
            try {
                cleaner.join();
            } catch (CompletionException e) {
                throw new AssertionError("seed " + seed, e);
            }
            seen.addAll(node.shard.manifests().keySet());
            assertModel(seed, model);
            if (random.nextInt(3) == 0) {
                crash();
                assertModel(seed, model);
            }
        }
        assertThat(seen).as("seed %d: segments were rewritten", seed).hasSizeGreaterThan(12);
        pass();
        assertThat(segments())
                .allSatisfy(segment -> assertThat(2 * segment.liveBytes())
                        .as("seed %d", seed)
                        .isGreaterThanOrEqualTo(segment.rawBytes()));
        for (SegmentManifest manifest : node.shard.manifests().values()) {
            assertThat(manifest.fragments()).hasSize(VOLUMES);
        }
    }

    private void change(Random random, Map<Integer, Integer> model, int value) {
        int id = random.nextInt(DOCUMENTS);
        switch (random.nextInt(4)) {
            case 0 -> {
                WriteResult result = node.write(node.delete(Value.of(id)));
                assertThat(result instanceof WriteResult.Done).isEqualTo(model.remove(id) != null);
            }
            case 1 ->
                node.shard
                        .move(TestNode.COLLECTION, Optional.of(List.of(Value.of(id))), Tier.HOT)
                        .join();
            default -> {
                node.write(node.upsert("{\"_id\": " + id + ", \"v\": " + value + "}"));
                model.put(id, value);
            }
        }
    }

    private void assertModel(long seed, Map<Integer, Integer> model) {
        Map<String, String> stored = new TreeMap<>();
        try (ShardSnapshot snapshot = node.snapshot()) {
            TestNode.contents(snapshot, TestNode.COLLECTION)
                    .forEach((id, content) -> stored.put(id, content.substring(content.indexOf(':') + 1)));
        }
        Map<String, String> expected = new TreeMap<>();
        model.forEach((id, value) -> expected.put(
                String.valueOf(id),
                io.lumadb.document.Document.of(Json.parseObject("{\"_id\": " + id + ", \"v\": " + value + "}"))
                        .toString()));
        assertThat(stored).as("seed %d", seed).isEqualTo(expected);
    }
}
