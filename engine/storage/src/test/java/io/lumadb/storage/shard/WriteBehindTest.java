package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Value;
import io.lumadb.storage.view.WarmView;
import java.nio.file.Path;
import java.util.Random;
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
