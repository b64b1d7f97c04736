package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Json;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteTest {

    private final Bench bench = new Bench();

    @Test
    void insertsWithKeysOfItsOwnMaking() {
        bench.with("t");

        bench.lql("INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y')");

        assertThat(bench.written().affected()).isEqualTo(2);
        assertThat(bench.written().insertedIds()).hasSize(2).allMatch(Value.Text.class::isInstance);
        assertThat(bench.json("SELECT a, b FROM t ORDER BY a"))
                .containsExactly("{\"a\":1,\"b\":\"x\"}", "{\"a\":2,\"b\":\"y\"}");
    }

    @Test
    void stopsAtTheFirstTakenKeyAndKeepsWhatCameBefore() {
        bench.with("t", "{\"_id\": 3}");

        assertThatThrownBy(() -> bench.lql("INSERT INTO t (_id) VALUES (1), (2), (3), (4)"))
                .isInstanceOfSatisfying(
                        LumaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DUPLICATE_KEY))
                .hasMessageContaining("3")
                .hasMessageContaining("2 of 4");
        assertThat(bench.json("SELECT _id FROM t ORDER BY _id"))
                .containsExactly("{\"_id\":1}", "{\"_id\":2}", "{\"_id\":3}");
    }

    @Test
    void takesBackWhatStandsBehindAKeyTakenInTheSameMoment() {
        bench.with("t");
        AtomicInteger writes = new AtomicInteger();
        bench.database.beforeWrite(() -> {
            if (writes.getAndIncrement() == 0) {
                bench.database.apply("t", List.of(new Mutation.Insert(document("{\"_id\": 2}"))));
            }
        });

        assertThatThrownBy(() -> bench.lql("INSERT INTO t (_id) VALUES (1), (2), (3)"))
                .isInstanceOf(LumaException.class);
        assertThat(bench.json("SELECT _id FROM t ORDER BY _id")).containsExactly("{\"_id\":1}", "{\"_id\":2}");
    }

    @Test
    void goesOnPastABadDocumentWhenUnordered() {
        bench.with("t", "{\"_id\": 2}");

        assertThatThrownBy(() -> bench.run(new Statement.Insert(
                        "t",
                        List.of(literal("{\"_id\": 1}"), literal("{\"_id\": 2}"), literal("{\"_id\": 3}")),
                        false,
                        false)))
                .hasMessageContaining("1 of 3");
        assertThat(bench.database.all("t")).hasSize(3);
    }

    @Test
    void upsertsReplaceAndInsert() {
        bench.with("t", "{\"_id\": 1, \"a\": 1, \"b\": 1}");

        bench.lql("UPSERT INTO t VALUE {_id: 1, a: 2}, {_id: 2, a: 3}");

        assertThat(bench.written().affected()).isEqualTo(2);
        assertThat(bench.written().upsertedIds()).containsExactly(Value.of(2));
        assertThat(bench.json("SELECT *, _rev FROM t ORDER BY _id"))
                .containsExactly("{\"_id\":1,\"a\":2,\"_rev\":2}", "{\"_id\":2,\"a\":3,\"_rev\":1}");
    }

    @Test
    void refusesKeysThatAreNotScalars() {
        bench.with("t");

        assertThatThrownBy(() -> bench.lql("INSERT INTO t VALUE {_id: [1]}"))
                .hasMessageContaining("_id")
                .hasMessageContaining("array");
    }

    @Test
    void sendsLargeInsertsInBatches() {
        bench.with("t");
        List<Expression> documents = IntStream.range(0, 1200)
                .mapToObj(i -> literal("{\"_id\": " + i + "}"))
                .toList();

        bench.run(new Statement.Insert("t", documents, false, false));

        assertThat(bench.database.writeSizes()).contains(500, 500, 200);
        assertThat(bench.database.all("t")).hasSize(1200);
    }

    @Test
    void updatesNestedPathsAndUnsetsFields() {
        bench.with("t", "{\"_id\": 1, \"a\": {\"b\": 1}, \"c\": [1, 2], \"d\": 4}", "{\"_id\": 2}");

        bench.lql("UPDATE t SET a.b = a.b + 1, a.x.y = 'new', c[1] = d * 10 UNSET d WHERE _id = 1");

        assertThat(bench.written().matched()).isEqualTo(1);
        assertThat(bench.written().modified()).isEqualTo(1);
        assertThat(bench.json("SELECT *, _rev FROM t WHERE _id = 1"))
                .containsExactly("{\"_id\":1,\"a\":{\"b\":2,\"x\":{\"y\":\"new\"}},\"c\":[1,40],\"_rev\":2}");
    }

    @Test
    void countsMatchesThatDidNotChange() {
        bench.with("t", "{\"_id\": 1, \"a\": 1}", "{\"_id\": 2, \"a\": 2}");

        bench.lql("UPDATE t SET a = 1");

        assertThat(bench.written().matched()).isEqualTo(2);
        assertThat(bench.written().modified()).isEqualTo(1);
        assertThat(bench.json("SELECT _rev FROM t ORDER BY _id")).containsExactly("{\"_rev\":1}", "{\"_rev\":2}");
    }

    @Test
    void losesNoIncrementToAnotherWriter() {
        bench.with("t", "{\"_id\": 1, \"n\": 0}");
        AtomicInteger others = new AtomicInteger();
        bench.database.beforeWrite(() -> {
            if (others.getAndIncrement() < 5) {
                StoredDocument now = bench.database.all("t").getFirst();
                Document raised = document(
                        "{\"_id\": 1, \"n\": " + (((Value.Int64) now.document().get("n")).value() + 100) + "}");
                bench.database.apply("t", List.of(new Mutation.Replace(raised, OptionalLong.of(now.revision()))));
            }
        });

        bench.run(update(new Change.Increment(FieldPath.of("n"), new Expression.Literal(Value.of(1)))));

        assertThat(bench.json("SELECT n FROM t")).containsExactly("{\"n\":501}");
    }

    @Test
    void leavesADocumentAloneThatNoLongerMatches() {
        bench.with("t", "{\"_id\": 1, \"state\": \"open\"}");
        AtomicInteger others = new AtomicInteger();
        bench.database.beforeWrite(() -> {
            if (others.getAndIncrement() == 0) {
                bench.database.apply(
                        "t", List.of(new Mutation.Upsert(document("{\"_id\": 1, \"state\": \"closed\"}"))));
            }
        });

        bench.lql("DELETE FROM t WHERE state = 'open'");

        assertThat(bench.written().affected()).isZero();
        assertThat(bench.database.all("t")).hasSize(1);
    }

    @Test
    void incrementsMissingFieldsFromZeroAndRefusesText() {
        bench.with("t", "{\"_id\": 1}");
        bench.run(update(new Change.Increment(FieldPath.of("a", "n"), new Expression.Literal(Value.of(2.5)))));
        assertThat(bench.json("SELECT a FROM t")).containsExactly("{\"a\":{\"n\":2.5}}");

        bench.lql("UPDATE t SET a = 'text'");
        assertThatThrownBy(() ->
                        bench.run(update(new Change.Increment(FieldPath.of("a"), new Expression.Literal(Value.of(1))))))
                .hasMessageContaining("'a'")
                .hasMessageContaining("string");
    }

    @Test
    void changesTheFirstInOrderUpToTheLimit() {
        bench.with("t", "{\"_id\": 1, \"p\": 3}", "{\"_id\": 2, \"p\": 1}", "{\"_id\": 3, \"p\": 2}");

        bench.lql("UPDATE t SET taken = TRUE ORDER BY p LIMIT 2");
        assertThat(bench.json("SELECT _id FROM t WHERE taken ORDER BY _id"))
                .containsExactly("{\"_id\":2}", "{\"_id\":3}");

        bench.lql("DELETE FROM t ORDER BY p DESC LIMIT 1");
        assertThat(bench.json("SELECT _id FROM t ORDER BY _id")).containsExactly("{\"_id\":2}", "{\"_id\":3}");
    }

    @Test
    void upsertingUpdateInsertsFromTheConditionsEqualities() {
        bench.with("t");
        Statement update = new Statement.Update(
                MatchingRules.DOCUMENT,
                "t",
                List.of(new Change.Increment(FieldPath.of("n"), new Expression.Literal(Value.of(1)))),
                Optional.of(new Expression.Comparison(
                        ComparisonOperator.EQUAL,
                        new Expression.Field(FieldPath.of("_id")),
                        new Expression.Literal(Value.of("k")))),
                true,
                List.of(),
                Optional.empty());

        bench.run(update);
        assertThat(bench.written().upsertedIds()).containsExactly(Value.of("k"));
        bench.run(update);

        assertThat(bench.written().upsertedIds()).isEmpty();
        assertThat(bench.json("SELECT * FROM t")).containsExactly("{\"_id\":\"k\",\"n\":2}");
    }

    @Test
    void refusesToChangeAKey() {
        bench.with("t", "{\"_id\": 1}");

        assertThatThrownBy(() -> bench.lql("UPDATE t SET _id = 2")).hasMessageContaining("_id");
        assertThatThrownBy(() -> bench.lql("UPDATE t SET _rev = 2")).hasMessageContaining("_rev");
    }

    @Test
    void holdsTheDeclaredSchema() {
        bench.lql("CREATE COLLECTION p (name string NOT NULL, price double DEFAULT 1.5 CHECK (price >= 0),"
                + " state string) STRICT");

        bench.lql("INSERT INTO p (_id, name) VALUES (1, 'a')");
        bench.lql("INSERT INTO p (_id, name, price) VALUES (2, 'b', 3)");

        assertThat(bench.json("SELECT * FROM p ORDER BY _id"))
                .containsExactly(
                        "{\"_id\":1,\"name\":\"a\",\"price\":1.5}", "{\"_id\":2,\"name\":\"b\",\"price\":3.0}");
        violates("INSERT INTO p (price) VALUES (1)", "name", "NOT NULL");
        violates("INSERT INTO p (name, price) VALUES ('c', 'dear')", "price", "double");
        violates("INSERT INTO p (name, price) VALUES ('c', -1)", "price", "CHECK");
        violates("INSERT INTO p (name, stat) VALUES ('c', 'x')", "stat", "STRICT");
        violates("UPDATE p SET price = -1 WHERE _id = 1", "price", "CHECK");
    }

    private void violates(String statement, String field, String rule) {
        assertThatThrownBy(() -> bench.lql(statement))
                .isInstanceOfSatisfying(
                        LumaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_VIOLATION))
                .hasMessageContaining("'" + field + "'")
                .hasMessageContaining(rule);
    }

    private static Statement update(Change change) {
        return new Statement.Update(
                MatchingRules.SQL, "t", List.of(change), Optional.empty(), false, List.of(), Optional.empty());
    }

    private static Document document(String json) {
        return Document.of(Json.parseObject(json));
    }

    private static Expression literal(String json) {
        return new Expression.Literal(Json.parseObject(json));
    }
}
