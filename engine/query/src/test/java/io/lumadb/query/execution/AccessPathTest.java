package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import io.lumadb.document.catalog.IndexDefinition.Kind;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.language.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way to the documents is chosen, by what is known of 10,000 of them. */
class AccessPathTest {

    private static final int DOCUMENTS = 10_000;
    private static final Bench BENCH = new Bench(2, 256 * 1024 * 1024);

    /** Six of ten are paid, one in a hundred is lost; 1,000 makers, 100 areas of them; days ascend with the key. */
    @BeforeAll
    static void fill() {
        BENCH.database.createCollection("t", Optional.empty(), false);
        index(1, "status", false, Kind.BTREE, "status");
        index(2, "maker", false, Kind.BTREE, "maker");
        index(3, "area_day", false, Kind.BTREE, "area", "day");
        index(4, "day_desc", true, Kind.BTREE, "day");
        index(5, "serial", false, Kind.HASH, "serial");
        index(6, "name", false, Kind.BTREE, "name");
        index(7, "tags", false, Kind.BTREE, "tags");
        List<Mutation> inserts = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            Map<String, Value> fields = new LinkedHashMap<>();
            fields.put("_id", Value.of(i));
            fields.put("status", Value.of(i % 100 == 0 ? "lost" : i % 10 < 6 ? "paid" : "open"));
            fields.put("maker", Value.of(i * 7919L % 1_000));
            fields.put("area", Value.of(i * 7919L % 100));
            fields.put("day", Value.of(i / 10));
            fields.put("serial", Value.of("s" + i));
            fields.put("name", Value.of("name" + i * 7919L % DOCUMENTS));
            fields.put("tags", Value.array(Value.of(i % 50), Value.of(i % 3)));
            inserts.add(new Mutation.Insert(Document.of(new Value.Obj(fields))));
        }
        BENCH.database.apply("t", inserts);
        BENCH.database.gather("t");
    }

    private static void index(int id, String name, boolean descending, Kind kind, String... paths) {
        List<IndexField> fields = Arrays.stream(paths)
                .map(path -> new IndexField(FieldPath.of(path), descending))
                .toList();
        BENCH.database.createIndex("t", new IndexDefinition(id, name, fields, kind, false, Map.of()));
    }

    private static String plan(String query) {
        return BENCH.engine.explain(Language.LQL, query).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status = 'paid' | from start to end",
                "status = 'lost' | by index 'status' at \"lost\"",
                "status = 'paid' AND maker = 7 | by index 'maker' at 7",
                "status = 'lost' AND maker = 7 | by index 'maker' at 7",
                "status = 'lost' AND maker < 500 | by index 'status' at \"lost\"",
                "maker < 500 | from start to end",
                "maker < 20 | by index 'maker' above null below 20",
                "maker BETWEEN 20 AND 40 | by index 'maker' from 20 up to 40",
                "maker > 20 AND maker > 990 | by index 'maker' above 990",
                "area = 5 | by index 'area_day' at 5",
                "area = 5 AND day > 900 | by index 'area_day' at 5 above 900",
                "area = 5 AND day = 900 | by index 'area_day' at 5, 900",
                "area < 50 AND day = 900 | by index 'day_desc' at 900",
                "area = 5 AND day BETWEEN 10 AND 12 | by index 'area_day' at 5 from 10 up to 12",
                "area < 60 AND day < 600 | from start to end",
                "serial = 's77' | by index 'serial' at \"s77\"",
                "serial > 's77' | from start to end",
                "name LIKE 'name777%' | by index 'name' from \"name777\" below \"name778\"",
                "name LIKE 'name77%' | by index 'name' from \"name77\" below \"name78\"",
                "name LIKE 'name7%' | from start to end",
                "name STARTS WITH 'name7' AND maker = 7 | by index 'maker' at 7",
                "name LIKE 'n%' | from start to end",
                "name LIKE '%7' | from start to end",
                "status <> 'paid' | from start to end",
                "_id = 5 AND status = 'lost' | by the key 5",
                "_id IN (5, 6) | by 2 keys",
                "maker = 7 OR area = 5 | from start to end",
                "maker IN (7, 9, 8, 7) | by index 'maker' in 3 ranges at 7, 8, 9",
                "maker IN (1, 2, 3, 4, 5, 6, 7) | by index 'maker' in 7 ranges at 1, 2, 3, 4, 5 and 2 more",
                "maker = 7 OR 8 = maker OR maker IN (9, 7) | by index 'maker' in 3 ranges at 7, 8, 9",
                "maker IN (7, 8) AND maker > 7 | by index 'maker' in 2 ranges at 7, 8",
                "maker IN (7) | by index 'maker' at 7",
                "maker IN (7, NULL) | from start to end",
                "maker NOT IN (7, 8) | from start to end",
                "status IN ('lost', 'gone') | by index 'status' in 2 ranges at \"gone\", \"lost\"",
                "status IN ('paid', 'open') | from start to end",
                "status IN ('paid', 'lost') AND maker = 7 | by index 'maker' at 7",
                "area = 5 AND day IN (900, 901) | by index 'area_day' at 5, in 2 ranges at 900, 901",
                "serial IN ('s77', 's78') | by index 'serial' in 2 ranges at \"s77\", \"s78\"",
                "tags IN (49, 48) | from start to end",
                "_id = 5 OR _id = 6 | by 2 keys",
                "maker = 7 OR maker > 990 | from start to end",
                "maker = 7 OR maker = area | from start to end",
            })
    void readsTheWayThatIsLeastWork(String condition, String way) {
        assertThat(plan("SELECT * FROM t WHERE " + condition)).contains("Read 't' " + way);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ORDER BY day LIMIT 5 | by index 'day_desc', backwards | index's order by day",
                "ORDER BY day DESC LIMIT 5 | by index 'day_desc' | index's order by day descending",
                "ORDER BY maker LIMIT 5 | by index 'maker' | index's order by maker",
                "ORDER BY maker, serial LIMIT 5 | by index 'maker' | index's order by maker, equal ones by serial",
                "ORDER BY maker DESC LIMIT 5 | by index 'maker', backwards | index's order by maker descending",
                "ORDER BY maker DESC NULLS LAST LIMIT 5 | by index 'maker', backwards | index's order by maker",
                "ORDER BY maker NULLS LAST LIMIT 5 | from start to end | Keep the first 5 rows by maker",
                "ORDER BY serial LIMIT 5 | from start to end | Keep the first 5 rows by serial",
                "ORDER BY maker + 1 LIMIT 5 | from start to end | Keep the first 5 rows by maker + 1",
                "ORDER BY maker | from start to end | Sort by maker",
                "ORDER BY area, day LIMIT 5 | by index 'area_day' | index's order by area, day",
                "ORDER BY area, day DESC LIMIT 5 | by index 'area_day' | order by area, equal ones by day descending",
                "WHERE area = 5 ORDER BY day LIMIT 5 | by index 'area_day' at 5 | index's order by day",
                "WHERE area = 5 ORDER BY day | by index 'area_day' at 5 | Keep the index's order by day",
                "WHERE area = 5 ORDER BY area, day DESC | by index 'area_day' at 5, backwards | order by area, day desc",
                "WHERE maker IN (9, 5) ORDER BY maker | by index 'maker' in 2 ranges at 5, 9 | Keep the index's order by maker",
                "WHERE area = 5 AND day IN (7, 2) ORDER BY day DESC | by index 'area_day' at 5, in 2 ranges at 2, 7, backwards | order by day desc",
                "WHERE maker BETWEEN 20 AND 40 ORDER BY maker | by index 'maker' from 20 up to 40 | Keep the index's order",
                "WHERE status = 'paid' ORDER BY day LIMIT 5 | by index 'day_desc', backwards | index's order by day",
                "WHERE status = 'lost' ORDER BY day LIMIT 50 | by index 'status' at | Keep the first 50 rows by day",
                "WHERE maker = 7 ORDER BY day LIMIT 5 | by index 'maker' at 7 | Keep the first 5 rows by day",
                "ORDER BY day LIMIT 5000 | from start to end | Keep the first 5000 rows by day",
            })
    void takesTheOrderOfAnIndexWhereThatIsLessWork(String clauses, String way, String order) {
        assertThat(plan("SELECT * FROM t " + clauses))
                .contains("Read 't' " + way)
                .contains(order);
    }

    @Test
    void readsTheRangesOfAListInOrderAndEachDocumentOnce() {
        assertThat(BENCH.json(
                        "SELECT maker, COUNT(*) AS n FROM t WHERE maker IN (9, 5, 9.0) GROUP BY maker ORDER BY maker"))
                .containsExactly("{\"maker\":5,\"n\":10}", "{\"maker\":9,\"n\":10}");
        assertThat(BENCH.summary.reads().fromIndexes()).isEqualTo(20);
        assertThat(BENCH.jql("{\"count\": \"t\", \"filter\": {\"tags\": {\"$in\": [49, 1, 2]}}}"))
                .isEqualTo(BENCH.jql("{\"count\": \"t\", \"filter\": {\"$expr\": {\"$gt\": [{\"$size\":"
                        + " {\"$setIntersection\": [\"$tags\", [49, 1, 2]]}}, 0]}}}"));
    }

    @Test
    void stopsReadingWhenEnoughRowsAreInOrder() {
        BENCH.lql("SELECT day FROM t ORDER BY day DESC LIMIT 3");

        assertThat(BENCH.summary.reads().rowsScanned()).isLessThan(1_000);
    }

    /** Thousands of documents have the first value: they are sorted among themselves, and most of them let go. */
    @Test
    void givesTheFirstOfVeryManyEqualOnes() {
        assertThat(plan("SELECT _id FROM t ORDER BY status DESC LIMIT 3")).contains("by index 'status', backwards");
        assertThat(BENCH.json("SELECT _id FROM t ORDER BY status DESC LIMIT 3"))
                .containsExactly("{\"_id\":1}", "{\"_id\":2}", "{\"_id\":3}");
        assertThat(BENCH.json("SELECT _id FROM t ORDER BY status LIMIT 2 OFFSET 99"))
                .containsExactly("{\"_id\":9900}", "{\"_id\":6}");
        assertThat(BENCH.json("SELECT _id FROM t ORDER BY status DESC LIMIT 2 OFFSET 5900"))
                .containsExactly("{\"_id\":6}", "{\"_id\":7}");
    }

    @Test
    void sortsArraysBehindNumbersThoughTheIndexFindsThemByTheirElements() {
        assertThat(plan("SELECT tags FROM t ORDER BY tags LIMIT 2")).contains("by index 'tags'");
        assertThat(BENCH.json("SELECT tags FROM t ORDER BY tags LIMIT 2"))
                .containsExactly("{\"tags\":[0,0]}", "{\"tags\":[0,0]}");
    }

    @Test
    void keepsToTheFormOfTheConditionWhereNothingWasCounted() {
        Bench uncounted = new Bench().with("u", "{\"_id\": 1, \"a\": 1}");
        uncounted.lql("CREATE INDEX a ON u (a)");

        assertThat(uncounted
                        .engine
                        .explain(Language.LQL, "SELECT * FROM u WHERE a > 0")
                        .text())
                .contains("by index 'a' above 0");
    }
}
