package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.query.language.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which fields of its documents a plan says it reads. */
class NeededFieldsTest {

    private final Bench bench = new Bench()
            .with("goods", "{\"_id\": 1, \"maker\": 1, \"price\": 2, \"at\": {\"city\": \"Ulm\"}, \"tags\": [1]}")
            .with("makers", "{\"_id\": 1, \"name\": \"Ada\", \"land\": \"DE\"}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT price FROM goods | Read 'goods' from start to end, fields price",
                "SELECT price + 1 AS p FROM goods WHERE at.city = 'Ulm' | 'goods' from start to end, fields price, at.city",
                "SELECT price FROM goods ORDER BY maker | Read 'goods' from start to end, fields price, maker",
                "SELECT COUNT(*) AS n FROM goods | Read 'goods' from start to end, no fields",
                "SELECT maker, SUM(price) AS s FROM goods GROUP BY maker | 'goods' from start to end, fields maker, price",
                "SELECT SUM(price) FILTER (WHERE maker = 1) AS s FROM goods | from start to end, fields price, maker",
                "SELECT d.p FROM (SELECT price AS p, maker FROM goods) AS d | from start to end, fields price, maker",
                "SELECT g.price FROM goods g JOIN makers m ON g.maker = m._id AND m.land <> g.at.city"
                        + " | Read 'goods' from start to end, fields price, maker, at.city",
                "SELECT m.name FROM goods g JOIN makers m ON g.maker = m._id"
                        + " | Read 'makers' from start to end, fields name, _id",
                "SELECT m.* FROM goods g JOIN makers m ON g.maker = m._id | 'goods' from start to end, fields maker",
                "SELECT x FROM goods g, UNNEST(g.tags) AS x WHERE g.price > 1 | fields tags, price",
                "SELECT price, ROW_NUMBER() OVER (ORDER BY maker) AS r FROM goods | fields price, maker",
                "SELECT name FROM makers WHERE _id IN (SELECT maker FROM goods) | 'goods' from start to end, fields maker",
            })
    void readsWhatIsAskedForAndNoMore(String query, String scan) {
        assertThat(bench.engine.explain(Language.LQL, query).text()).contains(scan);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM goods WHERE price > 1",
                "SELECT g.* FROM goods g",
                "SELECT DISTINCT * FROM goods",
                "DELETE FROM goods WHERE price = 1",
            })
    void readsWholeDocumentsWhereTheyAreAskedFor(String query) {
        assertThat(bench.engine.explain(Language.LQL, query).text())
                .contains("Read 'goods' from start to end")
                .doesNotContain("fields price")
                .doesNotContain(", no fields");
    }
}
