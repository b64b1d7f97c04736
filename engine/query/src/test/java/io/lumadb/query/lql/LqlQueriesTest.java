package io.lumadb.query.lql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins, subqueries, set operations, windows and what writes give back: read, written, and read again. */
class LqlQueriesTest {

    private final LqlLanguage lql = new LqlLanguage();

    private Statement parse(String text) {
        return lql.parse(text, Names.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM a JOIN b ON a.x = b.y",
                "SELECT a.*, b.n AS m FROM a LEFT JOIN b ON a.x = b.y AND b.z > 3 WHERE a.k IS NOT NULL",
                "SELECT * FROM a AS l RIGHT JOIN b AS r ON l.x = r.y FULL JOIN c ON c.z = l.z",
                "SELECT * FROM a CROSS JOIN b CROSS JOIN c",
                "SELECT * FROM a JOIN (b CROSS JOIN c) ON a.x = c.x",
                "SELECT t.n FROM (SELECT COUNT(*) AS n FROM a GROUP BY k) AS t WHERE t.n > 1",
                "SELECT t.m FROM (SELECT x FROM a) AS t (m)",
                "SELECT o._id, i.sku FROM orders AS o CROSS JOIN UNNEST(o.items) AS i",
                "SELECT x FROM a UNION SELECT y FROM b INTERSECT ALL SELECT z FROM c",
                "(SELECT x FROM a UNION ALL SELECT y FROM b) INTERSECT SELECT z FROM c",
                "SELECT x FROM a EXCEPT (SELECT y FROM b EXCEPT SELECT z FROM c) ORDER BY x LIMIT 5 OFFSET 2",
                "(SELECT x FROM a ORDER BY x LIMIT 1) UNION (SELECT y FROM b ORDER BY y LIMIT 1)",
                "WITH t AS (SELECT x FROM a), u (n) AS (SELECT y FROM b) SELECT * FROM t JOIN u ON t.x = u.n",
                "SELECT (SELECT MAX(y) FROM b WHERE k = a.k) AS most FROM a",
                "SELECT x FROM a WHERE x IN (SELECT y FROM b) AND x NOT IN (SELECT z FROM c)",
                "SELECT x FROM a WHERE EXISTS (SELECT 1 FROM b WHERE y = a.x) AND NOT EXISTS (SELECT 1 FROM c)",
                "SELECT x FROM a WHERE x > ALL (SELECT y FROM b) OR x = ANY (SELECT y FROM b)",
                "SELECT x FROM a WHERE ((SELECT 1) + 2) * 3 > x",
                "SELECT ROW_NUMBER() OVER (PARTITION BY k ORDER BY x DESC) AS n FROM a",
                "SELECT SUM(x) OVER (ORDER BY d ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS s FROM a",
                "SELECT AVG(x) OVER (ORDER BY d RANGE BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING), LAG(x, 1, 0) OVER (ORDER BY d) FROM a",
                "SELECT STDDEV(x), VARIANCE(x), MEDIAN(x), PERCENTILE(x, 0.95) FROM a",
                "SELECT FIRST(x ORDER BY d), LAST(x ORDER BY d DESC), ARRAY_AGG(DISTINCT x), STRING_AGG(x, ', ' ORDER BY x) FILTER (WHERE x != '') FROM a",
                "SELECT ARRAY_AGG((SELECT y FROM b) ORDER BY d) FROM a",
                "INSERT INTO a SELECT * FROM b WHERE old = TRUE",
                "UPSERT INTO a (x, y) SELECT p, q FROM b RETURNING _id",
                "INSERT INTO a VALUE {x: 1} RETURNING *",
                "UPDATE a SET x = (SELECT MAX(y) FROM b) WHERE k = 1 RETURNING _id, x",
                "DELETE FROM a WHERE x IN (SELECT y FROM b) RETURNING x",
                "ALTER COLLECTION a SET SCHEMA (x int64 NOT NULL, y string) STRICT",
                "ALTER COLLECTION a DROP SCHEMA",
                "EXPLAIN ANALYZE SELECT * FROM a JOIN b ON a.x = b.y",
                "SELECT SUM(x) OVER (ORDER BY d RANGE BETWEEN INTERVAL '7' day PRECEDING AND INTERVAL '1' month FOLLOWING) FROM a",
                "SELECT CURRENT_DATE, NOW(), \"current_date\", \"CURRENT_TIMESTAMP\"() FROM a",
                "SELECT TRIM(x, y), TRIM(both), TRIM(both.x), POSITION(x, y), SUBSTRING(x, 1), TRY_CAST(x, 'int64') FROM a",
                "SELECT position, substring, trim, leading, for FROM a AS trailing"
            })
    void readsBackWhatItWrites(String text) {
        Statement statement = parse(text);
        String printed = lql.print(statement);

        assertThat(printed).isEqualTo(text);
        assertThat(parse(printed)).isEqualTo(statement);
        String formatted = LqlFormatter.format(text);
        assertThat(parse(formatted)).as(formatted).isEqualTo(statement);
        assertThat(LqlFormatter.format(formatted)).isEqualTo(formatted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM a, b AS c | SELECT * FROM a CROSS JOIN b AS c",
                "SELECT * FROM a, UNNEST(a.t) AS u JOIN b ON b.x = u | SELECT * FROM a CROSS JOIN UNNEST(a.t) AS u JOIN b ON b.x = u",
                "SELECT * FROM a, b RIGHT JOIN c ON b.x = c.x | SELECT * FROM a CROSS JOIN (b RIGHT JOIN c ON b.x = c.x)",
                "select * from a inner join b on a.x = b.x | SELECT * FROM a JOIN b ON a.x = b.x",
                "SELECT * FROM a left outer join b t ON a.x = t.x | SELECT * FROM a LEFT JOIN b AS t ON a.x = t.x",
                "SELECT x FROM a WHERE x = some (SELECT y FROM b) | SELECT x FROM a WHERE x = ANY (SELECT y FROM b)",
                "SELECT NOW() - INTERVAL '3' DAY | SELECT DATE_SUB(NOW(), 3, 'day')",
                "((SELECT x FROM a) UNION DISTINCT (SELECT y FROM b)) ORDER BY x | SELECT x FROM a UNION SELECT y FROM b ORDER BY x",
                "SELECT k, COUNT(*) AS n FROM a GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 3 | SELECT k, COUNT(*) AS n FROM a GROUP BY k ORDER BY n DESC, k LIMIT 3",
                "((SELECT 1)) | SELECT 1",
                "(((SELECT x FROM a))) UNION ((SELECT y FROM b)) LIMIT 1 | SELECT x FROM a UNION SELECT y FROM b LIMIT 1",
                "SELECT x FROM a WHERE EXISTS ((SELECT y FROM b)) | SELECT x FROM a WHERE EXISTS (SELECT y FROM b)",
                "SELECT x FROM ((SELECT y AS x FROM b)) AS t, (((SELECT 1))) AS u | SELECT x FROM (SELECT y AS x FROM b) AS t CROSS JOIN (SELECT 1) AS u",
                "SELECT x FROM a WHERE x IN ((SELECT y FROM b)) | SELECT x FROM a WHERE x IN (SELECT y FROM b)",
                "SELECT x FROM a WHERE x = ANY ((SELECT y FROM b)) | SELECT x FROM a WHERE x = ANY (SELECT y FROM b)",
                "SELECT ((SELECT y FROM b)), UPPER((SELECT y FROM b)), COUNT(((SELECT 1))) FROM a | SELECT (SELECT y FROM b), UPPER((SELECT y FROM b)), COUNT((SELECT 1)) FROM a",
                "WITH t AS ((SELECT 1 AS x)) ((SELECT x FROM t)) | WITH t AS (SELECT 1 AS x) SELECT x FROM t",
                "INSERT INTO a ((SELECT x FROM b)) | INSERT INTO a SELECT x FROM b",
                "INSERT INTO a (x) ((SELECT x FROM b)) | INSERT INTO a (x) SELECT x FROM b",
                "EXPLAIN ((SELECT 1)) | EXPLAIN SELECT 1",
                "SELECT INTERVAL '1' DAY + d FROM a | SELECT DATE_ADD(d, 1, 'day') FROM a",
                "SELECT INTERVAL '1' DAY - INTERVAL '2' HOURS + d - INTERVAL '3' day FROM a | SELECT DATE_SUB(DATE_SUB(DATE_ADD(d, 1, 'day'), 2, 'hours'), 3, 'day') FROM a",
                "SELECT TRIM(LEADING 'x' FROM s), TRIM(BOTH FROM s), TRIM('x' FROM s), trim(trailing from s), TRIM(FROM s) FROM a | SELECT LTRIM(s, 'x'), TRIM(s), TRIM(s, 'x'), RTRIM(s), TRIM(s) FROM a",
                "SELECT SUBSTRING(s FROM 2 FOR 3), SUBSTRING(s FOR 3), POSITION('x' IN s), TRY_CAST(s AS int64) FROM a | SELECT SUBSTRING(s, 2, 3), SUBSTRING(s, 1, 3), POSITION('x', s), TRY_CAST(s, 'int64') FROM a",
                "SELECT CURRENT_TIMESTAMP, CURRENT_DATE() | SELECT NOW(), CURRENT_DATE",
                "SELECT SUM(x) OVER (ORDER BY d ROWS 3 PRECEDING) FROM a | SELECT SUM(x) OVER (ORDER BY d ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) FROM a"
            })
    void readsOtherSpellings(String written, String canonical) {
        assertThat(lql.print(parse(written))).isEqualTo(canonical);
    }

    @Test
    void numbersParametersThroughSubqueriesInTextOrder() {
        Statement.Select select = (Statement.Select)
                parse(
                        "SELECT ? FROM (SELECT x FROM a WHERE x > ?) AS t WHERE t.x IN (SELECT y FROM b WHERE z = ?) AND t.x < ?");

        assertThat(lql.print(select))
                .isEqualTo("SELECT ?1 FROM (SELECT x FROM a WHERE x > ?2) AS t"
                        + " WHERE t.x IN (SELECT y FROM b WHERE z = ?3) AND t.x < ?4");
        assertThat(select.where().orElseThrow()).isInstanceOf(Expression.And.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM a JOIN b | ON",
                "SELECT * FROM (SELECT 1) | alias",
                "SELECT x FROM a WHERE ROW_NUMBER() OVER (ORDER BY x) = 1 | window function cannot stand in WHERE",
                "SELECT RANK() FROM a | RANK needs a window",
                "SELECT UPPER(x) OVER (ORDER BY x) FROM a | UPPER is not a window function",
                "SELECT PERCENTILE(x) FROM a | takes two arguments",
                "SELECT SUM(x ORDER BY y) FROM a | order of the rows does not matter",
                "SELECT INTERVAL '3' day | no value of its own",
                "SELECT NOW() + INTERVAL 'three' day | not a whole number",
                "SELECT x FROM a ORDER BY 2 | there is no item 2 in the SELECT",
                "SELECT *, x FROM a ORDER BY 2 | whose place is certain",
                "SELECT x FROM a UNION SELECT y FROM b ORDER BY 1 | the number 1 is the same for every row",
                "SELECT INTERVAL '3' day - NOW() | no value of its own",
                "SELECT INTERVAL '3' day + INTERVAL '3' day | no value of its own",
                "SELECT x FROM a UNION | SELECT"
            })
    void saysWhatIsWrong(String text, String part) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        QueryError.class,
                        error -> assertThat(error.getMessage() + " " + error.hint())
                                .contains(part));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM a | ' JOIN b ON x = y' | 251 sources in one FROM",
                "SELECT * FROM a | ', b' | 251 sources in one FROM",
                "SELECT 1 | ' UNION SELECT 1' | 251 queries put together",
                "SELECT 1 | ' INTERSECT SELECT 1' | 251 queries put together"
            })
    void refusesMoreInARowThanATreeCanHold(String first, String next, String message) {
        String most = first + next.repeat(249);
        assertThat(parse(lql.print(parse(most)))).isEqualTo(parse(most));
        assertThatThrownBy(() -> parse(most + next))
                .isInstanceOfSatisfying(
                        QueryError.class, error -> assertThat(error).hasMessageContaining(message));
    }
}
