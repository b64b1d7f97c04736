package io.lumadb.query.editor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.query.editor.Completion.Kind;
import io.lumadb.query.language.Language;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is offered at the caret, {@code |}, of an LQL script. */
class LqlCompletionTest {

    private final Completer completer = new Completer(Signatures.standard());
    private final Shop shop = new Shop();

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            SEL|                                             ~ SELECT
            SELECT a FROM orders GR|                         ~ GROUP BY
            SELECT a FROM orders WHERE a = 1 OR|             ~ OR, ORDER BY
            SELECT a FROM orders CRO|                        ~ CROSS JOIN
            INS|                                             ~ INSERT INTO
            SELECT a FROM orders ORDER BY a NULLS |          ~ FIRST, LAST
            SELECT SUM(a) OVER (ORDER BY b ROWS BETWEEN UNB| ~ UNBOUNDED
            SELECT SUM(a) OVER (ORDER BY b ROWS 2 |P         ~ PRECEDING, FOLLOWING
            CREATE |                                         ~ UNIQUE INDEX, COLLECTION, INDEX, TABLE
            SELECT a FROM orders LIMIT 5 |                   ~ OFFSET
            """)
    void offersTheWordsThatTheGrammarHasThere(String text, String words) {
        assertThat(words(text)).containsExactlyInAnyOrder(words.split(", "));
    }

    @Test
    void offersWhenFirstBehindCase() {
        assertThat(complete("SELECT CASE | FROM orders").getFirst().text()).isEqualTo("WHEN");
        assertThat(complete("SELECT CASE W|").getFirst().text()).isEqualTo("WHEN");
    }

    private List<String> words(String text) {
        return complete(text).stream()
                .filter(found -> found.kind() == Kind.KEYWORD || found.kind() == Kind.OPERATOR)
                .map(Completion::text)
                .filter(word -> Character.isLetter(word.charAt(0)))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            SELECT * FROM pro|                                                  ~ products
            SELECT st| FROM orders                                              ~ status
            SELECT o.st| FROM orders AS o                                       ~ o.status
            SELECT o.| FROM products p JOIN order_lines o ON p.name = o.sku     ~ o.sku, o."group", o."first name"
            SELECT o.to| FROM products p LEFT JOIN orders o ON TRUE             ~ o.total
            SELECT na| FROM (SELECT name, price * 2 AS twice FROM products) d   ~ name
            SELECT tw| FROM (SELECT name, price * 2 AS twice FROM products) d   ~ twice
            SELECT d.| FROM (SELECT name, price twice FROM products) AS d       ~ d.name, d.twice
            SELECT d.x| FROM (SELECT name, price FROM products) AS d (x, y)     ~ d.x
            WITH t AS (SELECT total AS sum FROM orders) SELECT * FROM t|        ~ t
            WITH t AS (SELECT total AS worth FROM orders) SELECT w| FROM t      ~ worth
            WITH t (a, boo) AS (SELECT total, status FROM orders) SELECT bo| FROM t ~ boo
            SELECT i.| FROM orders o, UNNEST(o.items) AS i                      ~ i.sku, i.qty
            SELECT sk| FROM orders, UNNEST(items) AS i                          ~ sku
            SELECT address.| FROM orders                                        ~ address.city
            UPDATE orders SET to|                                               ~ total
            DELETE FROM orders WHERE cust|                                      ~ customer_id
            INSERT INTO products (na|                                           ~ name
            CREATE INDEX i ON orders (sta|                                      ~ status
            UPDATE orders SET total = 1 RETURNING tot|                          ~ total
            SELECT 1 FROM products WHERE EXISTS (SELECT 1 FROM orders WHERE tot|) ~ total
            SELECT 1 FROM products p WHERE EXISTS (SELECT 1 FROM orders o WHERE p.na|) ~ p.name
            SELECT "gro| FROM order_lines                                       ~ "group"
            SELECT name FROM products; SELECT to| FROM orders; SELECT 1         ~ total
            SELECT status, COUNT(*) AS stock FROM orders GROUP BY status ORDER BY sto| ~ stock
            SELECT status AS state FROM orders GROUP BY st|                     ~ state, status
            SELECT status AS state FROM orders WHERE sta|                       ~ status
            SELECT a, FROM orders WHERE tot|                                    ~ total
            SELECT name FROM products UNION SELECT tot| FROM orders             ~ total
            """)
    void offersTheNamesThatTheStatementGivesAMeaning(String text, String names) {
        assertThat(names(text)).containsExactly(names.split(", "));
    }

    private List<String> names(String text) {
        return complete(text).stream()
                .filter(found -> found.kind() == Kind.FIELD || found.kind() == Kind.COLLECTION)
                .map(Completion::text)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            SELECT * FROM orders WHERE status = '|           ~ 'paid'; 'open'; 'it''s lost'
            SELECT * FROM orders WHERE status = 'o|          ~ 'open'
            SELECT * FROM orders WHERE status = 'o|'         ~ 'open
            SELECT * FROM orders o WHERE o.status <> |       ~ 'paid'; 'open'; 'it''s lost'
            SELECT * FROM orders WHERE status IN ('open', '| ~ 'paid'; 'open'; 'it''s lost'
            SELECT * FROM orders, UNNEST(items) i WHERE i.qty = | ~ 1; 2
            UPDATE orders SET status = 'p|                   ~ 'paid'
            """)
    void offersTheValuesOfAFieldThatHasFew(String text, String values) {
        assertThat(complete(text).stream()
                        .filter(found -> found.kind() == Kind.VALUE)
                        .map(Completion::text))
                .containsExactly(values.split("; "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            SELECT 1 -- comm|
            SELECT /* comm|
            SELECT 1 AS na|
            SELECT 12|
            CREATE COLLECTION na|
            SELECT 'te|
            """)
    void offersNothingWhereNothingIsKnown(String text) {
        assertThat(complete(text)).isEmpty();
    }

    @Test
    void offersFieldsThenAggregatesThenWordsThenFunctions() {
        assertThat(complete("SELECT | FROM products").stream()
                        .map(Completion::kind)
                        .distinct())
                .startsWith(Kind.FIELD, Kind.FUNCTION, Kind.KEYWORD);
        assertThat(complete("SELECT co| FROM products").stream().map(Completion::text))
                .startsWith("COUNT")
                .contains("COALESCE");
        assertThat(complete("SELECT rou| FROM products")).singleElement().satisfies(round -> {
            assertThat(round.text()).isEqualTo("ROUND");
            assertThat(round.detail()).startsWith("(").contains(", [");
            assertThat(round.from()).isEqualTo(7);
        });
    }

    @Test
    void offersOperatorsFirstBehindAFieldOfACondition() {
        assertThat(complete("SELECT * FROM orders WHERE total |").stream()
                        .limit(6)
                        .map(Completion::kind))
                .containsOnly(Kind.OPERATOR);
        assertThat(complete("SELECT total |").getFirst().text()).isEqualTo("FROM");
    }

    @Test
    void offersTypesBehindTheAsOfACastAndAggregatesOnlyWhereTheyCanStand() {
        assertThat(complete("SELECT CAST(price AS str|").stream().map(Completion::text))
                .containsExactly("string");
        assertThat(complete("SELECT * FROM products WHERE su|").stream().map(Completion::text))
                .doesNotContain("SUM");
        assertThat(complete("SELECT name FROM products GROUP BY name HAVING su|").stream()
                        .map(Completion::text))
                .contains("SUM");
        assertThat(complete("SELECT * FROM products WHERE price |").getFirst().text())
                .isEqualTo("=");
    }

    @Test
    void offersNoWindowWordsInASelectList() {
        assertThat(complete("SELECT p| FROM products").stream().map(Completion::text))
                .doesNotContain("PRECEDING", "PARTITION", "PARTITION BY");
    }

    private List<Completion> complete(String textWithCaret) {
        int caret = textWithCaret.indexOf('|');
        return completer.complete(Language.LQL, textWithCaret.replace("|", ""), caret, shop);
    }
}
