package io.lumadb.query.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.query.statement.Statement;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is formatted means what it meant, and formatting it again changes nothing. */
class FormatterTest {

    private static final Languages LANGUAGES = Languages.standard();

    @Test
    void putsEachClauseOnItsLine() {
        assertThat(
                        Formatter.format(
                                Language.LQL,
                                "select name,price  from products where price<50 and active=true order by rating desc limit 20;"))
                .isEqualTo("""
                        SELECT name, price
                        FROM products
                        WHERE price < 50 AND active = TRUE
                        ORDER BY rating DESC
                        LIMIT 20;""");
    }

    @Test
    void breaksWhatIsTooWideAtCommasAndBeforeConditions() {
        assertThat(
                        Formatter.format(
                                Language.LQL,
                                "SELECT a_rather_long_name_of_a_field, another_rather_long_name_of_a_field, round(total_amount_paid * 1.19, 2) AS gross"
                                        + " FROM orders WHERE a_rather_long_name_of_a_field BETWEEN 1 AND 2 AND another_rather_long_name_of_a_field LIKE 'x%' OR total_amount_paid > 3"))
                .isEqualTo("""
                        SELECT a_rather_long_name_of_a_field,
                          another_rather_long_name_of_a_field,
                          round(total_amount_paid * 1.19, 2) AS gross
                        FROM orders
                        WHERE a_rather_long_name_of_a_field BETWEEN 1 AND 2
                          AND another_rather_long_name_of_a_field LIKE 'x%'
                          OR total_amount_paid > 3""");
    }

    @Test
    void keepsCommentsNamesAndStrings() {
        assertThat(Formatter.format(Language.LQL, """
                        -- the dear ones
                        select o.Order, "select", 'from   here' /* kept */ from orders as o -- all of them
                        where o.price > :least; -- done
                        delete from old""")).isEqualTo("""
                        -- the dear ones
                        SELECT o.Order, "select", 'from   here' /* kept */
                        FROM orders AS o -- all of them
                        WHERE o.price > :least; -- done

                        DELETE FROM old""");
    }

    @Test
    void laysOutCommandsWithoutTouchingNumbersAndStrings() {
        assertThat(Formatter.format(Language.JQL, "{ \"find\":\"t\",\"filter\" : {\"a\":1.0, \"b\":\"x:  y\"} }"))
                .isEqualTo("{\"find\": \"t\", \"filter\": {\"a\": 1.0, \"b\": \"x:  y\"}}");
        assertThat(
                        Formatter.format(
                                Language.JQL,
                                "{\"find\":\"a_collection_with_a_rather_long_name\",\"filter\":{\"a_field\":{\"$gt\":5}},\"projection\":{\"a\":1},\"limit\":10}"))
                .isEqualTo("""
                        {
                          "find": "a_collection_with_a_rather_long_name",
                          "filter": {"a_field": {"$gt": 5}},
                          "projection": {"a": 1},
                          "limit": 10
                        }""");
    }

    @Test
    void putsOneSpaceBetweenWords() {
        assertThat(Formatter.format(Language.NQL, "find  products   where name is \"a  b\""))
                .isEqualTo("find products where name is \"a  b\"");
    }

    @Test
    void refusesWhatDoesNotParse() {
        assertThatThrownBy(() -> Formatter.format(Language.LQL, "SELECT FROM t"))
                .isInstanceOf(QueryError.class);
        assertThatThrownBy(() -> Formatter.format(Language.JQL, "{\"find\": ")).isInstanceOf(QueryError.class);
    }

    @Property(tries = 600)
    void formattedLqlMeansTheSame(@ForAll("lql") Statement statement) {
        meansTheSame(Language.LQL, statement);
    }

    @Property(tries = 300)
    void formattedJqlMeansTheSame(@ForAll("jql") Statement statement) {
        meansTheSame(Language.JQL, statement);
    }

    @Property(tries = 300)
    void formattedNqlMeansTheSame(@ForAll("nql") Statement statement) {
        meansTheSame(Language.NQL, statement);
    }

    private static void meansTheSame(Language language, Statement statement) {
        String formatted = Formatter.format(language, LANGUAGES.of(language).print(statement));
        assertThat(LANGUAGES.of(language).parse(formatted, Names.NONE))
                .as(formatted)
                .isEqualTo(statement);
        assertThat(Formatter.format(language, formatted)).isEqualTo(formatted);
    }

    @Provide
    Arbitrary<Statement> lql() {
        return statements(Language.LQL);
    }

    @Provide
    Arbitrary<Statement> jql() {
        return statements(Language.JQL);
    }

    @Provide
    Arbitrary<Statement> nql() {
        return statements(Language.NQL);
    }

    private static Arbitrary<Statement> statements(Language language) {
        return Arbitraries.randomValue(random -> new RandomStatements(random, language, false).statement());
    }
}
