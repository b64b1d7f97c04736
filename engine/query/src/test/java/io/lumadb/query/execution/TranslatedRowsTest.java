package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Translator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What several sources give in LQL, they give as a pipeline, and as the LQL that it comes back as. */
class TranslatedRowsTest {

    private final Translator translator = new Translator(Languages.standard());

    private final Bench bench = new Bench()
            .with(
                    "c",
                    "{\"_id\": 1, \"k\": \"x\", \"n\": 3, \"t\": [1, 2, 2], \"o\": {\"t\": [\"p\"]}}",
                    "{\"_id\": 2, \"k\": \"y\", \"n\": 5, \"t\": []}",
                    "{\"_id\": 3, \"k\": \"x\", \"n\": 7}",
                    "{\"_id\": 4, \"k\": \"z\", \"n\": 1, \"t\": [{\"a\": 1}, {\"a\": 2}]}")
            .with("d", "{\"_id\": 1, \"n\": 10}", "{\"_id\": 9, \"n\": 3}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT * FROM (SELECT * FROM c ORDER BY n LIMIT 3) AS s WHERE s.n > 1
            SELECT s.k, s.n FROM (SELECT k, n FROM c WHERE n > 1) AS s ORDER BY s.n DESC LIMIT 1
            SELECT s.* FROM (SELECT k, COUNT(*) AS m FROM c GROUP BY k) AS s WHERE s.m > 1
            SELECT k, SUM(s.m) AS t FROM (SELECT k, n * 2 AS m FROM c) AS s GROUP BY k HAVING SUM(s.m) > 5
            SELECT n FROM c UNION ALL SELECT n FROM d
            SELECT * FROM (SELECT n FROM c UNION ALL SELECT n FROM d WHERE n > 5) AS u WHERE n > 4
            SELECT d1.*, e AS t FROM c AS d1 CROSS JOIN UNNEST(d1.t) AS e
            SELECT d1.*, e AS t FROM c AS d1 LEFT JOIN UNNEST(d1.t) AS e ON TRUE
            SELECT _id, x FROM c CROSS JOIN UNNEST(c.t) AS x
            SELECT _id, x FROM c, UNNEST(t) AS x WHERE x > 1
            SELECT _id, x.a FROM c CROSS JOIN UNNEST(t) AS x WHERE x.a IS NOT NULL
            SELECT x, COUNT(*) AS m FROM c CROSS JOIN UNNEST(t) AS x GROUP BY x
            SELECT _id, x FROM c CROSS JOIN UNNEST(o.t) AS x
            SELECT UPPER(k) AS u, COUNT(*) AS m FROM c GROUP BY u
            SELECT SUM(n) AS s, COUNT(*) AS m FROM c WHERE n > 100
            SELECT k, FIRST(n ORDER BY _id) AS f, ARRAY_AGG(n ORDER BY _id) AS a FROM c GROUP BY k
            SELECT _id FROM c WHERE n / 4 = 1
            SELECT _id, n / 2 AS h, n / (n - 3) AS z, ROUND(n + 0.5) AS r, UPPER(q) AS u FROM c
            SELECT _id, LENGTH(t) AS l, ARRAY_LENGTH(n) AS e, ABS(k) AS a, q > 0 AS b, k IN (1, NULL) AS i FROM c
            SELECT _id FROM c WHERE n
            SELECT _id FROM c WHERE NOT n
            SELECT _id FROM c WHERE q = NULL OR n = 3
            SELECT _id, CASE WHEN k > 0 THEN 'more' WHEN n > 4 THEN 'many' END AS d FROM c
            SELECT k, SUM(n) / COUNT(*) AS m FROM c GROUP BY k HAVING SUM(n) / COUNT(*) != 1
            SELECT n / 2 AS h, n / 2 * 10 AS t, COUNT(*) AS m FROM c GROUP BY n / 2 HAVING n / 2 > 0
            """)
    void givesTheSameRowsThereAndBack(String lql) {
        List<String> rows = rows(Language.LQL, lql);

        String jql = translate(Language.LQL, Language.JQL, lql);
        String back = translate(Language.JQL, Language.LQL, jql);

        boolean sumOfNothing = lql.contains("> 100");
        assertThat(rows(Language.JQL, jql)).as(jql).isEqualTo(sumOfNothing ? List.of("{\"m\":0,\"s\":0}") : rows);
        assertThat(rows(Language.LQL, back)).as(back).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT c.k, d.n FROM c JOIN d ON c._id = d._id           | JQL has no words for JOIN
            SELECT n FROM c UNION SELECT n FROM d                    | JQL has no words for UNION
            SELECT n FROM c INTERSECT SELECT n FROM d                | JQL has no words for INTERSECT
            WITH s AS (SELECT n FROM c) SELECT n FROM s              | JQL has no words for WITH
            SELECT k FROM c WHERE n = (SELECT MAX(n) FROM d)         | JQL has no words for a subquery
            SELECT c.*, x FROM c CROSS JOIN UNNEST(t) AS x           | JQL has no words for JOIN
            SELECT s.x FROM (SELECT n FROM c) AS s (x)               | JQL has no words for a derived table with named columns
            SELECT k, STRING_AGG(n, ',') FROM c GROUP BY k           | JQL has no words for STRING_AGG
            SELECT k, MEDIAN(n) FROM c GROUP BY k                    | JQL has no words for MEDIAN
            """)
    void namesWhatAPipelineCannotSay(String lql, String message) {
        assertThatThrownBy(() -> translate(Language.LQL, Language.JQL, lql))
                .isInstanceOf(QueryError.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"$lookup": {"from": "d", "localField": "_id", "foreignField": "_id", "as": "x"}} | LQL has no words for the array of a $lookup or $facet
            {"$facet": {"a": []}}                                                      | LQL has no words for the array of a $lookup or $facet
            {"$unwind": {"path": "$t", "includeArrayIndex": "i"}}                      | LQL has no words for
            {"$unwind": "$o.t"}                                                        | LQL has no words for computing "o.t" in its place
            {"$replaceRoot": {"newRoot": "$o"}}                                        | LQL has no words for $replaceRoot
            {"$group": {"_id": "$k", "m": {"$median": {"input": "$n", "method": "approximate"}}}} | LQL has no words for $median
            """)
    void namesWhatLqlCannotSay(String stage, String message) {
        assertThatThrownBy(() ->
                        translate(Language.JQL, Language.LQL, "{\"aggregate\": \"c\", \"pipeline\": [" + stage + "]}"))
                .isInstanceOf(QueryError.class)
                .hasMessageContaining(message);
    }

    private String translate(Language from, Language to, String text) {
        return translator.translate(from, to, text, Names.NONE).text();
    }

    private List<String> rows(Language language, String text) {
        return bench.ask(language, text, Map.of()).stream()
                .map(TranslatedRowsTest::inOrder)
                .sorted()
                .toList();
    }

    /** NULL and missing are the same to LQL. */
    private static String inOrder(Value.Obj row) {
        Map<String, Value> fields = new TreeMap<>(row.fields());
        fields.values().removeIf(Value::isNull);
        return Json.relaxed(new Value.Obj(fields));
    }
}
