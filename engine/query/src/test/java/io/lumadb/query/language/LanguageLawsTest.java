package io.lumadb.query.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is printed reads back as it was, in every language and through every translation. */
class LanguageLawsTest {

    private static final Languages LANGUAGES = Languages.standard();
    private static final Translator TRANSLATOR = new Translator(LANGUAGES);

    @Property(tries = 2_000)
    void lqlReadsBackWhatItPrints(@ForAll("lql") Statement statement) {
        readsBack(Language.LQL, statement);
    }

    /** What no random statement has is not tested by the laws. */
    @Test
    void randomStatementsOfLqlHaveAllItsConstructs() {
        Random random = new Random(1);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            Statement statement = new RandomStatements(random, Language.LQL, false).statement();
            all.append(LANGUAGES.of(Language.LQL).print(statement)).append('\n');
        }

        String text = all.toString();
        List<String> constructs = new ArrayList<>(List.of(
                " LEFT JOIN ",
                " RIGHT JOIN ",
                " FULL JOIN ",
                " CROSS JOIN ",
                " JOIN (",
                "UNNEST(",
                "FROM (SELECT ",
                "WITH ",
                " UNION ALL ",
                " INTERSECT ",
                " EXCEPT ",
                " = ANY (",
                " = ALL (",
                "EXISTS (",
                " NOT IN (SELECT ",
                " OVER (PARTITION BY ",
                " ROWS BETWEEN ",
                " RANGE BETWEEN INTERVAL '",
                " FILTER (WHERE ",
                " NULLS LAST",
                "COUNT(DISTINCT ",
                " RETURNING *",
                " SET SCHEMA (",
                " DROP SCHEMA",
                ") STRICT",
                " CHECK (",
                "EXPLAIN ANALYZE WITH "));
        for (Expression.AggregateFunction function : Expression.AggregateFunction.values()) {
            constructs.add(function + "(");
        }
        constructs.removeIf(text::contains);
        assertThat(constructs).as("never drawn").isEmpty();
        assertThat(text).containsPattern("INSERT INTO \\S+ SELECT ");
    }

    @Property(tries = 800)
    void jqlReadsBackWhatItPrints(@ForAll("jql") Statement statement) {
        readsBack(Language.JQL, statement);
    }

    @Property(tries = 800)
    void nqlReadsBackWhatItPrints(@ForAll("nql") Statement statement) {
        readsBack(Language.NQL, statement);
    }

    private static void readsBack(Language language, Statement statement) {
        String text = LANGUAGES.of(language).print(statement);
        assertThat(LANGUAGES.of(language).parse(text, Names.NONE)).as(text).isEqualTo(statement);
    }

    @Property(tries = 500)
    void lqlComesBackFromJqlAsItWas(@ForAll("lqlAndJql") Statement statement) {
        comesBack(Language.JQL, LANGUAGES.of(Language.LQL).print(statement));
    }

    @Property(tries = 500)
    void lqlComesBackFromNqlAsItWas(@ForAll("nql") Statement statement) {
        comesBack(Language.NQL, LANGUAGES.of(Language.LQL).print(statement));
    }

    private static void comesBack(Language through, String text) {
        Translator.Translated there = TRANSLATOR.translate(Language.LQL, through, text, Names.NONE);
        Translator.Translated back = TRANSLATOR.translate(through, Language.LQL, there.text(), Names.NONE);
        assertThat(back.text()).as(there.text()).isEqualTo(text);
    }

    @Provide
    Arbitrary<Statement> lql() {
        return statements(Language.LQL, false);
    }

    @Provide
    Arbitrary<Statement> jql() {
        return statements(Language.JQL, false);
    }

    @Provide
    Arbitrary<Statement> nql() {
        return statements(Language.NQL, false);
    }

    @Provide
    Arbitrary<Statement> lqlAndJql() {
        return statements(Language.JQL, true).map(MatchingForms::sql);
    }

    private static Arbitrary<Statement> statements(Language language, boolean shared) {
        return Arbitraries.randomValue(random -> new RandomStatements(random, language, shared).statement());
    }
}
