package io.lumadb.query.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Json;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import io.lumadb.document.catalog.IndexDefinition.Kind;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.database.ScanRequest.Bound;
import io.lumadb.query.database.ScanRequest.Consistency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the executor relies on, of every implementation of {@link Database}. */
public abstract class DatabaseContract {

    /** The database under test, empty and of more than one shard. */
    protected abstract Database database();

    @Test
    void everyDocumentLivesInTheShardOfItsKey() {
        Database database = withCollection();
        write(IntStream.range(0, 50)
                .<Mutation>mapToObj(i -> new Mutation.Insert(document("{\"_id\": " + i + "}")))
                .toList());

        int found = 0;
        for (int shard = 0; shard < database.shardCount(); shard++) {
            for (StoredDocument stored : read(shard, new Access.Everything())) {
                assertThat(database.shardOf(stored.document().id())).isEqualTo(shard);
                found++;
            }
        }
        assertThat(found).isEqualTo(50);
        assertThat(database.shardOf(Value.of(1))).isEqualTo(database.shardOf(Value.of(1.0)));
    }

    @Test
    void insertsOnlyUnderFreeKeys() {
        withCollection();

        assertThat(write(insert("{\"_id\": 1, \"a\": 1}"))).containsExactly(new WriteOutcome.Done(1, false));
        assertThat(codes(write(insert("{\"_id\": 1, \"a\": 2}")))).containsExactly(ErrorCode.DUPLICATE_KEY);
        assertThat(codes(write(insert("{\"_id\": 1.0}")))).containsExactly(ErrorCode.DUPLICATE_KEY);
        assertThat(all()).extracting(stored -> stored.document().get("a")).containsExactly(Value.of(1));
    }

    @Test
    void everyWriteRaisesTheRevision() {
        withCollection();

        write(insert("{\"_id\": 1}"));
        assertThat(write(new Mutation.Upsert(document("{\"_id\": 1, \"a\": 1}"))))
                .containsExactly(new WriteOutcome.Done(2, true));
        assertThat(write(new Mutation.Replace(document("{\"_id\": 1, \"a\": 2}"), OptionalLong.of(2))))
                .containsExactly(new WriteOutcome.Done(3, true));
        assertThat(all())
                .singleElement()
                .satisfies(stored -> assertThat(stored.revision()).isEqualTo(3));
    }

    @Test
    void replacesAndDeletesOnlyTheExpectedRevision() {
        withCollection();
        write(insert("{\"_id\": 1}"));

        assertThat(codes(write(new Mutation.Replace(document("{\"_id\": 1}"), OptionalLong.of(7)))))
                .containsExactly(ErrorCode.REVISION_MISMATCH);
        assertThat(codes(write(new Mutation.Delete(Value.of(1), OptionalLong.of(7)))))
                .containsExactly(ErrorCode.REVISION_MISMATCH);
        assertThat(codes(write(new Mutation.Replace(document("{\"_id\": 2}"), OptionalLong.empty()))))
                .containsExactly(ErrorCode.NOT_FOUND);
        assertThat(codes(write(new Mutation.Delete(Value.of(2), OptionalLong.empty()))))
                .containsExactly(ErrorCode.NOT_FOUND);
        assertThat(write(new Mutation.Delete(Value.of(1), OptionalLong.of(1))))
                .containsExactly(new WriteOutcome.Done(0, true));
        assertThat(all()).isEmpty();
    }

    @Test
    void mutationsAreIndependentAndAnsweredInOrder() {
        withCollection();
        write(insert("{\"_id\": 2}"));

        List<WriteOutcome> outcomes =
                write(List.of(insert("{\"_id\": 1}"), insert("{\"_id\": 2}"), insert("{\"_id\": 3}")));

        assertThat(outcomes.get(0)).isInstanceOf(WriteOutcome.Done.class);
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Failed.class);
        assertThat(outcomes.get(2)).isInstanceOf(WriteOutcome.Done.class);
    }

    @Test
    void aCursorSeesOneMoment() {
        Database database = withCollection();
        write(insert("{\"_id\": 1}"));
        int shard = database.shardOf(Value.of(1));

        try (DocumentCursor cursor = database.open(request(shard, new Access.Everything()))) {
            write(new Mutation.Delete(Value.of(1), OptionalLong.empty()));
            assertThat(cursor.next()).hasSize(1);
            assertThat(cursor.next()).isEmpty();
        }
        assertThat(read(shard, new Access.Everything())).isEmpty();
    }

    @Test
    void readsByKeyWhatExists() {
        Database database = withCollection();
        write(insert("{\"_id\": 1}"));
        int shard = database.shardOf(Value.of(1));

        assertThat(read(shard, new Access.ByIds(List.of(Value.of(1.0), Value.of("none")))))
                .hasSize(1);
    }

    @Test
    void readsByIndexWithEqualityAndRange() {
        Database database = withCollection();
        database.createIndex("t", index("i", "a", "b"));
        write(IntStream.range(0, 30)
                .<Mutation>mapToObj(i -> insert("{\"_id\": " + i + ", \"a\": " + i % 3 + ", \"b\": " + i + "}"))
                .toList());

        Access access = new Access.ByIndex(
                "i",
                List.of(Value.of(1)),
                Optional.of(new Bound(Value.of(10), true)),
                Optional.of(new Bound(Value.of(22), false)),
                false);
        assertThat(everywhere(access))
                .extracting(stored -> stored.document().id())
                .containsExactlyInAnyOrder(Value.of(10), Value.of(13), Value.of(16), Value.of(19));
    }

    @Test
    void findsArraysByTheirElementsAndMissingFieldsByNull() {
        Database database = withCollection();
        database.createIndex("t", index("i", "a"));
        write(List.of(
                insert("{\"_id\": 1, \"a\": [1, 2]}"),
                insert("{\"_id\": 2}"),
                insert("{\"_id\": 3, \"a\": [{\"b\": 1}]}")));
        database.createIndex("t", index("j", "a.b"));

        assertThat(ids("i", Value.of(2))).containsExactly(Value.of(1));
        assertThat(ids("i", Value.array(Value.of(1), Value.of(2)))).containsExactly(Value.of(1));
        assertThat(ids("i", Value.NULL)).contains(Value.of(2));
        assertThat(ids("j", Value.of(1))).containsExactly(Value.of(3));
    }

    @Test
    void givesWhatAnIndexKnowsWithoutTheDocumentsAndTheOthersWhole() {
        Database database = withCollection();
        database.createIndex("t", index("i", "a", "b.c"));
        write(List.of(
                insert("{\"_id\": 1, \"a\": 1.0, \"b\": {\"d\": 5, \"c\": {\"e\": [1]}}, \"z\": 1}"),
                insert("{\"_id\": 2, \"a\": null, \"z\": 1}"),
                insert("{\"_id\": 3, \"b\": {\"c\": 2}, \"z\": 1}"),
                insert("{\"_id\": 4, \"a\": [1], \"b\": {\"c\": 2}, \"z\": 1}"),
                insert("{\"_id\": 5, \"a\": 1, \"b\": [{\"c\": 2}], \"z\": 1}"),
                insert("{\"_id\": 6, \"a\": 1, \"b\": {}, \"z\": 1}")));

        Access access = new Access.ByIndex("i", List.of(), Optional.empty(), Optional.empty(), false).alone();
        Map<Boolean, List<String>> found = everywhere(access).stream()
                .collect(Collectors.partitioningBy(
                        StoredDocument::isFromIndex,
                        Collectors.mapping(
                                stored -> Json.relaxed(stored.document().toObject()), Collectors.toList())));
        assertThat(found.get(true))
                .containsExactlyInAnyOrder(
                        relaxed("{\"_id\": 1, \"a\": 1.0, \"b\": {\"c\": {\"e\": [1]}}}"),
                        relaxed("{\"_id\": 2, \"a\": null}"),
                        relaxed("{\"_id\": 3, \"b\": {\"c\": 2}}"));
        assertThat(found.get(false))
                .containsExactlyInAnyOrder(
                        relaxed("{\"_id\": 4, \"a\": [1], \"b\": {\"c\": 2}, \"z\": 1}"),
                        relaxed("{\"_id\": 5, \"a\": 1, \"b\": [{\"c\": 2}], \"z\": 1}"),
                        relaxed("{\"_id\": 6, \"a\": 1, \"b\": {}, \"z\": 1}"));
    }

    private static String relaxed(String json) {
        return Json.relaxed(Json.parseObject(json));
    }

    private List<Value> ids(String index, Value value) {
        Access access = new Access.ByIndex(index, List.of(value), Optional.empty(), Optional.empty(), false);
        return everywhere(access).stream().map(stored -> stored.document().id()).toList();
    }

    @Test
    void namesWhatIsNotThere() {
        Database database = withCollection();

        assertThat(database.createCollection("t", Optional.empty(), true)).isFalse();
        fails(ErrorCode.ALREADY_EXISTS, () -> database.createCollection("t", Optional.empty(), false));
        fails(ErrorCode.UNKNOWN_COLLECTION, () -> database.dropCollection("u", false));
        assertThat(database.dropCollection("u", true)).isFalse();
        fails(ErrorCode.NOT_FOUND, () -> database.dropIndex("t", "none"));
        fails(
                ErrorCode.UNKNOWN_COLLECTION,
                () -> database.open(new ScanRequest("u", 0, Consistency.LINEARIZABLE, new Access.Everything(), false)));
    }

    @Test
    void aNewCollectionOfADroppedNameIsEmpty() {
        Database database = withCollection();
        write(insert("{\"_id\": 1}"));

        database.dropCollection("t", false);
        database.createCollection("t", Optional.empty(), false);

        assertThat(all()).isEmpty();
    }

    @Test
    void countsTheDocumentsOfACollectionThatIsThere() {
        Database database = withCollection();

        fails(ErrorCode.UNKNOWN_COLLECTION, () -> database.statistics("u"));
        CollectionStatistics empty = database.statistics("t").orElseThrow();
        assertThat(empty).isEqualTo(new CollectionStatistics(0, 0));
        assertThat(empty.averageBytes()).isEmpty();
    }

    private static void fails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LumaException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private Database withCollection() {
        database().createCollection("t", Optional.empty(), false);
        return database();
    }

    private static IndexDefinition index(String name, String... paths) {
        List<IndexField> fields = new ArrayList<>();
        for (String path : paths) {
            fields.add(new IndexField(FieldPath.of(path.split("\\.")), false));
        }
        return new IndexDefinition(0, name, fields, Kind.BTREE, false, Map.of());
    }

    private static Mutation insert(String json) {
        return new Mutation.Insert(document(json));
    }

    private static Document document(String json) {
        return Document.of(Json.parseObject(json));
    }

    private List<WriteOutcome> write(Mutation mutation) {
        return write(List.of(mutation));
    }

    private List<WriteOutcome> write(List<Mutation> mutations) {
        return database().write("t", mutations).join();
    }

    private static List<ErrorCode> codes(List<WriteOutcome> outcomes) {
        return outcomes.stream()
                .filter(WriteOutcome.Failed.class::isInstance)
                .map(outcome -> ((WriteOutcome.Failed) outcome).code())
                .toList();
    }

    private List<StoredDocument> all() {
        return everywhere(new Access.Everything());
    }

    private List<StoredDocument> everywhere(Access access) {
        List<StoredDocument> found = new ArrayList<>();
        for (int shard = 0; shard < database().shardCount(); shard++) {
            found.addAll(read(shard, access));
        }
        return found;
    }

    private List<StoredDocument> read(int shard, Access access) {
        List<StoredDocument> found = new ArrayList<>();
        try (DocumentCursor cursor = database().open(request(shard, access))) {
            for (List<StoredDocument> batch = cursor.next(); !batch.isEmpty(); batch = cursor.next()) {
                found.addAll(batch);
            }
        }
        return found;
    }

    private static ScanRequest request(int shard, Access access) {
        return new ScanRequest("t", shard, Consistency.LINEARIZABLE, access, false);
    }
}
