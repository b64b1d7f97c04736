package io.lumadb.query.lql;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.query.language.Names;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What LQL accepts, and how it writes it. */
class LqlParserTest {

    private final LqlLanguage lql = new LqlLanguage();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            select Name from Products where Price>=10                  | SELECT Name FROM Products WHERE Price >= 10
            SELECT p.name FROM products p WHERE p.price <> 3           | SELECT name FROM products AS p WHERE price != 3
            SELECT t.* FROM t                                          | SELECT * FROM t
            SELECT `a b`, "c""d" FROM "my table"                       | SELECT "a b", "c""d" FROM "my table"
            SELECT tags[0], a.select.b, x[-1] FROM c                   | SELECT tags[0], a."select".b, x[-1] FROM c
            SELECT a AS a, a.b AS b, COUNT(*) AS "COUNT(*)" FROM c     | SELECT a, a.b, COUNT(*) FROM c
            SELECT 1 + 2 * 3 - (4 - 5), (1 + 2) * 3, -(-5), - -a       | SELECT 1 + 2 * 3 - (4 - 5), (1 + 2) * 3, -(-5), -(-a)
            SELECT -9223372036854775808, 1e3, 99999999999999999999     | SELECT -9223372036854775808, 1000.0, DECIMAL '99999999999999999999'
            SELECT 'it''s', TIMESTAMP '2026-01-31 10:00:00'            | SELECT 'it''s', TIMESTAMP '2026-01-31T10:00:00Z'
            SELECT CAST(a AS varchar), EXTRACT(YEAR FROM b) FROM c     | SELECT CAST(a AS string), EXTRACT('year', b) FROM c
            SELECT a FROM c WHERE a = 1 AND (b = 2 AND c = 3)          | SELECT a FROM c WHERE a = 1 AND b = 2 AND c = 3
            SELECT a FROM c WHERE NOT (a = 1 OR b = 2)                 | SELECT a FROM c WHERE NOT (a = 1 OR b = 2)
            SELECT a FROM c WHERE NOT a IN (1, 2)                      | SELECT a FROM c WHERE a NOT IN (1, 2)
            SELECT a FROM c ORDER BY a NULLS FIRST, b DESC NULLS FIRST | SELECT a FROM c ORDER BY a, b DESC NULLS FIRST
            SELECT a FROM c WHERE b = ? AND d = :x LIMIT ?             | SELECT a FROM c WHERE b = ?1 AND d = :x LIMIT ?2
            SELECT SUM(DISTINCT a) FILTER (WHERE b > 1) FROM c         | SELECT SUM(DISTINCT a) FILTER (WHERE b > 1) FROM c
            SELECT * EXCEPT (a, b.c), KEEP d.e FROM c                  | SELECT * EXCEPT (a, b.c), KEEP d.e FROM c
            INSERT INTO c (a, b) VALUES (1, [2, NULL]), (?, NOW())     | INSERT INTO c VALUE {a: 1, b: [2, NULL]}, {a: ?1, b: NOW()}
            UPDATE c SET a.b = a.b * 2, n += 1 UNSET q WHERE _id = 'x' | UPDATE c SET a.b = a.b * 2, n += 1 UNSET q WHERE _id = 'x'
            CREATE TABLE c (name text NOT NULL, price decimal CHECK (price>=0)) STRICT | CREATE COLLECTION c (name string NOT NULL, price decimal128 CHECK (price >= 0)) STRICT
            CREATE INDEX i ON c (a) UNIQUE                             | CREATE UNIQUE INDEX i ON c (a)
            CREATE INDEX v ON c (e) USING VECTOR WITH (metric = 'dot', dimensions = 3) | CREATE INDEX v ON c (e) USING VECTOR WITH (dimensions = 3, metric = 'dot')
            explain analyze select * from c;                           | EXPLAIN ANALYZE SELECT * FROM c
            SELECT a -- comment                                        | SELECT a
            """)
    void readsAndWritesCanonically(String text, String canonical) {
        assertThat(lql.print(lql.parse(text, Names.NONE))).isEqualTo(canonical);
    }
}
