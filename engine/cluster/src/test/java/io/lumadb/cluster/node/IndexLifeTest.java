package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.all;
import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.cluster.LumaNode;
import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexes come and go under a stream of writes: the documents are those of a map, and every index is sound. */
class IndexLifeTest {

    private static final int WRITES = 1_500;
    private static final int IDS = 200;
    private static final int KEYS = 260;

    @TempDir
    private Path folder;

    @Test
    void followsAMapWhileIndexesAreMadeAndDropped() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Long, Long> model = new TreeMap<>();
        try (LumaNode node = start(config(folder))) {
            Database database = node.database();
            database.createCollection("c", Optional.empty(), false);
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Integer> made =
                    CompletableFuture.supplyAsync(() -> makeAndDrop(node, new Random(seed + 1), over));
            int refused = 0;
            for (int i = 0; i < WRITES || refused == 0 && i < 20 * WRITES; i++) {
                refused += write(database, random, model, "seed " + seed + ", write " + i) ? 0 : 1;
            }
            over.set(true);

            assertThat(made.join()).as("seed %d: indexes made", seed).isPositive();
            assertThat(refused).as("seed %d: writes refused", seed).isPositive();
            assertThat(contents(database)).as("seed %d", seed).isEqualTo(model);
            for (IndexDefinition index : definition(database).indexes()) {
                assertThat(node.verifyIndex("c", index.name(), 3).examples())
                        .as("seed %d: %s", seed, index.name())
                        .isEmpty();
            }
        }
    }

    private static CollectionDefinition definition(Database database) {
        return database.collection("c").orElseThrow();
    }

    private static Optional<Integer> unique(Database database) {
        return definition(database).index("unique").map(IndexDefinition::id);
    }

    /** One write; false when the unique index refused it, which it must when it is in use, and may only when it has cause. */
    private static boolean write(Database database, Random random, Map<Long, Long> model, String when) {
        long id = random.nextInt(IDS);
        // Mostly a key of its own, so that a unique index can be made now and then.
        long key = random.nextInt(12) == 0 ? random.nextInt(KEYS) : 1_000 + id;
        boolean deletes = random.nextInt(5) == 0;
        Mutation mutation = deletes
                ? new Mutation.Delete(Value.of(id), OptionalLong.empty())
                : new Mutation.Upsert(Document.of(new Value.Obj(Map.of("_id", Value.of(id), "k", Value.of(key)))));
        Optional<Integer> before = unique(database);
        WriteOutcome outcome = database.write("c", List.of(mutation)).join().getFirst();
        boolean heeded = before.isPresent() && unique(database).equals(before);
        boolean taken = !deletes
                && model.entrySet().stream().anyMatch(other -> other.getKey() != id && other.getValue() == key);
        return switch (outcome) {
            case WriteOutcome.Done done -> {
                assertThat(taken && heeded)
                        .as("%s: another document has %d", when, key)
                        .isFalse();
                assertThat(done.existed()).as(when).isEqualTo(model.containsKey(id));
                if (deletes) {
                    model.remove(id);
                } else {
                    model.put(id, key);
                }
                yield true;
            }
            case WriteOutcome.Failed(ErrorCode code, String detail) -> {
                boolean absent = deletes && !model.containsKey(id);
                assertThat(code)
                        .as("%s: %s", when, detail)
                        .isEqualTo(absent ? ErrorCode.NOT_FOUND : ErrorCode.DUPLICATE_KEY);
                assertThat(absent || taken).as("%s: %s", when, detail).isTrue();
                yield absent;
            }
        };
    }

    /** Gives how many indexes were made. */
    private static int makeAndDrop(LumaNode node, Random random, AtomicBoolean over) {
        int made = 0;
        while (!over.get()) {
            boolean unique = random.nextBoolean();
            String name = unique ? "unique" : "plain";
            try {
                node.database()
                        .createIndex(
                                "c",
                                new IndexDefinition(
                                        0,
                                        name,
                                        List.of(new IndexDefinition.IndexField(FieldPath.of("k"), false)),
                                        IndexDefinition.Kind.BTREE,
                                        unique,
                                        Map.of()));
                made++;
            } catch (LumaException e) {
                assertThat(e.code()).isIn(ErrorCode.ALREADY_EXISTS, ErrorCode.DUPLICATE_KEY);
                if (e.code() == ErrorCode.ALREADY_EXISTS && random.nextInt(3) == 0) {
                    node.database().dropIndex("c", name);
                }
            }
        }
        return made;
    }

    private static Map<Long, Long> contents(Database database) {
        return all(database, "c").stream()
                .map(StoredDocument::document)
                .collect(Collectors.toMap(
                        document -> ((Value.Int64) document.id()).value(),
                        document -> ((Value.Int64) document.get("k")).value(),
                        (left, _) -> left,
                        TreeMap::new));
    }
}
