package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.view.TierMoveBatch;
import io.lumadb.storage.view.WarmView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reaches RocksDB's files, by RocksDB's own count. */
class WriteBehindTest {

    private static final int LETTERS = 20_000;

    @TempDir
    private Path directory;

    private static String document(Random random) {
        StringBuilder text = new StringBuilder(LETTERS);
        for (int i = 0; i < LETTERS; i++) {
            text.append((char) ('!' + random.nextInt(90)));
        }
        return "{\"_id\": 1, \"v\": " + io.lumadb.document.Json.relaxed(Value.of(text.toString())) + "}";
    }

    private static long written(TestNode node, String family) {
        return node.shard.warm().levels().stream()
                .filter(level -> level.family().equals(family))
                .mapToLong(WarmView.Level::writtenBytes)
                .sum();
    }

    @Test
    void writesAnOverwrittenHotDocumentOnceACheckpoint() {
        Random random = new Random(7);
        try (TestNode node = new TestNode(directory)) {
            for (int checkpoint = 1; checkpoint <= 3; checkpoint++) {
                for (int i = 0; i < 200; i++) {
                    node.write(node.upsert(document(random)));
                }
                node.checkpoint();

                assertThat(written(node, "documents"))
                        .as("after %d checkpoints and %d writes", checkpoint, 200 * checkpoint)
                        .isBetween(checkpoint * LETTERS * 7L / 10, checkpoint * LETTERS * 13L / 10);
            }
            assertThat(written(node, "documents") + written(node, "access") + written(node, "meta"))
                    .as("with the requests it remembers, for 600 times %d bytes", LETTERS)
                    .isLessThan(6L * LETTERS);
            node.shard.refreshView();
            assertThat(node.shard.view().traffic().userBytes()).isGreaterThan(600L * LETTERS);
        }
    }

    @Test
    void documentsLeaveRamAfterReliefWithoutAFlush() {
        try (TestNode node = new TestNode(directory)) {
            node.policies.put(
                    TestNode.COLLECTION,
                    new TieringPolicy(
                            new TieringPolicy.HotPolicy(true, OptionalLong.empty()),
                            new TieringPolicy.WarmPolicy(true, Duration.ofSeconds(5), OptionalLong.empty()),
                            TieringPolicy.DEFAULT.cold()));
            node.write(node.upsert("{\"_id\": 1, \"v\": 1}"));
            node.checkpoint();
            long before = written(node, "documents");
            node.write(node.upsert("{\"_id\": 1, \"v\": 2}"));
            node.write(node.upsert("{\"_id\": 2}"));
            Map<String, String> contents = node.contents();
            node.clock.advance(Duration.ofSeconds(10));
            node.shard.tiering().passNow();
            assertThat(node.moves).as("RocksDB does not have them yet").isEmpty();

            node.relieve();
            node.shard.tiering().passNow();

            assertThat(node.moves.stream().mapToLong(TierMoveBatch::documents).sum())
                    .isEqualTo(2);
            assertThat(node.contents()).isEqualTo(contents);
            assertThat(node.shard.durableIndex()).isZero();
            assertThat(written(node, "documents")).isEqualTo(before);
        }
    }

    @Test
    void theLogBringsBackWhatACrashAfterReliefTook() {
        TestNode node = new TestNode(directory);
        node.write(node.upsert("{\"_id\": 1, \"v\": 1}"));
        node.checkpoint();
        node.write(node.upsert("{\"_id\": 1, \"v\": 2}"));
        node.write(node.upsert("{\"_id\": 2}"));
        node.write(node.delete(Value.of(2)));
        node.write(node.upsert("{\"_id\": 3}"));
        node.relieve();
        Map<String, String> before = node.contents();

        node.engine.abandon();
        try (TestNode after = new TestNode(directory, node.clock, node.log, 64L * 1024 * 1024)) {
            assertThat(after.contents()).isEqualTo(before).hasSize(2);
        }
    }

    @Test
    void aCheckpointAfterReliefReachesTheDiskWithNothingNew() {
        TestNode node = new TestNode(directory);
        node.write(node.upsert("{\"_id\": 1}"));
        node.relieve();
        assertThat(written(node, "documents")).isZero();
        node.checkpoint();

        assertThat(node.shard.durableIndex()).isZero();
        assertThat(written(node, "documents")).isPositive();
        node.engine.abandon();
        try (TestNode after = new TestNode(directory, node.clock, List.of(), 64L * 1024 * 1024)) {
            assertThat(after.contents()).hasSize(1);
        }
    }

    @Test
    void filesOfAnEndedSegmentStayUntilTheDiskKnows() {
        TestNode node = new TestNode(directory);
        node.shard.leading(true);
        node.write(node.upsert("{\"_id\": 1}"));
        node.shard.move(TestNode.COLLECTION, Optional.empty(), Tier.COLD).join();
        node.checkpoint();
        SegmentManifest segment = node.shard.manifests().values().iterator().next();
        node.write(node.upsert("{\"_id\": 1, \"v\": 2}"));
        node.apply(new ShardCommand.DropSegment(segment.segment()));
        node.relieve();
        assertThat(node.shard.manifests()).isEmpty();
        assertThat(segmentFiles())
                .as("a crash now would bring the segment back")
                .isOne();

        node.engine.abandon();
        try (TestNode after = new TestNode(directory, node.clock, node.log, 64L * 1024 * 1024)) {
            assertThat(after.contents()).containsOnlyKeys("1");
            after.relieve();
            after.checkpoint();
            after.checkpoint();
        }
        assertThat(segmentFiles()).isZero();
    }

    private long segmentFiles() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(path -> path.toString().endsWith(".seg")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void showsTheLevelsOfTheTree() {
        try (TestNode node = new TestNode(directory)) {
            node.write(node.upsert("{\"_id\": 1}"));
            assertThat(node.shard.warm().levels()).isEmpty();
            node.checkpoint();

            WarmView view = node.shard.warm();

            assertThat(view.levels())
                    .extracting(WarmView.Level::family)
                    .containsExactlyInAnyOrder("documents", "access", "meta");
            assertThat(view.levels()).allSatisfy(level -> {
                assertThat(level.level()).isZero();
                assertThat(level.files()).isOne();
                assertThat(level.bytes()).isPositive();
            });
            assertThat(view.stall()).isEqualTo(WarmView.Stall.NONE);
            assertThat(view.flushes()).isEqualTo(new WarmView.Work(0, false));
        }
    }
}
