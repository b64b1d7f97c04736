package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectTest {

    private final Bench bench = new Bench()
            .with(
                    "products",
                    "{\"_id\": 1, \"name\": \"Train\", \"price\": 20, \"category\": \"toys\", \"maker\": {\"city\": \"Ulm\"}}",
                    "{\"_id\": 2, \"name\": \"Ball\", \"price\": 5.5, \"category\": \"toys\"}",
                    "{\"_id\": 3, \"name\": \"Pan\", \"price\": 30, \"category\": \"kitchen\", \"tags\": [\"iron\", \"new\"]}",
                    "{\"_id\": 4, \"name\": \"Mystery\", \"price\": null}",
                    "{\"_id\": 5, \"name\": \"Bowl\", \"price\": 7, \"category\": \"kitchen\"}");

    @Test
    void givesWholeDocumentsWithoutRevision() {
        assertThat(bench.json("SELECT * FROM products WHERE _id = 2"))
                .containsExactly("{\"_id\":2,\"name\":\"Ball\",\"price\":5.5,\"category\":\"toys\"}");
        assertThat(bench.summary.columns()).containsExactly("_id", "name", "price", "category");
    }

    @Test
    void givesTheRevisionWhenAskedByName() {
        assertThat(bench.json("SELECT _id, _rev FROM products WHERE _id = 2"))
                .containsExactly("{\"_id\":2,\"_rev\":1}");
    }

    @Test
    void leavesMissingFieldsOutAndKeepsNulls() {
        assertThat(bench.json("SELECT name, price, category FROM products WHERE _id = 4"))
                .containsExactly("{\"name\":\"Mystery\",\"price\":null}");
        assertThat(bench.summary.columns()).containsExactly("name", "price", "category");
    }

    @Test
    void sortsNullsFirstAndTiesByKey() {
        assertThat(bench.json("SELECT _id FROM products ORDER BY category, price DESC"))
                .containsExactly("{\"_id\":4}", "{\"_id\":3}", "{\"_id\":5}", "{\"_id\":1}", "{\"_id\":2}");
        assertThat(bench.json("SELECT _id FROM products ORDER BY category NULLS LAST LIMIT 3"))
                .containsExactly("{\"_id\":3}", "{\"_id\":5}", "{\"_id\":1}");
    }

    @Test
    void ordersByAliasesAndSkipsRows() {
        assertThat(
                        bench.json(
                                "SELECT name, price * 2 AS twice FROM products WHERE price > 1 ORDER BY twice DESC LIMIT 2 OFFSET 1"))
                .containsExactly("{\"name\":\"Train\",\"twice\":40}", "{\"name\":\"Bowl\",\"twice\":14}");
    }

    @Test
    void groupsWithHavingAndOrdersByAggregates() {
        assertThat(bench.json("SELECT category, COUNT(*) AS n, SUM(price) AS total, AVG(price) AS mean,"
                        + " MIN(name) AS first, MAX(price) AS most FROM products GROUP BY category"
                        + " HAVING n > 1 ORDER BY total DESC"))
                .containsExactly(
                        "{\"category\":\"kitchen\",\"n\":2,\"total\":37,\"mean\":18.5,\"first\":\"Bowl\",\"most\":30}",
                        "{\"category\":\"toys\",\"n\":2,\"total\":25.5,\"mean\":12.75,\"first\":\"Ball\",\"most\":20}");
    }

    @Test
    void aggregatesOverNothingAreOneRow() {
        assertThat(bench.json("SELECT COUNT(*) AS n, SUM(price) AS total FROM products WHERE price > 1000"))
                .containsExactly("{\"n\":0,\"total\":null}");
        assertThat(bench.json("SELECT category, COUNT(*) FROM products WHERE price > 1000 GROUP BY category"))
                .isEmpty();
    }

    @Test
    void countsDistinctAndFiltered() {
        assertThat(bench.json("SELECT COUNT(DISTINCT category) AS c, COUNT(price) AS p,"
                        + " COUNT(*) FILTER (WHERE price > 6) AS dear FROM products"))
                .containsExactly("{\"c\":2,\"p\":4,\"dear\":3}");
    }

    @Test
    void groupsMissingAndNullTogether() {
        bench.with("products", "{\"_id\": 6, \"name\": \"Nothing\", \"category\": null}");

        assertThat(bench.json("SELECT category, COUNT(*) AS n FROM products GROUP BY category ORDER BY n, category"))
                .containsExactly(
                        "{\"category\":null,\"n\":2}",
                        "{\"category\":\"kitchen\",\"n\":2}",
                        "{\"category\":\"toys\",\"n\":2}");
    }

    @Test
    void givesDistinctRowsInOrder() {
        assertThat(bench.json(
                        "SELECT DISTINCT category FROM products WHERE category IS NOT NULL ORDER BY category DESC"))
                .containsExactly("{\"category\":\"toys\"}", "{\"category\":\"kitchen\"}");
        assertThatThrownBy(() -> bench.lql("SELECT DISTINCT category FROM products ORDER BY price"))
                .isInstanceOf(QueryError.class)
                .hasMessageContaining("price");
    }

    @Test
    void computesWithoutASource() {
        assertThat(bench.json("SELECT 1 + 1 AS two, UPPER('a') AS a")).containsExactly("{\"two\":2,\"a\":\"A\"}");
        assertThat(bench.value("NOW()")).isEqualTo(Value.of(Bench.NOW));
    }

    @Test
    void readsByKeyOnlyTheShardOfTheKey() {
        bench.lql("SELECT * FROM products WHERE _id = 3 AND price > 1");

        assertThat(bench.database.scans().getLast().access()).isInstanceOf(Access.ByIds.class);
        assertThat(bench.summary.reads().rowsScanned()).isEqualTo(1);
    }

    @Test
    void readsByIndexWhereThereIsOne() {
        bench.lql("CREATE INDEX by_price ON products (category, price)");

        assertThat(bench.json("SELECT name FROM products WHERE category = 'toys' AND price < 10"))
                .containsExactly("{\"name\":\"Ball\"}");
        assertThat(bench.database.scans().stream()
                        .map(ScanRequest::access)
                        .toList()
                        .getLast())
                .isInstanceOf(Access.ByIndex.class);
        assertThat(bench.summary.reads().rowsScanned()).isEqualTo(1);
    }

    @Test
    void readsNoDocumentForWhatTheIndexHas() {
        bench.lql("CREATE INDEX by_price ON products (category, price)");

        assertThat(bench.json("SELECT _id FROM products WHERE category = 'toys' AND price < 10"))
                .containsExactly("{\"_id\":2}");
        assertThat(bench.summary.reads().rowsScanned()).isZero();
        assertThat(bench.summary.reads().fromIndexes()).isEqualTo(1);
    }

    @Test
    void stopsReadingWhenTheLimitIsReached() {
        String[] many = new String[2000];
        for (int i = 0; i < many.length; i++) {
            many[i] = "{\"n\": " + i + "}";
        }
        bench.with("many", many);

        assertThat(bench.lql("SELECT n FROM many LIMIT 5")).hasSize(5);
        assertThat(bench.summary.reads().rowsScanned()).isLessThan(1000);
    }

    @Test
    void namesUnknownCollectionsWithTheNearestAndTheirPlace() {
        assertThatThrownBy(() -> bench.lql("SELECT * FROM prodcuts")).satisfies(thrown -> {
            QueryError error = (QueryError) thrown;
            assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN_COLLECTION);
            assertThat(error.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("products"));
            assertThat(error.position())
                    .hasValueSatisfying(at -> assertThat(at.offset()).isEqualTo(14));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SELECT name FROM products WHERE lenght(name) > 3              | lenght
                    SELECT UPPER(name, 2) FROM products                           | UPPER
                    SELECT CAST(price AS numbre) FROM products                    | numbre
                    SELECT x.name FROM products AS p JOIN products AS q ON p._id = q._id | x.name
                    SELECT name FROM products AS p JOIN products AS q ON p._id = q._id   | name
                    SELECT d.nmae FROM (SELECT name FROM products) AS d           | nmae
                    SELECT name, COUNT(*) FROM products GROUP BY category         | name
                    SELECT * FROM products WHERE name MATCHES 'a(b'               | a(b
                    SELECT DISTINCT name FROM products ORDER BY price             | price
                    UPDATE products SET _rev = 4                                  | _rev
                    """)
    void saysWhereInTheTextTheProblemIs(String query, String place) {
        assertThatThrownBy(() -> bench.lql(query))
                .satisfies(thrown -> assertThat(((QueryError) thrown).position())
                        .hasValueSatisfying(at -> assertThat(query.substring(at.offset(), at.offset() + at.length()))
                                .isEqualTo(place)));
    }

    @Test
    void refusesCommonTablesThatReadOneAnotherTwiceOverAndOver() {
        String chain = IntStream.rangeClosed(1, 40)
                .mapToObj(i -> ", c" + i + " AS (SELECT x.a FROM c" + (i - 1) + " AS x JOIN c" + (i - 1)
                        + " AS y ON x.a = y.a)")
                .collect(Collectors.joining("", "WITH c0 AS (SELECT 1 AS a)", " SELECT a FROM c40"));

        assertThatThrownBy(() -> bench.lql(chain)).isInstanceOfSatisfying(QueryError.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE);
            assertThat(refused.position()).isPresent();
        });
        assertThat(bench.json(chain.replaceAll(", c7 AS .*", " SELECT a FROM c6")))
                .containsExactly("{\"a\":1}");
    }

    @Test
    void plansListsOfManyValuesInTime() {
        String values = IntStream.range(0, 100_000).mapToObj(Integer::toString).collect(Collectors.joining(", "));

        assertTimeout(
                Duration.ofSeconds(10),
                () -> assertThat(bench.json("SELECT _id FROM products WHERE price IN (" + values + ") ORDER BY _id"))
                        .containsExactly("{\"_id\":1}", "{\"_id\":3}", "{\"_id\":5}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 0x1F AS a", "SELECT 12abc AS a", "SELECT 1_000 AS a", "SELECT 1e400 AS a"})
    void refusesNumbersThatNamesRunInto(String query) {
        assertThatThrownBy(() -> bench.lql(query)).isInstanceOfSatisfying(QueryError.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.SYNTAX_ERROR);
            assertThat(refused.position())
                    .hasValueSatisfying(at -> assertThat(at.offset()).isEqualTo(7));
            assertThat(refused.hint()).isPresent();
        });
    }

    @Test
    void refusesFieldsThatAreNotGrouped() {
        assertThatThrownBy(() -> bench.lql("SELECT name, COUNT(*) FROM products GROUP BY category"))
                .hasMessageContaining("name");
    }

    @Test
    void bindsParametersByPositionAndName() {
        assertThat(bench.ask(
                        Language.LQL,
                        "SELECT name FROM products WHERE price > ? AND category = :kind LIMIT :most",
                        Map.of("1", Value.of(25), "kind", Value.of("kitchen"), "most", Value.of(5))))
                .extracting(row -> row.get("name"))
                .containsExactly(Value.of("Pan"));
        assertThatThrownBy(() ->
                        bench.ask(Language.LQL, "SELECT * FROM products WHERE a = :nmae", Map.of("name", Value.of(1))))
                .isInstanceOf(QueryError.class)
                .hasMessageContaining("nmae");
    }

    @Test
    void failsWithTheBudgetWhenASortIsTooLarge() {
        String[] documents =
                IntStream.range(0, 100).mapToObj(a -> "{\"a\": " + a + "}").toArray(String[]::new);
        Bench small = new Bench(2, 500).with("t", documents);

        assertThatThrownBy(() -> small.lql("SELECT * FROM t ORDER BY a"))
                .isInstanceOfSatisfying(
                        LumaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE))
                .hasMessageContaining("500 bytes");
    }
}
