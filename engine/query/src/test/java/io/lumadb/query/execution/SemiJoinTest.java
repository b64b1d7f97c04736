package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.database.InMemoryDatabase;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.execution.operator.spill.SpillDirectory;
import io.lumadb.query.language.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** IN and EXISTS over subqueries of many rows are joins, which may spill; the rows are those of answers kept in memory. */
class SemiJoinTest {

    private static final long LITTLE = 200_000;
    private static final int DOCUMENTS = 4_000;

    @TempDir
    private Path directory;

    private final long seed = System.nanoTime();
    private final InMemoryDatabase large = database(true);
    private final InMemoryDatabase small = database(false);

    /** The same documents, with nulls, missing fields and values of two kinds; {@code claims} to have very many. */
    private InMemoryDatabase database(boolean claims) {
        InMemoryDatabase database = new InMemoryDatabase(3);
        Random random = new Random(seed);
        for (String collection : List.of("t", "u", "whole")) {
            database.createCollection(collection, Optional.empty(), false);
            List<Mutation> documents = new ArrayList<>();
            for (int i = 0; i < DOCUMENTS; i++) {
                documents.add(new Mutation.Insert(document(i, collection.equals("whole"), random)));
            }
            database.apply(collection, documents);
            if (claims) {
                database.claim(collection, 1_000_000);
            }
        }
        return database;
    }

    private static Document document(int id, boolean whole, Random random) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("_id", Value.of(id));
        fields.put("g", Value.of(random.nextInt(1_500)));
        if (whole || random.nextInt(9) > 0) {
            fields.put("n", whole ? Value.of(random.nextInt(3_000)) : value(random));
        }
        fields.put("pad", Value.of("x".repeat(60)));
        return Document.of(new Value.Obj(fields));
    }

    private static Value value(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of("n" + random.nextInt(50));
            default -> Value.of(random.nextInt(3_000));
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT _id FROM t WHERE n IN (SELECT n FROM u)",
                "SELECT _id FROM t WHERE n = ANY (SELECT n FROM u) AND g < 900",
                "SELECT _id FROM t WHERE n NOT IN (SELECT n FROM u WHERE n IS NOT NULL)",
                "SELECT _id FROM t WHERE n NOT IN (SELECT n FROM whole)",
                "SELECT _id FROM t WHERE n <> ALL (SELECT n FROM whole WHERE g < 700)",
                "SELECT _id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.n = t.n)",
                "SELECT _id FROM t WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.n = t.n AND u.g < 1000)",
                "SELECT _id FROM t WHERE t.n IN (SELECT u.n FROM u WHERE u.g = t.g)",
                "SELECT _id FROM t WHERE t.n NOT IN (SELECT u.n FROM u WHERE u.g = t.g)",
                "SELECT g, COUNT(*) AS c FROM t GROUP BY g HAVING COUNT(*) * 100 NOT IN (SELECT n FROM whole)",
                "SELECT t._id FROM t JOIN u ON t.g = u._id WHERE u.n IN (SELECT n FROM whole)"
                        + " AND t.n NOT IN (SELECT n FROM whole WHERE g IN (SELECT g FROM u))",
                "SELECT _id FROM t WHERE n IN (SELECT n FROM u) OR g < 3",
            })
    void giveTheRowsOfAnswersKeptInMemory(String text) {
        List<Value.Obj> expected = rows(new LumaQueryEngine(small, InstantSource.system(), 1L << 30), text);
        SpillDirectory spill = SpillDirectory.at(directory);
        LumaQueryEngine roomy = new LumaQueryEngine(large, InstantSource.system(), 1L << 30, spill);

        assertThat(rows(roomy, text)).as("seed %s", seed).isEqualTo(expected);
        assertThat(spill.writtenBytes()).isZero();
        if (!text.contains(" OR ")) {
            assertThat(roomy.explain(Language.LQL, text).text()).contains("by a hash table");
            LumaQueryEngine little = new LumaQueryEngine(large, InstantSource.system(), LITTLE, spill);
            assertThat(rows(little, text)).as("spilling, seed %s", seed).isEqualTo(expected);
            assertThat(spill.writtenBytes()).isPositive();
        }
        assertThat(spill.openFiles()).isZero();
    }

    @Test
    void namesBothSidesInItsPlan() {
        LumaQueryEngine engine = new LumaQueryEngine(large, InstantSource.system(), 1L << 30);

        assertThat(engine.explain(Language.LQL, "SELECT _id FROM t WHERE g < 9 AND n NOT IN (SELECT n FROM u)")
                        .text())
                .contains("Keep rows whose n is not in the second rows, by a hash table", "Keep rows where g < 9")
                .doesNotContain("run once");
        assertThat(engine.explain(Language.LQL, "SELECT _id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.n = t.g)")
                        .text())
                .contains("Keep rows with a second row of the same g, by a hash table");
    }

    private static List<Value.Obj> rows(LumaQueryEngine engine, String text) {
        List<Value.Obj> rows = new ArrayList<>();
        QueryRequest request = new QueryRequest(
                "q",
                Language.LQL,
                text,
                Map.of(),
                Duration.ofMinutes(1),
                Long.MAX_VALUE,
                Consistency.EVENTUAL,
                "tester");
        engine.run(request, rows::add);
        rows.sort(ValueOrder.INSTANCE);
        return rows;
    }
}
