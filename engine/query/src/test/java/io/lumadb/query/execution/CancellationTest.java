package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Document;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.query.execution.operator.spill.SpillDirectory;
import io.lumadb.query.language.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class CancellationTest {

    @TempDir
    private Path directory;

    private final Endless database = new Endless();
    private SpillDirectory spill;
    private LumaQueryEngine engine;

    @BeforeEach
    void openEngine() {
        spill = SpillDirectory.at(directory);
        engine = new LumaQueryEngine(database, InstantSource.system(), 4 * 1024 * 1024, spill);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM t WHERE n < 0",
                "SELECT COUNT(*) FROM t",
                "SELECT * FROM t ORDER BY n LIMIT 5",
                "SELECT * FROM t ORDER BY n",
                "SELECT n, COUNT(DISTINCT n) AS d FROM t GROUP BY n",
                "SELECT DISTINCT 1 AS one FROM t",
                "DELETE FROM t WHERE n < 0"
            })
    void freesItsThreadsWithinAMomentOfTheCancel(String text) throws Exception {
        CompletableFuture<LumaException> outcome = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> outcome.complete(failureOf(text, Duration.ofSeconds(60))));
        assertThat(database.reading.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(engine.running())
                .singleElement()
                .satisfies(query -> assertThat(query.text()).isEqualTo(text));
        long start = System.nanoTime();
        assertThat(engine.cancel("q")).isTrue();

        assertThat(outcome.get(5, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.CANCELLED);
        // 100 ms on a free machine; the test shares its cores with others.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(database.open).hasValue(0);
        assertThat(spill.openFiles()).isZero();
        assertThat(engine.running()).isEmpty();
        assertThat(engine.cancel("q")).isFalse();
    }

    @Test
    void stopsAtItsTimeout() {
        LumaException failure = failureOf("SELECT COUNT(*) FROM t", Duration.ofMillis(50));

        assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(failure.detail()).contains("50 ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT REPEAT('x', 15000000) MATCHES '(x|xx|xxx){50}y' AS found",
                "SELECT COUNT(*) FROM t WHERE REPEAT('x', 15000000 * n) MATCHES '(x|xx|xxx){50}y'",
                "SELECT REPEAT('x', 15000000) LIKE '%x_x_x_x_x_x_x_x_x_x_x_x_x_x_x_x_x_x%y%' AS found",
                "SELECT REGEXP_REPLACE(REPEAT('x', 15000000), '(x|xx|xxx){50}y', 'z') AS replaced"
            })
    void stopsWithinAPatternThatTakesLong(String text) {
        long start = System.nanoTime();
        LumaException failure = failureOf(text, Duration.ofMillis(200));

        assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
        // Unwatched, these take most of a minute.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void cutsRowsAtTheMostWantedAndSaysSo() {
        List<Value.Obj> rows = new ArrayList<>();
        QuerySummary summary = engine.run(
                new QueryRequest(
                        "q",
                        Language.LQL,
                        "SELECT n FROM t",
                        Map.of(),
                        Duration.ofSeconds(10),
                        7,
                        Consistency.EVENTUAL,
                        "tester"),
                rows::add);

        assertThat(rows).hasSize(7);
        assertThat(summary.truncated()).isTrue();
        assertThat(summary.rows()).isEqualTo(7);
        assertThat(summary.columns()).containsExactly("n");
        assertThat(database.open).hasValue(0);
    }

    @Test
    void refusesAnIdThatIsRunning() throws Exception {
        CompletableFuture<LumaException> first = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> first.complete(failureOf("SELECT COUNT(*) FROM t", Duration.ofSeconds(60))));
        assertThat(database.reading.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(failureOf("SELECT COUNT(*) FROM t", Duration.ofSeconds(60)).code())
                .isEqualTo(ErrorCode.CONFLICT);
        engine.close();
        assertThat(first.get(5, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void handsOnWhatTheSinkThrows() {
        assertThatThrownBy(() -> engine.run(request("SELECT * FROM t", Duration.ofSeconds(10)), _ -> {
                    throw new IllegalStateException("the client left");
                }))
                .hasMessage("the client left");
        assertThat(database.open).hasValue(0);
    }

    private LumaException failureOf(String text, Duration timeout) {
        try {
            engine.run(request(text, timeout), _ -> {});
            throw new AssertionError("ended by itself");
        } catch (LumaException failure) {
            return failure;
        }
    }

    private static QueryRequest request(String text, Duration timeout) {
        return new QueryRequest(
                "q", Language.LQL, text, Map.of(), timeout, Long.MAX_VALUE, Consistency.EVENTUAL, "tester");
    }

    /** One collection whose shards never end. */
    private static final class Endless implements Database {
        private static final StoredDocument ANY = StoredDocument.of(
                Document.of(new Value.Obj(Map.of("_id", Value.of(1), "n", Value.of(1)))), 1, Tier.HOT);

        private final CountDownLatch reading = new CountDownLatch(20);
        private final AtomicInteger open = new AtomicInteger();

        @Override
        public List<CollectionDefinition> collections() {
            return List.of(new CollectionDefinition(1, "t", Optional.empty(), List.of(), Optional.empty()));
        }

        @Override
        public Optional<CollectionDefinition> collection(String name) {
            return collections().stream().filter(it -> it.name().equals(name)).findFirst();
        }

        @Override
        public int shardCount() {
            return 4;
        }

        @Override
        public int shardOf(Value id) {
            return 0;
        }

        @Override
        public DocumentCursor open(ScanRequest request) {
            open.incrementAndGet();
            return new DocumentCursor() {
                @Override
                public List<StoredDocument> next() {
                    reading.countDown();
                    return List.of(ANY, ANY, ANY);
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }

        @Override
        public CompletableFuture<List<WriteOutcome>> write(String collection, List<Mutation> mutations) {
            return new CompletableFuture<>();
        }

        @Override
        public boolean createCollection(String name, Optional<CollectionSchema> schema, boolean ifNotExists) {
            throw readOnly();
        }

        @Override
        public boolean dropCollection(String name, boolean ifExists) {
            throw readOnly();
        }

        @Override
        public void setSchema(String collection, Optional<CollectionSchema> schema) {
            throw readOnly();
        }

        @Override
        public void setTiering(String collection, Optional<TieringPolicy> policy) {
            throw readOnly();
        }

        @Override
        public void createIndex(String collection, IndexDefinition index) {
            throw readOnly();
        }

        @Override
        public void dropIndex(String collection, String index) {
            throw readOnly();
        }

        private static LumaException readOnly() {
            return new LumaException(ErrorCode.INVALID_QUERY, "this database only reads");
        }
    }
}
