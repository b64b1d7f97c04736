package io.lumadb.query.lql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import java.util.List;
import org.antlr.v4.runtime.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors say what was found, what was expected, where, and what was probably meant. */
class LqlErrorsTest {

    private final LqlLanguage lql = new LqlLanguage();

    private QueryError error(String text) {
        QueryError error = catchThrowableOfType(QueryError.class, () -> lql.parse(text, Names.NONE));
        assertThat(error).as(text).isNotNull();
        assertThat(error.detail()).doesNotContain("viable").doesNotContain("mismatched");
        return error;
    }

    private static String excerpt(String text, QueryError error) {
        int offset = error.position().orElseThrow().offset();
        return text.substring(offset, offset + error.position().orElseThrow().length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            SELCT * FROM x                          | SELCT  | did you mean SELECT?
            SELECT * FORM products                  | FORM   | did you mean FROM?
            SELECT name FORM products               | FORM   | did you mean FROM?
            SELECT * FROM products WHRE price > 3   | WHRE   | did you mean WHERE?
            SELECT * FROM products ORDR BY price    | ORDR   | did you mean ORDER?
            SELECT * FROM products LIMT 5           | LIMT   | did you mean LIMIT?
            INSRT INTO c VALUE {a: 1}               | INSRT  | did you mean INSERT?
            SELECT a FROM c WHERE a == 1            | =      | equality is written with one =
            SELECT a FROM c WHERE a && b            | &      | write AND
            SELECT a FROM c WHERE a = 'open         | 'open  | the string that begins here has no closing '
            SELECT a FROM c /* open                 | /* open | the comment that begins here has no closing */
            SELECT order FROM c                     | order  | to use order as a name, quote it: "order"
            SELECT * FROM a JOIN b USING (id)       | USING  | name both fields: JOIN b ON a.id = b.id
            SELECT * FROM a NATURAL JOIN b WHERE x  | WHERE  | name the fields: JOIN b ON a.id = b.id
            SELECT * FROM a NATURAL LEFT JOIN b, c  | ,      | name the fields: JOIN b ON a.id = b.id
            WITH RECURSIVE t AS (SELECT 1) SELECT 1 | t      | leave RECURSIVE out; a common table sees the tables before it, never itself
            SELECT * FROM a, LATERAL (SELECT 1) AS b | (     | a derived table does not see the sources before it: use a subquery in SELECT or WHERE, or UNNEST an array
            SELECT TOP 5 name FROM c                | 5      | write LIMIT n at the end of the query
            SELECT a FROM c FETCH FIRST 5 ROWS ONLY | FIRST  | write LIMIT n
            SELECT a FROM c ORDER BY a FETCH FIRST 5 ROWS ONLY | FETCH | write LIMIT n
            SELECT a FROM c LIMIT 5, 10             | ,      | write LIMIT n OFFSET m
            SELECT a FROM c WHERE a ILIKE ANY (SELECT b FROM d) | ( | ^write one condition for each pattern, or MATCHES 'one|other'^
            SELECT a FROM c WHERE a ILIKE ANY ('x') | ANY    | ^write x IN (a, b) for values, and for patterns one condition each, or MATCHES 'one|other'^
            ^SELECT a FROM c WHERE a = 1 || b = 2^  | =      | ^write OR between conditions; || joins texts^
            SELECT a FROM c WHERE a = b = c         | =      | comparisons do not follow one another: join them with AND or OR
            SELECT a::int FROM c                    | :      | to change a value's type write CAST(x AS type)
            SELECT a FROM c WHERE a IS TRUE         | TRUE   | write = TRUE
            SELECT a FROM c WHERE a IS NOT DISTINCT FROM b | DISTINCT | compare with = or !=, and look for NULL with IS NULL
            SELECT a FROM c WHERE a RLIKE 'x'       | RLIKE  | write MATCHES for regular expressions
            SELECT a FROM c WHERE a ~ 'x'           | ~      | write MATCHES for regular expressions
            SELECT a FROM c WHERE a > DATE '2026-01-01' | '2026-01-01' | write TIMESTAMP '2026-01-31' or TIMESTAMP '2026-01-31T12:00:00Z'
            SELECT NOW() - INTERVAL 3 DAY           | 3      | write the number in quotes: INTERVAL '3' day
            SELECT ARRAY[1, 2] FROM c               | ,      | write [a, b] without ARRAY
            SELECT a DIV 2 FROM c                   | 2      | write /: the quotient of two whole numbers is whole
            SELECT a FROM c WHERE a LIKE 'x' ESCAPE '!' | ESCAPE | in a pattern of LIKE a backslash takes the next character as it is
            SELECT DISTINCT ON (a) b FROM c         | ON     | group, and take FIRST(x ORDER BY y) of each group
            TRUNCATE TABLE c                        | TRUNCATE | write DELETE FROM c
            REPLACE INTO c VALUE {a: 1}             | REPLACE | write UPSERT INTO c
            INSERT INTO c (a) VALUES (1) ON CONFLICT DO NOTHING | ON | write UPSERT INTO c
            ALTER TABLE c ADD COLUMN x int          | ADD    | declare all fields anew: ALTER COLLECTION c SET SCHEMA (…)
            CREATE VIEW v AS SELECT 1               | VIEW   | write the query as a common table: WITH v AS (SELECT …)
            INSERT INTO c VALUES (1, 2)             | VALUES | ^name the fields, as in INSERT INTO c (a, b) VALUES (1, 2), or write VALUE {a: 1, b: 2}^
            SHOW TABLES                             | TABLES | write SHOW COLLECTIONS
            DESC c                                  | DESC   | write DESCRIBE c
            USE shop                                | USE    | there is one database: name the collection in each statement
            CREATE TABLE c (id int64 AUTO_INCREMENT) | AUTO_INCREMENT | a document that comes without an _id gets one
            CREATE TABLE c (id int64 PRIMARY KEY)   | PRIMARY | the key of every collection is _id; for others CREATE UNIQUE INDEX i ON c (f)
            CREATE INDEX IF NOT EXISTS i ON c (a)   | NOT    | SHOW INDEXES ON c lists those there are; only collections are made IF NOT EXISTS
            SELECT a FROM c OFFSET 5 LIMIT 1        | LIMIT  | LIMIT stands before OFFSET
            DELETE c WHERE a = 1                    | c      | write DELETE FROM c
            DELETE * FROM c                         | *      | write DELETE FROM c
            SELECT a FROM c WHERE a => 5            | >      | write >=
            SELECT a FROM c WHERE a IN ?            | ?      | ^write x IN (?, ?), one for each value^
            SELECT o['p'] FROM c                    | 'p'    | ^a field of an object is written o.name, or o."other name"^
            SELECT 0x1F                             | 0x1F   | ^numbers are written 12, 1.5 or 1.5e3; a name that begins with a digit stands in double quotes^
            BEGIN                                   | BEGIN  | each statement stands on its own; there are no transactions around several
            """)
    void pointsAtTheWordAndSaysWhatWasMeant(String text, String word, String hint) {
        QueryError error = error(text);

        assertThat(error.code()).isEqualTo(ErrorCode.SYNTAX_ERROR);
        assertThat(excerpt(text, error)).isEqualTo(word);
        assertThat(error.hint()).contains(hint);
    }

    @Test
    void countsLinesColumnsAndUtf16Units() {
        QueryError error = error("SELECT '😀' AS smile,\n  prices[0 FROM c");

        assertThat(error.position().orElseThrow().line()).isEqualTo(2);
        assertThat(error.position().orElseThrow().column()).isEqualTo(12);
        assertThat(error.position().orElseThrow().offset()).isEqualTo(33);
        assertThat(error.detail()).isEqualTo("found 'FROM', expected ']'");
    }

    @Test
    void pointsBehindTheTextWhenItEndsTooSoon() {
        QueryError error = error("SELECT a FROM c WHERE");

        assertThat(error.position().orElseThrow().offset()).isEqualTo(21);
        assertThat(error.position().orElseThrow().length()).isZero();
        assertThat(error.detail()).isEqualTo("found the end of the statement, expected an expression");
    }

    @Test
    void saysThatDoubleQuotesAreForNames() {
        QueryError error = error("INSERT INTO c VALUE {\"name\": \"Bob\"}");

        assertThat(error.hint()).contains("strings stand in single quotes: 'Bob'");
    }

    @Test
    void keepsAggregatesOutOfWhere() {
        assertThat(error("SELECT a FROM c WHERE COUNT(*) > 1").hint()).contains("conditions on groups stand in HAVING");
        assertThat(error("UPDATE c SET a = MAX(b)").hint())
                .contains("ask for it in a query of its own: (SELECT MAX(x) FROM c)");
    }

    @Test
    void refusesADuplicateFieldAndARowOfAnotherLength() {
        assertThat(error("INSERT INTO c VALUE {a: 1, a: 2}").detail()).contains("'a' stands twice");
        assertThat(error("INSERT INTO c (a, b) VALUES (1)").detail()).contains("1 values for 2 fields");
    }

    @Test
    void namesTheNearestPolicyKeyAndType() {
        assertThat(error("ALTER COLLECTION c SET TIERING {warm_polcy: {}}").hint())
                .contains("did you mean warm_policy?");
        assertThat(error("SELECT CAST(a AS strng) FROM c").hint()).contains("did you mean string?");
    }

    @Test
    void refusesErasureCodingOnTheWarmTier() {
        QueryError error = error("ALTER COLLECTION c SET TIERING {warm_policy: {strategy: {type: 'ErasureCoding'}}}");

        assertThat(error.hint().orElseThrow()).contains("replicated by Raft");
    }

    @Test
    void refusesWhatIsNestedTooDeepInsteadOfOverflowing() {
        assertThat(error("SELECT " + "(".repeat(20_000) + "1").code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(error("SELECT " + "[".repeat(20_000)).code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(error("SELECT 1" + " + 1".repeat(20_000)).code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(error("SELECT " + "- ".repeat(20_000) + "1").code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "( | ) | 90",
                "[ | ] | 90",
                "{a: | } | 90",
                "ABS( | ) | 90",
                "SUM( | ) | 90",
                "CASE WHEN  | THEN 1 END | 90",
                "(SELECT | ) | 60",
                "EXISTS (SELECT 1 WHERE | ) | 60",
                "1 IN (SELECT | ) | 60"
            })
    void readsAsManyLevelsAsItSays(String open, String close, int levels) {
        String most = "SELECT " + (open + " ").repeat(levels) + "1" + (" " + close).repeat(levels);
        String more = "SELECT " + (open + " ").repeat(2 * levels) + "1" + (" " + close).repeat(2 * levels);

        assertThat(lql.parse(most, Names.NONE)).isNotNull();
        assertThat(error(more).hint())
                .contains("90 levels of parentheses and literals may stand within one another, 60 of queries");
    }

    @Test
    void reservesExactlyTheWordsThatTheGrammarReserves() {
        Vocabulary words = LqlLexer.VOCABULARY;
        for (int type = LqlLexer.ALL; type <= LqlLexer.WITH; type++) {
            String text = "SELECT 1 AS " + words.getSymbolicName(type);
            boolean name = true;
            try {
                lql.parse(text, Names.NONE);
            } catch (QueryError e) {
                name = false;
            }
            assertThat(TokenNames.isReserved(type))
                    .as(words.getSymbolicName(type))
                    .isEqualTo(!name);
        }
    }

    @Test
    void readsScriptsStatementByStatement() {
        assertThat(lql.parseScript("SELECT 1; -- one\n;DELETE FROM c WHERE a = ';';").stream()
                        .map(lql::print))
                .isEqualTo(List.of("SELECT 1", "DELETE FROM c WHERE a = ';'"));
    }
}
