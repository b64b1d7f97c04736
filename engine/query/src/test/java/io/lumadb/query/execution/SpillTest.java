package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.InMemoryDatabase;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.execution.operator.spill.SpillDirectory;
import io.lumadb.query.language.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that need more memory than a query may hold. */
class SpillTest {

    private static final long LITTLE = 200_000;
    private static final int DOCUMENTS = 6_000;

    @TempDir
    private Path directory;

    private final InMemoryDatabase database = new InMemoryDatabase(3);
    private SpillDirectory spill;

    @BeforeEach
    void fill() {
        spill = SpillDirectory.at(directory);
        database.createCollection("t", Optional.empty(), false);
        Random random = new Random(11);
        List<Mutation> inserts = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            inserts.add(new Mutation.Insert(Document.of(new Value.Obj(Map.of(
                    "_id", Value.of(i),
                    "n", Value.of(random.nextInt(3_000)),
                    "name", Value.of("name " + random.nextInt(4_000)),
                    "mixed", i % 3 == 0 ? Value.array(Value.of(i), Value.of(-i)) : Value.of(random.nextInt(500)),
                    "pad", Value.of("x".repeat(100)))))));
        }
        database.apply("t", inserts);
    }

    @AfterEach
    void leavesNothingBehind() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
        assertThat(spill.openFiles()).isZero();
    }

    private static List<Value.Obj> rows(LumaQueryEngine engine, String text) {
        List<Value.Obj> rows = new ArrayList<>();
        engine.run(
                new QueryRequest(
                        "q",
                        Language.LQL,
                        text,
                        Map.of(),
                        Duration.ofMinutes(1),
                        Long.MAX_VALUE,
                        Consistency.EVENTUAL,
                        "tester"),
                rows::add);
        return rows;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM t ORDER BY n, _id",
                "SELECT name, n FROM t ORDER BY name DESC, n LIMIT 3000 OFFSET 500",
                "SELECT DISTINCT name FROM t ORDER BY name",
                "SELECT name, COUNT(*) AS c, SUM(n) AS s, AVG(n) AS a, MIN(pad) AS m, COUNT(DISTINCT n) AS d FROM t"
                        + " GROUP BY name ORDER BY name"
            })
    void giveTheSameRowsAsWithMemoryForAll(String text) {
        List<Value.Obj> expected = rows(new LumaQueryEngine(database, InstantSource.system(), 1L << 30), text);
        LumaQueryEngine little = new LumaQueryEngine(database, InstantSource.system(), LITTLE, spill);

        assertThat(rows(little, text)).isEqualTo(expected);
        assertThat(spill.writtenBytes()).isPositive();
    }

    /** Arrays wait until the index has passed their places; what memory has no room for is sorted with the rest. */
    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT _id FROM t ORDER BY mixed LIMIT 5000", "SELECT _id FROM t ORDER BY mixed DESC LIMIT 5000"
            })
    void giveTheSameOrderByAnIndex(String text) {
        List<Value.Obj> expected = rows(new LumaQueryEngine(database, InstantSource.system(), 1L << 30), text);
        createIndex("mixed");
        database.claim("t", 1_000_000);
        LumaQueryEngine little = new LumaQueryEngine(database, InstantSource.system(), LITTLE, spill);

        assertThat(little.explain(Language.LQL, text).text()).contains("by index 'i'");
        assertThat(rows(little, text)).isEqualTo(expected);
        assertThat(spill.writtenBytes()).isPositive();
    }

    private void createIndex(String fields) {
        rows(new LumaQueryEngine(database, InstantSource.system(), 1L << 30), "CREATE INDEX i ON t (" + fields + ")");
    }

    /** Of a third of the documents the index does not know all: they are sorted among the rows that it gives. */
    @Test
    void giveTheSameRowsFromAnIndexAlone() {
        String text = "SELECT mixed, n, _id FROM t WHERE n >= 0 ORDER BY mixed DESC, _id";
        List<Value.Obj> expected = rows(new LumaQueryEngine(database, InstantSource.system(), 1L << 30), text);
        createIndex("n, mixed");
        LumaQueryEngine little = new LumaQueryEngine(database, InstantSource.system(), LITTLE, spill);

        assertThat(little.explain(Language.LQL, text).text()).contains("index only");
        assertThat(rows(little, text)).isEqualTo(expected);
        assertThat(spill.writtenBytes()).isPositive();
    }

    @Test
    void holdTheFirstFewInMemory() {
        LumaQueryEngine little = new LumaQueryEngine(database, InstantSource.system(), LITTLE, spill);

        assertThat(rows(little, "SELECT n FROM t ORDER BY n DESC, _id LIMIT 10"))
                .hasSize(10);
        assertThat(spill.writtenBytes()).isZero();
    }

    @Test
    void failWithoutAPlaceToSpillTo() {
        LumaQueryEngine without = new LumaQueryEngine(database, InstantSource.system(), LITTLE);

        assertThatThrownBy(() -> rows(without, "SELECT * FROM t ORDER BY n"))
                .isInstanceOfSatisfying(
                        LumaException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.TOO_LARGE))
                .hasMessageContaining("ORDER BY");
    }

    @Test
    void leaveNoFilesWhenTheReaderLeaves() {
        LumaQueryEngine little = new LumaQueryEngine(database, InstantSource.system(), LITTLE, spill);

        assertThatThrownBy(() -> little.run(
                        new QueryRequest(
                                "q",
                                Language.LQL,
                                "SELECT * FROM t ORDER BY n",
                                Map.of(),
                                Duration.ofMinutes(1),
                                Long.MAX_VALUE,
                                Consistency.EVENTUAL,
                                "tester"),
                        _ -> {
                            throw new IllegalStateException("the client left");
                        }))
                .hasMessage("the client left");
        assertThat(spill.writtenBytes()).isPositive();
    }
}
