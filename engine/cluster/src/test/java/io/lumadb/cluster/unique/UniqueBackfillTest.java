package io.lumadb.cluster.unique;

import static io.lumadb.cluster.unique.ShardRig.delete;
import static io.lumadb.cluster.unique.ShardRig.insert;
import static io.lumadb.cluster.unique.ShardRig.unique;
import static io.lumadb.cluster.unique.ShardRig.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.cluster.catalog.Catalog.UniqueIndex;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.storage.view.IndexComparison;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UniqueBackfillTest {

    private static final UniqueIndex BY_KEY = unique(1, "k");

    @TempDir
    private Path directory;

    private ShardRig rig;

    @BeforeEach
    void open() {
        rig = new ShardRig(directory.resolve("data"));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void backfill() {
        rig.writes.backfill().run(rig.collection, BY_KEY, _ -> {}, () -> true);
    }

    private IndexComparison check() {
        return rig.writes.check().run(rig.collection, BY_KEY, 3);
    }

    @Test
    void claimsTheKeysOfWhatIsThere() {
        rig.writePlainly("{\"_id\": 1, \"k\": 5}", "{\"_id\": 2, \"k\": [6, 7]}", "{\"_id\": 3}", "{\"_id\": 4}");
        AtomicLong done = new AtomicLong();
        rig.heed(BY_KEY);

        rig.writes.backfill().run(rig.collection, BY_KEY, done::set, () -> true);

        assertThat(done).hasValue(4);
        assertThat(rig.one(insert("{\"_id\": 9, \"k\": 7}"))).isInstanceOf(WriteOutcome.Failed.class);
        assertThat(check()).isEqualTo(new IndexComparison(4, 3, 0, 0, List.of()));
        rig.restart();
        backfill();
        assertThat(check()).isEqualTo(new IndexComparison(4, 3, 0, 0, List.of()));
    }

    @Test
    void namesTwoDocumentsThatHaveOneKey() {
        rig.writePlainly("{\"_id\": 1, \"k\": 5}", "{\"_id\": 2, \"k\": 6}", "{\"_id\": 3, \"k\": 5.0}");
        rig.heed(BY_KEY);

        assertThatThrownBy(this::backfill).isInstanceOfSatisfying(LumaException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.DUPLICATE_KEY);
            assertThat(refusal.detail()).contains("by_k", "users", "1", "3", "k = 5");
        });
    }

    @Test
    void goesOnWhereACrashStoppedIt() {
        rig.writePlainly(IntStream.range(0, 300)
                .mapToObj(id -> "{\"_id\": " + id + ", \"k\": " + id + "}")
                .toArray(String[]::new));
        rig.heed(BY_KEY);
        rig.dieAfter(4, true);
        assertThatThrownBy(this::backfill).isInstanceOf(LumaException.class);

        rig.restart();
        backfill();

        assertThat(check()).isEqualTo(new IndexComparison(300, 300, 0, 0, List.of()));
    }

    /** Documents of the two kinds never have the same keys, so that the index can be made whatever the writers do. */
    @Test
    void missesNoWriteThatGoesOnMeanwhile() throws InterruptedException {
        long seed = System.nanoTime();
        for (int round = 0; round < 5; round++) {
            rig.writePlainly(IntStream.range(0, 400)
                    .mapToObj(id -> "{\"_id\": " + id + ", \"k\": " + 10 * id + "}")
                    .toArray(String[]::new));
            rig.heed(BY_KEY);
            List<Thread> writers = new ArrayList<>();
            List<CompletableFuture<Void>> ended = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                Random random = new Random(seed + 10 * round + n);
                CompletableFuture<Void> end = new CompletableFuture<>();
                ended.add(end);
                writers.add(Thread.startVirtualThread(() -> {
                    try {
                        for (int i = 0; i < 150; i++) {
                            rig.write(mutations(random));
                        }
                        end.complete(null);
                    } catch (CompletionException e) {
                        end.completeExceptionally(e);
                    }
                }));
            }

            backfill();

            for (Thread writer : writers) {
                writer.join();
            }
            ended.forEach(CompletableFuture::join);
            assertThat(check().examples()).as("seed %d, round %d", seed, round).isEmpty();
            rig.close();
            rig = new ShardRig(directory.resolve("data-" + round));
        }
    }

    private static Mutation[] mutations(Random random) {
        Mutation[] mutations = new Mutation[1 + random.nextInt(4)];
        for (int i = 0; i < mutations.length; i++) {
            int id = random.nextInt(400);
            // Its own key, or one of a few that all fight for.
            String key = random.nextInt(3) == 0 ? String.valueOf(1 + random.nextInt(9)) : String.valueOf(10 * id);
            mutations[i] = random.nextInt(4) == 0 ? delete(id) : upsert("{\"_id\": " + id + ", \"k\": " + key + "}");
        }
        return mutations;
    }
}
