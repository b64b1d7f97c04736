package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.language.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An index answers alone what asks for no more than it has. */
class IndexOnlyTest {

    private static final int DOCUMENTS = 4_000;
    private static final Bench BENCH = new Bench(2, 256 * 1024 * 1024);

    @BeforeAll
    static void fill() {
        BENCH.database.createCollection("t", Optional.empty(), false);
        BENCH.lql("CREATE INDEX k ON t (k)");
        BENCH.lql("CREATE INDEX city_age ON t (home.city, age)");
        BENCH.lql("CREATE INDEX name ON t (name) USING HASH");
        BENCH.lql("CREATE INDEX tag ON t (tags[0])");
        List<Mutation> inserts = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            inserts.add(new Mutation.Insert(Document.of(new Value.Obj(Map.of(
                    "_id", Value.of(i),
                    "k", Value.of(i % 1_000),
                    "home", new Value.Obj(Map.of("city", Value.of("c" + i % 100), "zip", Value.of(i))),
                    "age", Value.of(i % 90),
                    "name", Value.of("n" + i),
                    "tags", Value.array(Value.of(i % 500)),
                    "m", Value.of(i))))));
        }
        BENCH.database.apply("t", inserts);
        BENCH.database.gather("t");
    }

    private static String plan(Language language, String query) {
        return BENCH.engine.explain(language, query).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT k FROM t WHERE k BETWEEN 2 AND 5 | by index 'k' from 2 up to 5, index only, fields k",
                "SELECT COUNT(*) FROM t WHERE k > 900 | by index 'k' above 900 below \"\", index only",
                "SELECT _id FROM t WHERE k = 5 | by index 'k' at 5, index only",
                "SELECT k, COUNT(*) FROM t WHERE k < 100 GROUP BY k | by index 'k' above null below 100, index only",
                "SELECT t.k, t._id FROM t WHERE t.k < 100 | by index 'k' above null below 100, index only",
                "SELECT DISTINCT k FROM t WHERE k < 100 | by index 'k' above null below 100, index only",
                "SELECT k.x.y FROM t WHERE k < 100 | by index 'k' above null below 100, index only",
                "SELECT MAX(k) FROM t WHERE k < 100 | by index 'k' above null below 100, index only",
                "SELECT k FROM t ORDER BY k LIMIT 3 | by index 'k', index only",
                "SELECT k FROM t ORDER BY k DESC LIMIT 3 | by index 'k', backwards, index only",
                "SELECT name FROM t WHERE name = 'n7' | by index 'name' at \"n7\", index only",
                "SELECT age, home.city FROM t WHERE home.city = 'c7' | by index 'city_age' at \"c7\", index only",
                "SELECT _id FROM t WHERE home.city = 'c7' AND age > 3 | at \"c7\" above 3 below \"\", index only",
                "SELECT x.k FROM t x JOIN t y ON x._id = y._id WHERE x.k < 9 | above null below 9, index only",
                "SELECT m FROM t WHERE m IN (SELECT k FROM t WHERE k < 9) | above null below 9, index only",
                "SELECT k, RANK() OVER (ORDER BY k) FROM t WHERE k < 9 | above null below 9, index only",
            })
    void answersFromTheIndexAlone(String query, String way) {
        assertThat(plan(Language.LQL, query)).contains(way);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM t WHERE k = 5 | by index 'k' at 5",
                "SELECT t FROM t WHERE t.k = 5 | by index 'k' at 5",
                "SELECT k, m FROM t WHERE k = 5 | by index 'k' at 5",
                "SELECT k FROM t WHERE k = 5 AND m > 3 | by index 'k' at 5",
                "SELECT k, _rev FROM t WHERE k = 5 | by index 'k' at 5",
                "SELECT k FROM t WHERE k = 5 ORDER BY m | by index 'k' at 5",
                "SELECT home FROM t WHERE home.city = 'c7' | by index 'city_age' at \"c7\"",
                "SELECT home.zip FROM t WHERE home.city = 'c7' | by index 'city_age' at \"c7\"",
                "SELECT tags[0] FROM t WHERE tags[0] = 7 | by index 'tag' at 7",
                "SELECT k FROM t WHERE k = 5 AND EXISTS (SELECT 1 FROM t u WHERE u.age = t.m) | by index 'k' at 5",
            })
    void readsTheDocumentsOfWhatAsksForMore(String query, String way) {
        assertThat(plan(Language.LQL, query)).contains(way).doesNotContain("index only");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'count': 't', 'filter': {'k': {'$gt': 900}}}",
                "{'find': 't', 'filter': {'k': 5}, 'projection': {'k': 1}}",
                "{'distinct': 't', 'key': 'k', 'filter': {'k': 5}}",
                "{'aggregate': 't', 'pipeline': [{'$match': {'k': 5}}, {'$group': {'_id': '$k', 'n': {'$sum': 1}}}]}",
            })
    void answersCommandsFromTheIndexAlone(String command) {
        assertThat(plan(Language.JQL, command.replace('\'', '"'))).contains("index only");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'find': 't', 'filter': {'k': 5}}",
                "{'find': 't', 'filter': {'k': 5}, 'projection': {'k': 0}}",
                "{'aggregate': 't', 'pipeline': [{'$match': {'k': 5}}, {'$project': {'x': '$$ROOT'}}]}",
                "{'update': 't', 'filter': {'k': 5}, '$inc': {'k': 1}}",
                "{'delete': 't', 'filter': {'k': 5}}",
            })
    void readsTheDocumentsOfCommandsThatAskForMore(String command) {
        assertThat(plan(Language.JQL, command.replace('\'', '"')))
                .contains("by index 'k'")
                .doesNotContain("index only");
    }

    @Test
    void takesAWiderRangeWhereNoDocumentIsReadForIt() {
        assertThat(plan(Language.LQL, "SELECT k, m FROM t WHERE k < 400")).contains("from start to end");
        assertThat(plan(Language.LQL, "SELECT k FROM t WHERE k < 300")).contains("index only");
        assertThat(plan(Language.LQL, "SELECT k FROM t WHERE k < 400")).contains("from start to end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT k, COUNT(*) FROM t GROUP BY k",
                "SELECT k FROM t",
                "SELECT COUNT(*) FROM t WHERE k % 2 = 0",
                "SELECT COUNT(*) FROM t",
            })
    void readsAWholeIndexOnlyInPlaceOfDocumentsOnDisk(String query) {
        assertThat(plan(Language.LQL, query)).contains("from start to end");
        try {
            BENCH.database.claim("t", DOCUMENTS, DOCUMENTS / 2);
            assertThat(plan(Language.LQL, query)).contains("by index 'k', index only");
            assertThat(plan(Language.LQL, "SELECT m FROM t WHERE m % 2 = 0")).contains("from start to end");
            // Segments that have none of these are left out of a scan.
            assertThat(plan(Language.LQL, "SELECT age FROM t WHERE age < 50")).contains("from start to end");
        } finally {
            BENCH.database.claim("t", DOCUMENTS);
        }
    }

    @Test
    void warmsNothingWithAWholeIndex() {
        Bench bench = withArrays(1);

        assertThat(bench.lql("SELECT COUNT(a) AS n FROM u")).containsExactly(new Value.Obj(Map.of("n", Value.of(40))));
        assertThat(bench.database.scans().getLast().countsAsAccess()).isFalse();
        assertThat(bench.summary.reads().fromIndexes()).isEqualTo(39);
        assertThat(bench.summary.reads().rowsScanned()).isEqualTo(1);
    }

    @Test
    void readsTheDocumentsOneBehindAnotherWhereTheIndexKnowsTooFew() {
        Bench bench = withArrays(20);

        assertThat(bench.engine
                        .explain(Language.LQL, "SELECT COUNT(a) AS n FROM u")
                        .text())
                .contains("from start to end");
    }

    /** 40 cold documents, some with arrays. */
    private static Bench withArrays(int arrays) {
        Bench bench = new Bench();
        for (int i = 0; i < 40; i++) {
            bench.with("u", "{\"_id\": " + i + ", \"a\": " + (i < arrays ? "[1, 2]" : "1") + "}");
        }
        bench.lql("CREATE INDEX a ON u (a)");
        bench.database.gather("u");
        bench.database.claim("u", 40, 40);
        return bench;
    }

    @Test
    void countsRowsFromTheIndexInNoTier() {
        BENCH.lql("EXPLAIN ANALYZE SELECT k FROM t WHERE k < 100");

        QuerySummary.ReadCounts reads = BENCH.summary.reads();
        assertThat(reads.fromIndexes()).isEqualTo(400);
        assertThat(reads.rowsScanned()).isZero();
        assertThat(reads.bytesRead()).isZero();
        assertThat(reads.byTier()).isEmpty();
        assertThat(BENCH.summary.plan().orElseThrow().text())
                .contains("0 bytes, ", " rows from the index only")
                .contains("In all: read 0 documents, 0 bytes, 400 rows from the index only, in ");
    }

    @Test
    void countsTheDocumentsThatTheIndexDoesNotKnow() {
        Bench bench = new Bench()
                .with("u", "{\"_id\": 1, \"a\": 1}", "{\"_id\": 2, \"a\": [1, 2]}", "{\"_id\": 3, \"a\": 1.0}");
        bench.lql("CREATE INDEX a ON u (a)");

        assertThat(bench.jql("{\"count\": \"u\", \"filter\": {\"a\": 1}}"))
                .containsExactly(new Value.Obj(Map.of("count", Value.of(3))));
        assertThat(bench.summary.reads().fromIndexes()).isEqualTo(2);
        assertThat(bench.summary.reads().rowsScanned()).isEqualTo(1);
    }
}
