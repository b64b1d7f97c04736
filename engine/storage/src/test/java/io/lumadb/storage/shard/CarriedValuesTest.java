package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Json;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import io.lumadb.document.catalog.IndexDefinition.Kind;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.ShardSnapshot.IndexRange;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.index.IndexKeys;
import io.lumadb.storage.index.IndexRows;
import io.lumadb.storage.view.IndexComparison;
import io.lumadb.storage.view.IndexComparison.Difference;
import io.lumadb.storage.view.IndexComparison.Problem;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.WarmBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What index entries say of their documents is what the documents say, to the kind of each value. */
class CarriedValuesTest {

    private static final IndexDefinition BY_N = index(1, Kind.BTREE, "n");
    private static final IndexDefinition NESTED = index(2, Kind.BTREE, "a.b", "n", "a.c");
    private static final IndexDefinition OBJECTS = index(3, Kind.BTREE, "a");
    private static final IndexDefinition HASHED = index(4, Kind.HASH, "n", "a.b");
    private static final IndexDefinition ELEMENTS = index(5, Kind.BTREE, "a[0]");
    private static final List<IndexDefinition> INDEXES = List.of(BY_N, NESTED, OBJECTS, HASHED, ELEMENTS);
    private static final IndexRange ALL = new IndexRange(List.of(), Optional.empty(), Optional.empty(), false);
    private static final int IDS = 150;

    @TempDir
    private Path directory;

    private TestNode node;

    @BeforeEach
    void open() {
        node = new TestNode(directory.resolve("data"));
        node.shard.leading(true);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static IndexDefinition index(int id, Kind kind, String... paths) {
        List<IndexField> fields = Arrays.stream(paths)
                .map(path -> new IndexField(FieldPath.parse(path), false))
                .toList();
        return new IndexDefinition(id, "index_" + id, fields, kind, false, Map.of());
    }

    private void create(IndexDefinition index) {
        node.apply(new ShardCommand.CreateIndex(TestNode.COLLECTION, index));
        node.shard.indexBuilt(TestNode.COLLECTION, index.id()).join();
    }

    private void reopen() {
        node.engine.abandon();
        node = new TestNode(directory.resolve("data"), node.clock, node.log, 64L * 1024 * 1024);
        node.shard.leading(true);
    }

    private void put(String json) {
        node.write(node.upsert(json));
    }

    /** What an index says by itself of the only document. */
    private Optional<String> carried(IndexDefinition index) {
        try (ShardSnapshot snapshot = node.snapshot()) {
            List<StoredDocument> found = new ArrayList<>();
            snapshot.covered(TestNode.COLLECTION, index.id(), ALL, false).forEachRemaining(found::add);
            assertThat(found).hasSize(1);
            return Optional.of(found.getFirst())
                    .filter(StoredDocument::isFromIndex)
                    .map(stored -> Json.relaxed(stored.document().toObject()));
        }
    }

    private IndexComparison compare(IndexDefinition index) {
        try (ShardSnapshot snapshot = node.snapshot()) {
            return snapshot.compare(TestNode.COLLECTION, index.id(), 5);
        }
    }

    @Test
    void carriesTheNewKindOfAValueThatKeptItsKey() {
        create(BY_N);
        put("{\"_id\": 1, \"n\": 1}");
        put("{\"_id\": 1, \"n\": 1.0}");
        assertThat(carried(BY_N)).contains("{\"_id\":1,\"n\":1.0}");

        node.checkpoint();
        put("{\"_id\": 1, \"n\": {\"$numberDecimal\": \"1.00\"}}");
        assertThat(carried(BY_N)).hasValueSatisfying(text -> assertThat(text).contains("1.00"));
        node.checkpoint();
        assertThat(carried(BY_N)).hasValueSatisfying(text -> assertThat(text).contains("1.00"));
        put("{\"_id\": 1, \"n\": {\"$numberDecimal\": \"1.0\"}}");
        reopen();
        assertThat(carried(BY_N))
                .hasValueSatisfying(text -> assertThat(text).contains("1.0").doesNotContain("1.00"));
        assertThat(compare(BY_N).examples()).isEmpty();
    }

    @Test
    void carriesTheSignOfZero() {
        create(BY_N);
        put("{\"_id\": 1, \"n\": 0.0}");
        node.checkpoint();
        put("{\"_id\": 1, \"n\": -0.0}");

        assertThat(carried(BY_N)).contains("{\"_id\":1,\"n\":-0.0}");
    }

    @Test
    void tellsNullFromAFieldThatWentMissing() {
        create(BY_N);
        put("{\"_id\": 1, \"n\": null}");
        assertThat(carried(BY_N)).contains("{\"_id\":1,\"n\":null}");

        node.checkpoint();
        put("{\"_id\": 1}");
        assertThat(carried(BY_N)).contains("{\"_id\":1}");
        node.checkpoint();
        put("{\"_id\": 1, \"n\": null}");
        assertThat(carried(BY_N)).contains("{\"_id\":1,\"n\":null}");
    }

    @Test
    void carriesTheIdAsItWasWrittenLast() {
        create(BY_N);
        put("{\"_id\": 1, \"n\": 5}");
        node.checkpoint();
        put("{\"_id\": 1.0, \"n\": 5}");

        assertThat(carried(BY_N)).contains("{\"_id\":1.0,\"n\":5}");
    }

    @Test
    void carriesFieldsOfObjectsInTheirOrder() {
        create(NESTED);
        create(OBJECTS);
        put("{\"_id\": 1, \"a\": {\"c\": 2, \"x\": [1], \"b\": {\"z\": 1, \"y\": [2]}}}");

        assertThat(carried(NESTED)).contains("{\"_id\":1,\"a\":{\"c\":2,\"b\":{\"z\":1,\"y\":[2]}}}");
        assertThat(carried(OBJECTS)).contains("{\"_id\":1,\"a\":{\"c\":2,\"x\":[1],\"b\":{\"z\":1,\"y\":[2]}}}");
    }

    @Test
    void carriesNothingOfArraysOrOfHalfAPath() {
        create(NESTED);
        for (String a : List.of("[]", "[{\"b\": 1, \"c\": 2}]", "{\"b\": [1], \"c\": 2}", "{\"b\": 1}", "{}", "5")) {
            put("{\"_id\": 1, \"a\": " + a + "}");
            assertThat(carried(NESTED)).as(a).isEmpty();
        }
        put("{\"_id\": 1}");
        assertThat(carried(NESTED)).contains("{\"_id\":1}");
    }

    @Test
    void carriesNothingOfSubscripts() {
        create(ELEMENTS);
        put("{\"_id\": 1, \"a\": [1, 2]}");

        assertThat(carried(ELEMENTS)).isEmpty();
    }

    @Test
    void carriesNothingOfLongValues() {
        create(BY_N);
        put("{\"_id\": 1, \"n\": \"" + "x".repeat(300) + "\"}");
        assertThat(carried(BY_N)).isEmpty();

        put("{\"_id\": 1, \"n\": \"" + "x".repeat(200) + "\"}");
        assertThat(carried(BY_N)).isPresent();
    }

    @Test
    void readsTheDocumentsOfEntriesThatAnEarlierVersionWrote() {
        create(BY_N);
        put("{\"_id\": 1, \"n\": 5, \"m\": 6}");
        node.checkpoint();
        store(Document.of(Json.parseObject("{\"_id\": 1, \"n\": 5}")), IndexRows.of(Value.of(1)));
        put("{\"_id\": 1, \"n\": 5, \"m\": 7}");
        node.checkpoint();

        try (ShardSnapshot snapshot = node.snapshot()) {
            StoredDocument found =
                    snapshot.covered(TestNode.COLLECTION, BY_N.id(), ALL, false).next();
            assertThat(found.isFromIndex()).isFalse();
            assertThat(found.document().get("m")).isEqualTo(Value.of(7));
        }
        assertThat(compare(BY_N).examples()).isEmpty();
        put("{\"_id\": 1, \"n\": 5.0}");
        assertThat(carried(BY_N)).contains("{\"_id\":1,\"n\":5.0}");
    }

    private void store(Document document, byte[] row) {
        byte[] key = IndexKeys.entries(TestNode.COLLECTION, BY_N, document).getFirst();
        try (WarmBatch batch = node.shard.store().batch()) {
            batch.put(Family.INDEXES, key, row);
            batch.write();
        }
    }

    @Test
    void holdsWhatAnEntryCarriesAgainstItsDocument() {
        create(BY_N);
        put("{\"_id\": 1, \"n\": 5}");
        put("{\"_id\": 2, \"n\": 6}");
        node.checkpoint();
        Document wrong = Document.of(Json.parseObject("{\"_id\": 1, \"n\": 5.0}"));
        store(wrong, IndexRows.of(BY_N, wrong));
        put("{\"_id\": 2, \"n\": 7}");
        node.checkpoint();

        IndexComparison compared = compare(BY_N);
        assertThat(compared.missing()).isEqualTo(1);
        assertThat(compared.extra()).isEqualTo(1);
        assertThat(compared.examples())
                .containsExactlyInAnyOrder(
                        new Difference(Problem.MISSING, Value.of(1), "the document has n = 5"),
                        new Difference(Problem.EXTRA, Value.of(1), "the document has n = 5, the entry says n = 5.0"));
    }

    @Test
    void carriesWhatWasWrittenWhileTheIndexWasBuilt() {
        for (int id = 0; id < IDS; id++) {
            put("{\"_id\": " + id + ", \"n\": 1}");
        }
        CountDownLatch free = new CountDownLatch(1);
        node.shard.node().builds().execute(() -> {
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        node.apply(new ShardCommand.CreateIndex(TestNode.COLLECTION, BY_N));
        put("{\"_id\": 1, \"n\": 1.0}");
        free.countDown();
        put("{\"_id\": 2, \"n\": 1.0}");
        node.shard.indexBuilt(TestNode.COLLECTION, BY_N.id()).join();
        put("{\"_id\": 3, \"n\": 1.0}");

        assertThat(compare(BY_N).examples()).isEmpty();
        agrees(List.of(BY_N), "writes beside a build");
    }

    @Test
    void saysInEveryTierAndAfterACrashWhatTheDocumentsSay() {
        long seed = System.nanoTime();
        String as = "seed " + seed;
        Random random = new Random(seed);
        for (int id = 0; id < IDS; id++) {
            put(json(id, random));
        }
        node.shard.move(TestNode.COLLECTION, Optional.of(ids(0, 50)), Tier.COLD).join();
        node.shard
                .move(TestNode.COLLECTION, Optional.of(ids(50, 100)), Tier.WARM)
                .join();
        INDEXES.forEach(this::create);
        agrees(INDEXES, as);

        for (int n = 0; n < 2 * IDS; n++) {
            int id = random.nextInt(IDS + 20);
            if (random.nextInt(5) == 0) {
                node.write(node.delete(Value.of(id)));
            } else {
                put(json(id, random));
            }
            if (n == IDS) {
                agrees(INDEXES, as);
                node.checkpoint();
            }
        }
        agrees(INDEXES, as);
        node.shard.move(TestNode.COLLECTION, Optional.empty(), Tier.COLD).join();
        agrees(INDEXES, as);
        for (int n = 0; n < IDS / 2; n++) {
            put(json(random.nextInt(IDS), random));
        }
        reopen();
        agrees(INDEXES, as);
    }

    private static List<Value> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(Value::of).toList();
    }

    /** Few different values, so that a document often changes and keeps its keys. */
    private static String json(int id, Random random) {
        String text = "{\"_id\": " + id;
        if (random.nextInt(5) > 0) {
            text += ", \"n\": " + value(random);
        }
        return text
                + switch (random.nextInt(6)) {
                    case 0 -> "";
                    case 1 -> ", \"a\": " + value(random);
                    case 2 -> ", \"a\": {\"b\": " + value(random) + "}";
                    case 3 -> ", \"a\": [{\"b\": " + value(random) + ", \"c\": 1}]";
                    case 4 -> ", \"a\": {\"c\": " + value(random) + ", \"b\": " + value(random) + "}";
                    default -> ", \"a\": {\"b\": " + value(random) + ", \"x\": 1, \"c\": " + value(random) + "}";
                }
                + "}";
    }

    private static String value(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> "null";
            case 1 -> "1.0";
            case 2 -> "{\"$numberDecimal\": \"1.00\"}";
            case 3 -> "[1, 2]";
            case 4 -> "{\"k\": [1]}";
            case 5 -> "\"" + "x".repeat(random.nextInt(600)) + "\"";
            case 6 -> "true";
            default -> "1";
        };
    }

    private void agrees(List<IndexDefinition> indexes, String as) {
        try (ShardSnapshot snapshot = node.snapshot()) {
            Map<Value, Document> documents = new HashMap<>();
            snapshot.scan(TestNode.COLLECTION, false)
                    .forEachRemaining(stored -> documents.put(stored.document().id(), stored.document()));
            for (IndexDefinition index : indexes) {
                assertThat(snapshot.compare(TestNode.COLLECTION, index.id(), 5).examples())
                        .as(as)
                        .isEmpty();
            }
            for (IndexDefinition index : indexes) {
                if (index.kind() == Kind.BTREE) {
                    agrees(snapshot, index, documents, as);
                }
            }
        }
    }

    private void agrees(ShardSnapshot snapshot, IndexDefinition index, Map<Value, Document> documents, String as) {
        Map<Value, StoredDocument> found = new HashMap<>();
        snapshot.covered(TestNode.COLLECTION, index.id(), ALL, false).forEachRemaining(stored -> {
            assertThat(found.put(stored.document().id(), stored)).as(as).isNull();
        });
        assertThat(found.keySet()).as(as).isEqualTo(documents.keySet());
        documents.forEach((id, document) -> {
            StoredDocument said = java.util.Objects.requireNonNull(found.get(id));
            if (!said.isFromIndex()) {
                assertThat(said.document()).as(as).isEqualTo(document);
            }
            for (IndexField field : index.fields()) {
                assertThat(said.get(field.path())).as(as).isEqualTo(document.get(field.path()));
            }
        });
        boolean carries = found.values().stream().anyMatch(StoredDocument::isFromIndex);
        assertThat(carries).as("%s: %s carries something", as, index.name()).isEqualTo(!index.equals(ELEMENTS));
    }
}
