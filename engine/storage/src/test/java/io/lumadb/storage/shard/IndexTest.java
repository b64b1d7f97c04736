package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.FieldPath;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import io.lumadb.document.catalog.IndexDefinition.Kind;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.IndexRules;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.ShardSnapshot.Bound;
import io.lumadb.storage.ShardSnapshot.IndexRange;
import io.lumadb.storage.command.ShardCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexTest {

    private static final int BY_PRICE = 1;
    private static final int BY_GROUP_AND_PRICE_DESCENDING = 2;
    private static final int BY_TAG = 3;
    private static final int BY_NAME_HASH = 4;
    private static final int BY_ITEM = 5;

    @TempDir
    Path directory;

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

    private static IndexDefinition index(int id, Kind kind, IndexField... fields) {
        return new IndexDefinition(id, "index_" + id, List.of(fields), kind, false, Map.of());
    }

    private static IndexField ascending(String path) {
        return new IndexField(FieldPath.parse(path), false);
    }

    private void create(IndexDefinition index) {
        IndexRules.validate(index);
        node.apply(new ShardCommand.CreateIndex(TestNode.COLLECTION, index));
        node.shard.indexBuilt(TestNode.COLLECTION, index.id()).join();
    }

    private void createAll() {
        create(index(BY_PRICE, Kind.BTREE, ascending("price")));
        create(index(
                BY_GROUP_AND_PRICE_DESCENDING,
                Kind.BTREE,
                ascending("group"),
                new IndexField(FieldPath.of("price"), true)));
        create(index(BY_TAG, Kind.BTREE, ascending("tags")));
        create(index(BY_NAME_HASH, Kind.HASH, ascending("name")));
        create(index(BY_ITEM, Kind.BTREE, ascending("items.sku")));
    }

    private static String json(int id, Random random) {
        String price = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> ", \"price\": null";
            case 2 -> ", \"price\": " + random.nextInt(20) + ".5";
            default -> ", \"price\": " + random.nextInt(20);
        };
        return "{\"_id\": " + id + price + ", \"group\": " + random.nextInt(3) + ", \"name\": \"n" + random.nextInt(9)
                + "\", \"tags\": [\"t" + random.nextInt(5) + "\", \"t" + random.nextInt(5)
                + "\"], \"items\": [{\"sku\": "
                + random.nextInt(6) + "}, {\"sku\": " + random.nextInt(6) + "}]}";
    }

    private List<Value> lookup(ShardSnapshot snapshot, int index, IndexRange range) {
        List<Value> ids = new ArrayList<>();
        Iterator<Value> found = snapshot.lookup(TestNode.COLLECTION, index, range);
        found.forEachRemaining(ids::add);
        return ids;
    }

    private static IndexRange equal(Value... values) {
        return new IndexRange(List.of(values), Optional.empty(), Optional.empty(), false);
    }

    private List<StoredDocument> all(ShardSnapshot snapshot) {
        List<StoredDocument> documents = new ArrayList<>();
        snapshot.scan(TestNode.COLLECTION, false).forEachRemaining(documents::add);
        return documents;
    }

    private static List<Value> sorted(List<Value> ids) {
        List<Value> copy = new ArrayList<>(ids);
        copy.sort(ValueOrder.INSTANCE);
        return copy;
    }

    private void agrees() {
        try (ShardSnapshot snapshot = node.snapshot()) {
            List<StoredDocument> documents = all(snapshot);
            for (int price = -1; price < 21; price++) {
                Value low = Value.of(price);
                Value high = Value.of(price + 3.5);
                List<Value> expected = documents.stream()
                        .map(StoredDocument::document)
                        .filter(document -> ValueOrder.INSTANCE.compare(document.get("price"), low) > 0
                                && ValueOrder.INSTANCE.compare(document.get("price"), high) <= 0)
                        .sorted(Comparator.<io.lumadb.document.Document, Value>comparing(
                                        document -> document.get("price"), ValueOrder.INSTANCE)
                                .thenComparing(io.lumadb.document.Document::id, ValueOrder.INSTANCE))
                        .map(io.lumadb.document.Document::id)
                        .toList();
                IndexRange range = new IndexRange(
                        List.of(), Optional.of(new Bound(low, false)), Optional.of(new Bound(high, true)), false);
                assertThat(lookup(snapshot, BY_PRICE, range)).isEqualTo(expected);
                List<Value> reversed = new ArrayList<>(expected);
                Collections.reverse(reversed);
                assertThat(lookup(snapshot, BY_PRICE, new IndexRange(List.of(), range.low(), range.high(), true)))
                        .isEqualTo(reversed);
                for (int group = 0; group < 3; group++) {
                    Value wanted = Value.of(group);
                    List<Value> inGroup = documents.stream()
                            .map(StoredDocument::document)
                            .filter(document -> document.get("group").equals(wanted))
                            .map(io.lumadb.document.Document::id)
                            .filter(expected::contains)
                            .toList();
                    assertThat(sorted(lookup(
                                    snapshot,
                                    BY_GROUP_AND_PRICE_DESCENDING,
                                    new IndexRange(List.of(wanted), range.low(), range.high(), false))))
                            .isEqualTo(sorted(inGroup));
                }
            }
            for (int n = 0; n < 10; n++) {
                Value tag = Value.of("t" + n);
                Value name = Value.of("n" + n);
                Value sku = Value.of(n);
                assertThat(sorted(lookup(snapshot, BY_TAG, equal(tag))))
                        .isEqualTo(sorted(ids(
                                documents,
                                document -> ((Value.Array) document.get("tags"))
                                        .elements()
                                        .contains(tag))));
                assertThat(sorted(lookup(snapshot, BY_NAME_HASH, equal(name))))
                        .isEqualTo(sorted(
                                ids(documents, document -> document.get("name").equals(name))));
                assertThat(sorted(lookup(snapshot, BY_ITEM, equal(sku))))
                        .isEqualTo(sorted(ids(
                                documents,
                                document -> ((Value.Array) document.get("items"))
                                        .elements().stream()
                                                .anyMatch(item -> ((Value.Obj) item)
                                                        .get("sku")
                                                        .equals(sku)))));
            }
            assertThat(sorted(lookup(snapshot, BY_PRICE, equal(Value.NULL))))
                    .isEqualTo(sorted(
                            ids(documents, document -> document.get("price").isNull())));
        }
    }

    private static List<Value> ids(
            List<StoredDocument> documents, java.util.function.Predicate<io.lumadb.document.Document> condition) {
        return documents.stream()
                .map(StoredDocument::document)
                .filter(condition)
                .map(io.lumadb.document.Document::id)
                .toList();
    }

    @Test
    void findsWhatAScanFindsInEveryTierAndAcrossACheckpoint() {
        Random random = new Random(42);
        for (int id = 0; id < 150; id++) {
            node.write(node.insert(json(id, random)));
        }
        node.shard
                .move(TestNode.COLLECTION, Optional.of(some(0, 50)), Tier.COLD)
                .join();
        node.shard
                .move(TestNode.COLLECTION, Optional.of(some(50, 100)), Tier.WARM)
                .join();
        createAll();
        agrees();

        for (int n = 0; n < 100; n++) {
            int id = random.nextInt(180);
            if (random.nextInt(4) == 0) {
                node.write(node.delete(Value.of(id)));
            } else {
                node.write(node.upsert(json(id, random)));
            }
            if (n == 60) {
                node.checkpoint();
                agrees();
            }
        }
        agrees();
        node.shard.move(TestNode.COLLECTION, Optional.empty(), Tier.COLD).join();
        agrees();
        for (int n = 0; n < 40; n++) {
            node.write(node.upsert(json(random.nextInt(180), random)));
        }
        agrees();

        node.engine.abandon();
        node = new TestNode(directory.resolve("data"), node.clock, node.log, 64L * 1024 * 1024);
        agrees();
    }

    private static List<Value> some(int from, int to) {
        List<Value> ids = new ArrayList<>();
        for (int id = from; id < to; id++) {
            ids.add(Value.of(id));
        }
        return ids;
    }

    @Test
    void readsSeveralRangesInIndexOrderAndEachDocumentOnce() {
        createAll();
        node.write(node.insert("{\"_id\": 1, \"price\": 5, \"group\": 1, \"tags\": [\"b\", \"a\"]}"));
        node.write(node.insert("{\"_id\": 2, \"price\": 9.0, \"group\": 1, \"tags\": [\"b\", \"c\"]}"));
        node.checkpoint();
        node.write(node.insert("{\"_id\": 3, \"price\": 7, \"group\": 1, \"tags\": [\"a\"], \"name\": \"x\"}"));
        node.write(node.insert("{\"_id\": 4, \"price\": 5, \"group\": 2, \"name\": \"y\"}"));

        try (ShardSnapshot snapshot = node.snapshot()) {
            List<Value> prices = List.of(Value.of(9), Value.of(5), Value.of(9.0), Value.of(6));
            assertThat(lookup(snapshot, BY_PRICE, among(List.of(), prices, false)))
                    .containsExactly(Value.of(1), Value.of(4), Value.of(2));
            assertThat(lookup(snapshot, BY_PRICE, among(List.of(), prices, true)))
                    .containsExactly(Value.of(2), Value.of(4), Value.of(1));
            assertThat(lookup(snapshot, BY_GROUP_AND_PRICE_DESCENDING, among(List.of(Value.of(1)), prices, false)))
                    .containsExactly(Value.of(2), Value.of(1));
            assertThat(lookup(
                            snapshot,
                            BY_TAG,
                            among(List.of(), List.of(Value.of("c"), Value.of("b"), Value.of("a")), false)))
                    .containsExactly(Value.of(1), Value.of(3), Value.of(2));
            assertThat(lookup(snapshot, BY_NAME_HASH, among(List.of(), List.of(Value.of("y"), Value.of("x")), false)))
                    .containsExactlyInAnyOrder(Value.of(3), Value.of(4));
        }
    }

    private static IndexRange among(List<Value> equal, List<Value> among, boolean descending) {
        return new IndexRange(equal, among, Optional.empty(), Optional.empty(), descending);
    }

    @Test
    void keepsALookupAtItsMoment() {
        create(index(BY_PRICE, Kind.BTREE, ascending("price")));
        node.write(node.insert("{\"_id\": 1, \"price\": 5}"));
        try (ShardSnapshot before = node.snapshot()) {
            node.write(node.upsert("{\"_id\": 1, \"price\": 6}"));
            node.checkpoint();

            assertThat(lookup(before, BY_PRICE, equal(Value.of(5)))).containsExactly(Value.of(1));
            assertThat(lookup(before, BY_PRICE, equal(Value.of(6)))).isEmpty();
        }
    }

    @Test
    void givesTheIdAsItWasWrittenLast() {
        create(index(BY_PRICE, Kind.BTREE, ascending("price")));
        node.write(node.insert("{\"_id\": 1, \"price\": 5}"));
        node.checkpoint();
        node.write(node.upsert("{\"_id\": 1.0, \"price\": 5}"));

        try (ShardSnapshot snapshot = node.snapshot()) {
            assertThat(lookup(snapshot, BY_PRICE, equal(Value.of(5)))).containsExactly(Value.of(1.0));
        }
    }

    @Test
    void forgetsADroppedIndexAndRefusesToLookItUp() {
        create(index(BY_PRICE, Kind.BTREE, ascending("price")));
        node.write(node.insert("{\"_id\": 1, \"price\": 5}"));
        node.apply(new ShardCommand.DropIndex(TestNode.COLLECTION, BY_PRICE));
        node.checkpoint();

        try (ShardSnapshot snapshot = node.snapshot()) {
            assertThatThrownBy(() -> snapshot.lookup(TestNode.COLLECTION, BY_PRICE, equal(Value.of(5))))
                    .isInstanceOfSatisfying(
                            LumaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
    }

    @Test
    void refusesARangeOverAHashIndex() {
        create(index(BY_NAME_HASH, Kind.HASH, ascending("name")));

        try (ShardSnapshot snapshot = node.snapshot()) {
            assertThatThrownBy(() -> snapshot.lookup(
                            TestNode.COLLECTION,
                            BY_NAME_HASH,
                            new IndexRange(
                                    List.of(), Optional.of(new Bound(Value.of("a"), true)), Optional.empty(), false)))
                    .isInstanceOfSatisfying(
                            LumaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY));
        }
    }

    @Test
    void refusesIndexesOfTheRevisionOfAFieldTwiceAndWithOptions() {
        assertThatThrownBy(() -> IndexRules.validate(index(9, Kind.BTREE, ascending("_rev"))))
                .hasMessageContaining("cannot have _rev");
        assertThatThrownBy(() -> IndexRules.validate(index(9, Kind.BTREE, ascending("k"), ascending("k"))))
                .hasMessageContaining("names 'k' twice");
        assertThatThrownBy(() -> IndexRules.validate(new IndexDefinition(
                        9, "i", List.of(ascending("k")), Kind.HASH, false, Map.of("buckets", Value.of(7L)))))
                .hasMessageContaining("option 'buckets'");
    }

    @Test
    void refusesIndexesThatAreNotBuiltYet() {
        IndexDefinition text =
                new IndexDefinition(9, "by_words", List.of(ascending("text")), Kind.FULLTEXT, false, Map.of());

        assertThatThrownBy(() -> IndexRules.validate(text)).isInstanceOfSatisfying(LumaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.NOT_BUILT_YET);
            assertThat(e.detail()).contains("by_words").contains("fulltext");
        });
        assertThatThrownBy(() -> IndexRules.validate(index(9, Kind.VECTOR, ascending("v"))))
                .isInstanceOfSatisfying(
                        LumaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_BUILT_YET));
    }
}
