package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.Write;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the hot tier says it takes, held against what the heap has less afterwards. */
class MemoryAccountTest {

    private static final int DOCUMENTS = 100_000;
    private static final int BATCH = 1_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"20, true", "20, false", "400, false"})
    void accountsForHotDocumentsWithinATenthOfWhatTheyTake(int letters, boolean ascending) {
        List<Integer> ids =
                new ArrayList<>(IntStream.range(0, DOCUMENTS).boxed().toList());
        if (!ascending) {
            Collections.shuffle(ids, new Random(5));
        }
        String text = "x".repeat(letters);
        try (TestNode node = new TestNode(directory, new TestNode.HandClock(), new ArrayList<>(), 1L << 30)) {
            // Everything that comes with the first documents, and a full memory of requests, which counts elsewhere.
            fill(node, IntStream.range(-60_000, 0).boxed().toList(), text);
            long before = heap();
            long accountedBefore = node.engine.hotBytes();

            fill(node, ids, text);

            long accounted = node.engine.hotBytes() - accountedBefore;
            long taken = heap() - before;
            assertThat((double) accounted / taken)
                    .as("%d bytes accounted for, %d taken", accounted, taken)
                    .isBetween(0.9, 1.1);
        }
    }

    private static void fill(TestNode node, List<Integer> ids, String text) {
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<Write> writes = new ArrayList<>();
            for (int id : ids.subList(from, Math.min(ids.size(), from + BATCH))) {
                writes.add(node.insert("{\"_id\": %d, \"v\": \"%s\"}".formatted(id, text)));
            }
            // Past the list that stands for the log: it would keep the documents.
            node.shard
                    .apply(1, from + (ids.getFirst() < 0 ? 0 : 1_000_000), new ShardCommand.Writes(from, writes))
                    .join();
        }
        node.checkpoint();
    }

    /** Bytes in use after a collection of everything that is not. */
    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
