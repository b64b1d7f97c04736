package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.catalog.CatalogCommand;
import io.lumadb.cluster.database.IndexReports;
import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.IndexStatus;
import io.lumadb.query.database.IndexStatus.State;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.query.execution.QueryRequest;
import io.lumadb.query.language.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UniqueIndexTest {

    @TempDir
    private Path folder;

    private static List<String> lql(LumaNode node, String text) {
        List<String> rows = new ArrayList<>();
        QueryRequest request = new QueryRequest(
                "test",
                Language.LQL,
                text,
                Map.of(),
                Duration.ofSeconds(30),
                Long.MAX_VALUE,
                Consistency.LINEARIZABLE,
                "ada");
        node.queries().run(request, row -> rows.add(Json.relaxed(row)));
        return rows;
    }

    private static void isRefused(ErrorCode code, Runnable statement, String... words) {
        assertThatThrownBy(statement::run).isInstanceOfSatisfying(LumaException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.detail()).contains(words);
        });
    }

    private static Mutation numbered(long id, long n) {
        return new Mutation.Upsert(Document.of(new Value.Obj(Map.of("_id", Value.of(id), "n", Value.of(n)))));
    }

    private static void fill(LumaNode node, long documents) {
        node.database().createCollection("users", Optional.empty(), true);
        node.database()
                .write(
                        "users",
                        LongStream.range(0, documents)
                                .mapToObj(id -> numbered(id, id))
                                .toList())
                .join();
    }

    private static IndexDefinition byN() {
        return new IndexDefinition(
                0,
                "by_n",
                List.of(new IndexDefinition.IndexField(FieldPath.of("n"), false)),
                IndexDefinition.Kind.BTREE,
                true,
                Map.of());
    }

    @Test
    void holdsOverShardsStatementsAndRestarts() {
        try (LumaNode node = start(config(folder))) {
            lql(node, "CREATE COLLECTION users");
            lql(node, "CREATE UNIQUE INDEX by_mail ON users (mail)");
            lql(node, "INSERT INTO users VALUE {_id: 1, mail: 'a'}, {_id: 2, mail: 'b'}, {_id: 3}, {_id: 4}");

            isRefused(
                    ErrorCode.DUPLICATE_KEY,
                    () -> lql(node, "INSERT INTO users VALUE {_id: 5, mail: 'a'}"),
                    "by_mail",
                    "mail = \"a\"",
                    "_id 1");
            isRefused(
                    ErrorCode.DUPLICATE_KEY,
                    () -> lql(node, "INSERT INTO users VALUE {_id: 6, mail: 'c'}, {_id: 7, mail: 'c'}"),
                    "mail = \"c\"",
                    "1 of 2 documents, those before it, are stored");
            isRefused(
                    ErrorCode.DUPLICATE_KEY,
                    () -> lql(node, "UPDATE users SET mail = 'b' WHERE _id = 1"),
                    "mail = \"b\"",
                    "_id 2");
            assertThat(lql(node, "SELECT _id FROM users WHERE mail = 'c'")).hasSize(1);
        }
        try (LumaNode node = start(config(folder))) {
            isRefused(
                    ErrorCode.DUPLICATE_KEY,
                    () -> lql(node, "INSERT INTO users VALUE {_id: 8, mail: 'b'}"),
                    "by_mail",
                    "_id 2");
            lql(node, "DELETE FROM users WHERE _id = 2");
            lql(node, "INSERT INTO users VALUE {_id: 8, mail: 'b'}");
            assertThat(node.verifyIndex("users", "by_mail", 5).examples()).isEmpty();
            assertThat(lql(node, "SELECT _id FROM users WHERE mail = 'b'")).containsExactly("{\"_id\":8}");

            lql(node, "DROP INDEX by_mail ON users");
            lql(node, "INSERT INTO users VALUE {_id: 9, mail: 'b'}");
            assertThat(lql(node, "SELECT _id FROM users WHERE mail = 'b'")).hasSize(2);
        }
    }

    @Test
    void isNotMadeOverDocumentsThatBreakIt() {
        try (LumaNode node = start(config(folder))) {
            fill(node, 200);
            node.database().write("users", List.of(numbered(777, 5))).join();

            isRefused(
                    ErrorCode.DUPLICATE_KEY,
                    () -> lql(node, "CREATE UNIQUE INDEX by_n ON users (n)"),
                    "by_n",
                    "n = 5",
                    "777");

            assertThat(lql(node, "SHOW INDEXES ON users")).isEmpty();
            node.database().write("users", List.of(numbered(778, 6))).join();
            lql(node, "DELETE FROM users WHERE _id IN (777, 778)");
            lql(node, "CREATE UNIQUE INDEX by_n ON users (n)");
            assertThat(lql(node, "SHOW INDEXES ON users"))
                    .singleElement()
                    .asString()
                    .contains("\"unique\":true", "\"state\":\"ready\"");
            assertThat(node.tiers().total().hot().documents()
                            + node.tiers().total().warm().documents())
                    .as("documents, not their keys")
                    .isLessThanOrEqualTo(202);
        }
    }

    @Test
    void isBuiltOnAfterARestart() throws Throwable {
        try (LumaNode node = start(config(folder))) {
            fill(node, 500);
        }
        beginAndStop();

        try (LumaNode node = start(config(folder))) {
            Eventually.assertThatCode(() -> assertThat(node.database().indexes("users"))
                    .extracting(IndexStatus::state)
                    .containsExactly(State.READY));
            assertThat(node.verifyIndex("users", "by_n", 5))
                    .satisfies(verified -> assertThat(verified.examples()).isEmpty())
                    .satisfies(verified -> assertThat(verified.entries()).isEqualTo(500));
            WriteOutcome second = node.database()
                    .write("users", List.of(numbered(900, 7)))
                    .join()
                    .getFirst();
            assertThat(second).isInstanceOf(WriteOutcome.Failed.class);
        }
    }

    @Test
    void staysAsFailedWithTheReasonWhenNobodyWaitsForIt() throws Throwable {
        try (LumaNode node = start(config(folder))) {
            fill(node, 100);
            node.database().write("users", List.of(numbered(777, 5))).join();
        }
        beginAndStop();

        try (LumaNode node = start(config(folder))) {
            Eventually.assertThatCode(() -> assertThat(node.database().indexes("users"))
                    .extracting(IndexStatus::state)
                    .containsExactly(State.FAILED));
            assertThat(lql(node, "SHOW INDEXES ON users"))
                    .singleElement()
                    .asString()
                    .contains("\"state\":\"failed\"", "777", "n = 5");
            assertThat(node.collection("users").indexes())
                    .singleElement()
                    .satisfies(index -> assertThat(index.reason()).contains("777"));
            isRefused(ErrorCode.UNAVAILABLE, () -> node.verifyIndex("users", "by_n", 1), "failed");
            assertThat(node.database()
                            .write("users", List.of(numbered(778, 6)))
                            .join()
                            .getFirst())
                    .as("nobody heeds it")
                    .isInstanceOf(WriteOutcome.Done.class);
            node.database().dropIndex("users", "by_n");
            assertThat(node.database().indexes("users")).isEmpty();
        }
    }

    /** A node that noted a build and got no further. */
    private void beginAndStop() throws Throwable {
        NodeParts parts = new NodeParts(config(folder), InstantSource.system());
        try {
            Eventually.assertThatCode(
                    () -> assertThat(parts.leadership().leadsAll(parts.shards().size() + 1))
                            .isTrue());
            parts.catalog().change(new CatalogCommand.BeginIndex("users", byN()));
            IndexReports reports = parts.definitions(parts.writes()).reports();
            Eventually.assertThatCode(() -> assertThat(
                            reports.of(parts.catalog().require("users")))
                    .singleElement()
                    .satisfies(status -> {
                        assertThat(status.state()).isEqualTo(State.BUILDING);
                        assertThat(status.progress().orElseThrow().documents()).isZero();
                        assertThat(status.progress().orElseThrow().total()).isGreaterThan(100);
                    }));
        } finally {
            parts.close();
        }
    }

    @Test
    void isBuiltWhileWritesGoOn() {
        try (LumaNode node = start(config(folder))) {
            fill(node, 3_000);
            CompletableFuture<Void> created =
                    CompletableFuture.runAsync(() -> lql(node, "CREATE UNIQUE INDEX by_n ON users (n)"));
            long written = 0;
            for (long n = 10_000; !created.isDone() || n < 10_050; n++) {
                node.database().write("users", List.of(numbered(n % 3_000, n))).join();
                written++;
            }
            created.join();

            assertThat(written).isPositive();
            assertThat(node.verifyIndex("users", "by_n", 5).examples()).isEmpty();
        }
    }

    @Test
    void givesAValueToExactlyOneOfManyWriters() {
        try (LumaNode node = start(config(folder))) {
            lql(node, "CREATE COLLECTION users");
            lql(node, "CREATE UNIQUE INDEX by_n ON users (n)");
            for (long round = 0; round < 20; round++) {
                List<CompletableFuture<List<WriteOutcome>>> race = new ArrayList<>();
                for (long writer = 0; writer < 6; writer++) {
                    race.add(node.database().write("users", List.of(numbered(6 * round + writer, round))));
                }
                assertThat(race.stream()
                                .map(sent -> sent.join().getFirst())
                                .filter(WriteOutcome.Done.class::isInstance))
                        .as("winners of round %d", round)
                        .hasSize(1);
            }
            assertThat(lql(node, "SELECT COUNT(*) AS c FROM users")).containsExactly("{\"c\":20}");
        }
    }
}
