package io.lumadb.cluster.unique;

import static io.lumadb.cluster.unique.ShardRig.delete;
import static io.lumadb.cluster.unique.ShardRig.insert;
import static io.lumadb.cluster.unique.ShardRig.unique;
import static io.lumadb.cluster.unique.ShardRig.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.cluster.catalog.Catalog.UniqueIndex;
import io.lumadb.document.Json;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process may die between any two steps of a write: nothing is unique twice, and nothing is blocked for ever. */
class UniqueCrashTest {

    private static final UniqueIndex BY_KEY = unique(1, "k");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "2, false", "2, true", "3, false", "3, true"})
    void leavesTheKeyUsableWhereverAnInsertStops(int commands, boolean answerLost) {
        try (ShardRig rig = new ShardRig(directory.resolve("data"), BY_KEY)) {
            rig.dieAfter(commands, answerLost);
            CompletableFuture<List<WriteOutcome>> inserted =
                    rig.writes.write(rig.collection, List.of(insert("{\"_id\": 1, \"k\": 5}")));
            inserted.handle((_, _) -> true).join();
            rig.restart();

            boolean there = rig.documents().containsKey("1");
            WriteOutcome second = rig.one(insert("{\"_id\": 2, \"k\": 5}"));

            assertThat(second instanceof WriteOutcome.Done).isEqualTo(!there);
            assertThat(inserted.isCompletedExceptionally()).isEqualTo(commands < 3);
            assertThat(rig.documents().keySet()).containsExactly(there ? "1" : "2");
            assertThat(rig.one(delete(there ? 1 : 2))).isInstanceOf(WriteOutcome.Done.class);
            assertThat(rig.one(insert("{\"_id\": 3, \"k\": 5}"))).isInstanceOf(WriteOutcome.Done.class);
        }
    }

    @Test
    void givesUpAWriteThatComesTooLate() {
        try (ShardRig rig = new ShardRig(directory.resolve("data"), BY_KEY)) {
            // A writer reserves the key, and is held up before it writes the document.
            Claim reserved = new Claim(
                    Key.of(List.of(BY_KEY), ShardRig.document("{\"_id\": 1, \"k\": 5}"))
                            .values()
                            .iterator()
                            .next()
                            .id(),
                    Value.of(1),
                    "slow-request",
                    false,
                    rig.clock.millis(),
                    0);
            rig.damage(BY_KEY.keySpace(), reserved.row(), false);
            rig.clock.advance(Decisions.PATIENCE);

            assertThat(rig.one(insert("{\"_id\": 2, \"k\": 5}"))).isInstanceOf(WriteOutcome.Done.class);

            assertThat(rig.writeAs("slow-request", "{\"_id\": 1, \"k\": 5}"))
                    .isInstanceOfSatisfying(
                            io.lumadb.storage.command.WriteResult.Failed.class,
                            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.CONFLICT));
            assertThat(rig.documents()).containsOnlyKeys("2");
        }
    }

    @Test
    void keepsEveryPromiseOverManyCrashes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (ShardRig rig = new ShardRig(directory.resolve("data"), BY_KEY)) {
            Map<String, Set<Optional<Value>>> possible = new TreeMap<>();
            for (int crash = 0; crash < 25; crash++) {
                rig.dieAfter(3 + random.nextInt(60), random.nextBoolean());
                while (step(rig, random, possible)) {
                    if (random.nextInt(10) == 0) {
                        rig.checkpoint();
                    }
                }
                rig.restart();
                isAsPromised(rig, possible, "seed " + seed + ", crash " + crash);
            }
            isUsable(rig, seed);
        }
    }

    /** Some writes at the same time; false when the process died meanwhile. */
    private static boolean step(ShardRig rig, Random random, Map<String, Set<Optional<Value>>> possible) {
        Map<Integer, Mutation> mutations = new HashMap<>();
        for (int n = 0; n < 1 + random.nextInt(5); n++) {
            int id = random.nextInt(12);
            String document = "{\"_id\": " + id + ", \"k\": " + key(random) + "}";
            mutations.put(
                    id,
                    switch (random.nextInt(4)) {
                        case 0 -> insert(document);
                        case 1 -> delete(id);
                        default -> upsert(document);
                    });
        }
        Map<Integer, CompletableFuture<List<WriteOutcome>>> sent = new HashMap<>();
        mutations.forEach((id, mutation) -> sent.put(id, rig.writes.write(rig.collection, List.of(mutation))));
        boolean alive = true;
        for (Map.Entry<Integer, CompletableFuture<List<WriteOutcome>>> each : sent.entrySet()) {
            String id = String.valueOf(each.getKey());
            Optional<Value> after = wanted(mutations.get(each.getKey()));
            try {
                if (each.getValue().join().getFirst() instanceof WriteOutcome.Done) {
                    possible.put(id, new HashSet<>(Set.of(after)));
                }
            } catch (CompletionException e) {
                assertThat(e.getCause()).isInstanceOf(LumaException.class);
                possible.computeIfAbsent(id, _ -> new HashSet<>(Set.of(Optional.empty())))
                        .add(after);
                alive = false;
            }
        }
        return alive;
    }

    private static String key(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "null";
            case 1 -> "[" + random.nextInt(8) + ", " + random.nextInt(8) + "]";
            default -> String.valueOf(random.nextInt(8));
        };
    }

    private static Optional<Value> wanted(Mutation mutation) {
        return switch (mutation) {
            case Mutation.Insert(var document) -> Optional.of(document.get("k"));
            case Mutation.Upsert(var document) -> Optional.of(document.get("k"));
            case Mutation.Replace(var document, var _) -> Optional.of(document.get("k"));
            case Mutation.Delete _ -> Optional.empty();
        };
    }

    private static void isAsPromised(ShardRig rig, Map<String, Set<Optional<Value>>> possible, String when) {
        Map<String, StoredDocument> documents = rig.documents();
        possible.forEach((id, values) -> {
            Optional<Value> now = Optional.ofNullable(documents.get(id))
                    .map(stored -> stored.document().get("k"));
            assertThat(values).as("%s: document %s", when, id).contains(now);
            values.clear();
            values.add(now);
        });
        Map<Value, String> holders = new HashMap<>();
        documents.forEach((id, stored) -> keys(stored).forEach(key -> {
            String other = holders.put(key, id);
            assertThat(other)
                    .as("%s: who else has %s than %s", when, Json.relaxed(key), id)
                    .isNull();
        }));
        assertThat(rig.writes.check().run(rig.collection, BY_KEY, 3).examples())
                .as(when)
                .isEmpty();
    }

    private static Set<Value> keys(StoredDocument stored) {
        Set<Value> keys = new HashSet<>();
        switch (stored.document().get("k")) {
            case Value.Array(List<Value> elements) -> keys.addAll(elements);
            case Value.Null _ -> {}
            default -> keys.add(stored.document().get("k"));
        }
        return keys;
    }

    /** Every key that no document has can be taken, whatever the crashes left behind. */
    private static void isUsable(ShardRig rig, long seed) {
        Set<Value> taken = new HashSet<>();
        rig.documents().values().forEach(stored -> taken.addAll(keys(stored)));
        for (int key = 0; key < 8; key++) {
            WriteOutcome outcome = rig.one(insert("{\"_id\": " + (100 + key) + ", \"k\": " + key + "}"));
            assertThat(outcome instanceof WriteOutcome.Done)
                    .as("seed %d: %d taken anew: %s", seed, key, outcome)
                    .isEqualTo(!taken.contains(Value.of(key)));
        }
    }

    @Test
    void saysSoWhenItIsNotKnownWhatBecameOfAWrite() {
        try (ShardRig rig = new ShardRig(directory.resolve("data"), BY_KEY)) {
            rig.dieAfter(2, true);

            assertThatThrownBy(() -> rig.one(insert("{\"_id\": 1, \"k\": 5}")))
                    .hasCauseInstanceOf(LumaException.class)
                    .hasMessageContaining("died");
        }
    }
}
