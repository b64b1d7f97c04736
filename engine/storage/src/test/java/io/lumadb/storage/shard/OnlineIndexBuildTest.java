package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import io.lumadb.document.catalog.IndexDefinition.Kind;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.ShardSnapshot.IndexRange;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.Operation;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.index.IndexKeys;
import io.lumadb.storage.index.IndexRows;
import io.lumadb.storage.view.IndexComparison;
import io.lumadb.storage.view.IndexComparison.Difference;
import io.lumadb.storage.view.IndexComparison.Problem;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.WarmBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlineIndexBuildTest {

    private static final IndexDefinition BY_N = new IndexDefinition(
            1, "by_n", List.of(new IndexField(FieldPath.of("n"), false)), Kind.BTREE, false, Map.of());
    private static final int EXAMPLES = 3;

    @TempDir
    private Path directory;

    private TestNode node;

    @BeforeEach
    void open() {
        node = new TestNode(directory.resolve("data"));
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void reopenAfterACrash() {
        node.engine.abandon();
        node = new TestNode(directory.resolve("data"), node.clock, node.log, 64L * 1024 * 1024);
    }

    private static Document document(int id, int n) {
        return Document.of(new Value.Obj(Map.of("_id", Value.of(id), "n", Value.of(n))));
    }

    private Write upsert(int id, int n) {
        return new Write(
                node.request(),
                TestNode.COLLECTION,
                Operation.UPSERT,
                new DocumentOrId.Whole(document(id, n)),
                OptionalLong.empty());
    }

    private void fill(int documents) {
        List<Write> writes = new ArrayList<>();
        for (int id = 0; id < documents; id++) {
            writes.add(upsert(id, id % 100));
        }
        node.apply(new ShardCommand.Writes(node.clock.millis(), writes));
    }

    private void createIndex() {
        node.apply(new ShardCommand.CreateIndex(TestNode.COLLECTION, BY_N));
    }

    private CompletableFuture<Void> built() {
        return node.shard.indexBuilt(TestNode.COLLECTION, BY_N.id());
    }

    private IndexComparison compare() {
        try (ShardSnapshot snapshot = node.snapshot()) {
            return snapshot.compare(TestNode.COLLECTION, BY_N.id(), EXAMPLES);
        }
    }

    /** Keeps builders from starting until the returned latch is down. */
    private CountDownLatch holdBuilders() {
        CountDownLatch free = new CountDownLatch(1);
        node.shard.node().builds().execute(() -> {
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return free;
    }

    @Test
    void takesEveryWriteThatGoesOnDuringTheBuild() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        fill(20_000);
        createIndex();
        CompletableFuture<Void> built = built();
        int meanwhile = 0;
        for (int round = 0; round < 40 || !built.isDone(); round++) {
            List<Write> writes = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int id = random.nextInt(21_000);
                writes.add(random.nextInt(3) == 0 ? node.delete(Value.of(id)) : upsert(id, random.nextInt(100)));
            }
            meanwhile += node.shard.indexBuilds().isEmpty() ? 0 : 1;
            node.apply(new ShardCommand.Writes(node.clock.millis(), writes));
            if (round % 7 == 3) {
                node.checkpoint();
            }
        }

        built.join();
        IndexComparison compared = compare();
        assertThat(meanwhile).as("rounds of writes while it was built").isPositive();
        assertThat(compared.examples()).as("seed %d", seed).isEmpty();
        assertThat(compared.entries()).as("seed %d", seed).isEqualTo(compared.documents());
        node.checkpoint();
        assertThat(compare()).as("seed %d, on disk", seed).isEqualTo(compared);
    }

    @Test
    void answersNothingFromAnIndexThatIsBeingBuilt() {
        fill(10);
        CountDownLatch free = holdBuilders();
        createIndex();

        try (ShardSnapshot snapshot = node.snapshot()) {
            IndexRange range = new IndexRange(List.of(Value.of(1)), Optional.empty(), Optional.empty(), false);
            assertThatThrownBy(() -> snapshot.lookup(TestNode.COLLECTION, BY_N.id(), range))
                    .isInstanceOfSatisfying(LumaException.class, refusal -> {
                        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                        assertThat(refusal.detail()).contains("by_n").contains("being built");
                    });
        }
        assertThat(node.shard.indexBuilds()).hasSize(1);
        free.countDown();
        built().join();
        assertThat(node.shard.indexBuilds()).isEmpty();
        assertThat(compare().entries()).isEqualTo(10);
    }

    @Test
    void beginsABuildAgainThatACrashCutShort() {
        fill(500);
        CountDownLatch free = holdBuilders();
        createIndex();
        node.checkpoint();
        node.write(upsert(3, 77));
        free.countDown();

        reopenAfterACrash();

        built().join();
        assertThat(compare().examples()).isEmpty();
        assertThat(compare().entries()).isEqualTo(500);
    }

    @Test
    void isCompleteAfterACrashOnceItWasReportedBuilt() {
        fill(500);
        createIndex();
        built().join();
        node.write(node.delete(Value.of(1)));
        node.write(upsert(2, 99));

        reopenAfterACrash();

        assertThat(node.shard.indexBuilds()).isEmpty();
        assertThat(compare().examples()).isEmpty();
        assertThat(compare().entries()).isEqualTo(499);
    }

    @Test
    void dropsAnIndexThatIsBeingBuilt() {
        fill(500);
        CountDownLatch free = holdBuilders();
        createIndex();
        CompletableFuture<Void> built = built();

        node.apply(new ShardCommand.DropIndex(TestNode.COLLECTION, BY_N.id()));
        free.countDown();

        assertThatThrownBy(built::join).hasCauseInstanceOf(LumaException.class).hasMessageContaining("dropped");
        assertThat(node.shard.indexBuilds()).isEmpty();
        assertThatThrownBy(this::compare)
                .isInstanceOfSatisfying(
                        LumaException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void saysWhyAnIndexCannotBeBuiltAndGoesOn() {
        int many = IndexKeys.MOST_ENTRIES + 1;
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            elements.add(Value.of(i));
        }
        Document large = Document.of(new Value.Obj(Map.of("_id", Value.of(1), "n", new Value.Array(elements))));
        node.write(new Write(
                node.request(),
                TestNode.COLLECTION,
                Operation.INSERT,
                new DocumentOrId.Whole(large),
                OptionalLong.empty()));

        createIndex();

        assertThatThrownBy(() -> built().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(LumaException.class)
                .hasMessageContaining("by_n");
        node.write(upsert(2, 5));
        assertThat(node.get(Value.of(2))).isPresent();
        node.apply(new ShardCommand.DropIndex(TestNode.COLLECTION, BY_N.id()));
        assertThat(node.shard.indexBuilds()).isEmpty();
    }

    @Test
    void findsEntriesThatAreMissingAndEntriesTooMany() {
        fill(50);
        createIndex();
        built().join();
        assertThat(compare()).isEqualTo(new IndexComparison(50, 50, 0, 0, List.of()));

        try (WarmBatch damage = node.shard.store().batch()) {
            damage.delete(Family.INDEXES, entry(document(7, 7)));
            damage.put(Family.INDEXES, entry(document(8, 1234)), IndexRows.of(Value.of(8)));
            damage.put(Family.INDEXES, entry(document(999, 5)), IndexRows.of(Value.of(999)));
            damage.write();
        }
        node.write(upsert(0, 0));
        node.checkpoint();

        IndexComparison damaged = compare();
        assertThat(damaged.missing()).isEqualTo(1);
        assertThat(damaged.extra()).isEqualTo(2);
        assertThat(damaged.examples())
                .containsExactlyInAnyOrder(
                        new Difference(Problem.MISSING, Value.of(7), "the document has n = 7"),
                        new Difference(Problem.EXTRA, Value.of(999), "there is no such document"),
                        new Difference(Problem.EXTRA, Value.of(8), "the document has n = 8"));
    }

    private static byte[] entry(Document document) {
        byte[] key = IndexKeys.entries(TestNode.COLLECTION, BY_N, document).getFirst();
        assertThat(key).endsWith(OrderedKey.of(document.id()));
        return key;
    }
}
