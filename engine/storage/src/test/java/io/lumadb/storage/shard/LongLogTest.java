package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.Operation;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.command.WriteResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that wait for each other's documents, as those of a long log do after a start. */
class LongLogTest {

    /** More than are looked up on the core loop. */
    private static final int MANY = 100;

    private static final Value ONE = Value.of("the one");

    @TempDir
    private Path directory;

    private static Document document(Value id, int version) {
        return Document.of(Json.parseObject("{\"v\": " + version + "}")).withId(id);
    }

    private static Write upsert(TestNode node, Value id, int version) {
        return upsert(node, id, version, OptionalLong.empty());
    }

    private static Write upsert(TestNode node, Value id, int version, OptionalLong expected) {
        DocumentOrId document = new DocumentOrId.Whole(document(id, version));
        return new Write(node.request(), TestNode.COLLECTION, Operation.UPSERT, document, expected);
    }

    private static long revision(WriteResult result) {
        return ((WriteResult.Done) result).revision();
    }

    /** Upserts of {@link #MANY} documents. */
    private static List<Write> upserts(TestNode node, int from, int version) {
        List<Write> writes = new ArrayList<>();
        for (int id = from; id < from + MANY; id++) {
            writes.add(upsert(node, Value.of(id), version));
        }
        return writes;
    }

    private static CompletableFuture<List<WriteResult>> send(TestNode node, List<Write> writes) {
        return node.send(new ShardCommand.Writes(node.clock.millis(), writes));
    }

    private static void toWarm(TestNode node) {
        node.shard.move(TestNode.COLLECTION, Optional.empty(), Tier.WARM).join();
    }

    /** Keeps one of the threads busy that read for log entries, once it comes to it, until it is closed. */
    private static final class Busy implements AutoCloseable {
        private final CountDownLatch over = new CountDownLatch(1);

        Busy(TestNode node) {
            node.shard.node().reads().execute(() -> {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        void end() {
            over.countDown();
        }

        @Override
        public void close() {
            end();
        }
    }

    /** Every other document is new at first, so that each entry has another answer than its neighbours. */
    @Test
    void manyEntriesAreReadTogetherAndAppliedInOrder() {
        try (TestNode node = new TestNode(directory)) {
            Map<Integer, Integer> versions = new HashMap<>();
            for (int from = 0; from < 8 * MANY; from += 2 * MANY) {
                send(node, upserts(node, from, 1)).join();
                IntStream.range(from, from + MANY).forEach(id -> versions.put(id, 1));
            }
            toWarm(node);

            List<Integer> starts = List.of(0, 50, 100, 250, 500, 700, 450, 300, 350, 0, 600);
            List<CompletableFuture<List<WriteResult>>> answers = new ArrayList<>();
            try (Busy _ = new Busy(node);
                    Busy _ = new Busy(node)) {
                for (int start : starts) {
                    answers.add(send(node, upserts(node, start, 2 + answers.size())));
                }
            }

            for (int entry = 0; entry < starts.size(); entry++) {
                List<WriteResult> results = answers.get(entry).join();
                for (int i = 0; i < MANY; i++) {
                    boolean existed = versions.put(starts.get(entry) + i, 2 + entry) != null;
                    assertThat(((WriteResult.Done) results.get(i)).existed())
                            .as("document %d of entry %d", i, entry)
                            .isEqualTo(existed);
                }
            }
            versions.forEach((id, version) -> assertThat(
                            node.get(Value.of(id)).orElseThrow().document())
                    .isEqualTo(document(Value.of(id), version)));
        }
    }

    @Test
    void whatWasReadAheadIsReadAgainWhenItsDocumentWasWrittenAndLeftRamMeanwhile() {
        try (TestNode node = new TestNode(directory)) {
            send(node, upserts(node, 0, 1)).join();
            send(node, upserts(node, MANY, 1)).join();
            node.write(upsert(node, ONE, 1));
            toWarm(node);
            // Something for the checkpoint to write.
            long now = revision(node.write(upsert(node, Value.of("another"), 1)));
            long next = now + MANY + 1;

            CompletableFuture<List<WriteResult>> again;
            try (Busy first = new Busy(node);
                    Busy _ = new Busy(node)) {
                CompletableFuture<List<WriteResult>> before = send(node, upserts(node, 0, 2));
                // Then the core loop has asked for what they need.
                node.onLoop(() -> {});
                try (Busy _ = new Busy(node)) {
                    // What comes after the checkpoint is of another moment: it is not read together with what came
                    // before.
                    node.checkpoint();
                    // What RocksDB has in memory is looked up at once.
                    assertThat(node.get(ONE)).isPresent();
                    CompletableFuture<List<WriteResult>> written = send(node, List.of(upsert(node, ONE, 2)));
                    CompletableFuture<List<WriteResult>> between = send(node, upserts(node, MANY, 2));
                    again = send(node, List.of(upsert(node, ONE, 3, OptionalLong.of(next))));
                    first.end();
                    assertThat(revision(written.join().getFirst())).isEqualTo(next);
                    toWarm(node);
                    assertThat(before).isCompleted();
                    assertThat(between).isNotDone();
                }
            }

            assertThat(again.join().getFirst()).isInstanceOf(WriteResult.Done.class);
            assertThat(node.get(ONE).orElseThrow().document()).isEqualTo(document(ONE, 3));
            node.shard.refreshView();
            assertThat(node.shard.view().amounts().hot().documents()
                            + node.shard.view().amounts().warm().documents())
                    .isEqualTo(2L * MANY + 2);
        }
    }
}
