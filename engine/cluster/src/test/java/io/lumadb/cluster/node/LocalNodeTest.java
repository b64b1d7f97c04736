package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.all;
import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.document;
import static io.lumadb.cluster.node.TestNodes.find;
import static io.lumadb.cluster.node.TestNodes.start;
import static io.lumadb.cluster.node.TestNodes.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.cluster.LumaNode;
import io.lumadb.document.Document;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalNodeTest {

    @TempDir
    private Path folder;

    @Test
    void keepsWhatWasWrittenWhenItStopsAndStartsAgain() {
        Document document = document(1, "one");
        try (LumaNode node = start(config(folder))) {
            node.database().createCollection("orders", Optional.empty(), false);
            assertThat(write(node.database(), "orders", new Mutation.Insert(document)))
                    .isInstanceOf(WriteOutcome.Done.class);
            assertThat(find(node.database(), "orders", Value.of(1))
                            .orElseThrow()
                            .document())
                    .isEqualTo(document);
        }

        try (LumaNode node = start(config(folder))) {
            assertThat(node.ready()).isTrue();
            assertThat(find(node.database(), "orders", Value.of(1))
                            .orElseThrow()
                            .document())
                    .isEqualTo(document);
            assertThat(write(node.database(), "orders", new Mutation.Insert(document)))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Failed.class,
                            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.DUPLICATE_KEY));
        }
    }

    @Test
    void losesNoUpdateWhenWritersOfOneKeyInsistOnRevisions() throws Exception {
        int writers = 8;
        int incrementsEach = 25;
        try (LumaNode node = start(config(folder));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Database database = node.database();
            database.createCollection("counters", Optional.empty(), false);
            write(database, "counters", new Mutation.Insert(counter(0)));

            Callable<Integer> work = () -> {
                int conflicts = 0;
                for (int done = 0; done < incrementsEach; ) {
                    StoredDocument before =
                            find(database, "counters", Value.of("c")).orElseThrow();
                    long count = ((Value.Int64) before.document().get("n")).value();
                    WriteOutcome outcome = write(
                            database,
                            "counters",
                            new Mutation.Replace(counter(count + 1), OptionalLong.of(before.revision())));
                    switch (outcome) {
                        case WriteOutcome.Done _ -> done++;
                        case WriteOutcome.Failed(var code, var _) -> {
                            assertThat(code).isEqualTo(ErrorCode.REVISION_MISMATCH);
                            conflicts++;
                        }
                    }
                }
                return conflicts;
            };
            for (Future<Integer> finished : threads.invokeAll(java.util.Collections.nCopies(writers, work))) {
                finished.get();
            }

            StoredDocument after = find(database, "counters", Value.of("c")).orElseThrow();
            assertThat(after.document().get("n")).isEqualTo(Value.of((long) writers * incrementsEach));
        }
    }

    private static Document counter(long count) {
        return Document.of(new Value.Obj(Map.of("_id", Value.of("c"), "n", Value.of(count))));
    }

    @Test
    void answersABatchOverAllShardsInItsOrder() {
        try (LumaNode node = start(config(folder))) {
            Database database = node.database();
            database.createCollection("orders", Optional.empty(), false);
            List<Mutation> mutations = new ArrayList<>();
            IntStream.range(0, 10_000).forEach(id -> mutations.add(new Mutation.Insert(document(id, "text " + id))));
            mutations.add(new Mutation.Insert(document(77, "again")));

            List<WriteOutcome> outcomes = database.write("orders", mutations).join();

            assertThat(outcomes.subList(0, 10_000)).allMatch(WriteOutcome.Done.class::isInstance);
            assertThat(outcomes.getLast()).isInstanceOf(WriteOutcome.Failed.class);
            assertThat(all(database, "orders")).hasSize(10_000);
        }
    }
}
