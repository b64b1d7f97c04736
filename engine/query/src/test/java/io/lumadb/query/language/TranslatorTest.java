package io.lumadb.query.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.StatementMapping;
import org.junit.jupiter.api.Test;

class TranslatorTest {

    private final Languages languages = Languages.standard();
    private final Translator translator = new Translator(languages);

    private Translator.Translated translate(Language from, Language to, String text) {
        return translator.translate(from, to, text, Names.NONE);
    }

    @Test
    void theSameQuestionInThreeLanguagesIsOneStatement() {
        Statement lql = languages
                .of(Language.LQL)
                .parse(
                        "SELECT _id, name FROM products WHERE price > 100 AND category = 'Audio' ORDER BY price DESC LIMIT 5",
                        Names.NONE);
        Statement nql = languages
                .of(Language.NQL)
                .parse(
                        "show _id and name of products where price is over 100 and category is Audio sorted by price descending limit 5",
                        Names.NONE);
        Statement jql = languages.of(Language.JQL).parse("""
                        {"find": "products", "filter": {"price": {"$gt": 100}, "category": "Audio"},
                         "projection": {"name": 1}, "sort": {"price": -1}, "limit": 5}
                        """, Names.NONE);

        assertThat(nql).isEqualTo(lql);
        assertThat(StatementMapping.rules(jql, MatchingRules.SQL)).isEqualTo(lql);
    }

    @Test
    void notesFieldsThatMayHoldArraysAndNegationsOfMissingFields() {
        Translator.Translated translated = translate(
                Language.JQL, Language.LQL, "{\"find\": \"c\", \"filter\": {\"tags\": \"a\", \"b\": {\"$ne\": 1}}}");

        assertThat(translated.text()).isEqualTo("SELECT * FROM c WHERE tags = 'a' AND b != 1");
        assertThat(translated.notes()).hasSize(2);
        assertThat(translated.notes().getFirst()).contains("b, tags").contains("array");
        assertThat(translated.notes().getLast()).startsWith("Documents without b");
    }

    @Test
    void notesNothingBetweenLqlAndNql() {
        Translator.Translated translated = translate(
                Language.LQL, Language.NQL, "SELECT category, COUNT(*) AS count FROM products GROUP BY category");

        assertThat(translated.text()).isEqualTo("count products per category");
        assertThat(translated.notes()).isEmpty();
    }

    @Test
    void turnsNumberedStepsIntoSubscriptsAndSaysSo() {
        Translator.Translated translated =
                translate(Language.JQL, Language.LQL, "{\"find\": \"c\", \"filter\": {\"tags.0\": \"a\"}}");

        assertThat(translated.text()).isEqualTo("SELECT * FROM c WHERE tags[0] = 'a'");
        assertThat(translated.notes()).anyMatch(note -> note.contains("tags.0 became a subscript"));
    }

    @Test
    void namesWhatTheTargetHasNoWordsFor() {
        assertThatThrownBy(() -> translate(Language.LQL, Language.NQL, "SELECT UPPER(name) FROM c"))
                .isInstanceOf(QueryError.class)
                .hasMessageContaining("NQL has no words for the function UPPER");
        assertThatThrownBy(() -> translate(
                        Language.JQL,
                        Language.LQL,
                        "{\"find\": \"c\", \"filter\": {\"a\": {\"$elemMatch\": {\"b\": 1}}}}"))
                .hasMessageContaining("LQL has no words for $elemMatch on a");
        assertThatThrownBy(() -> translate(Language.LQL, Language.JQL, "SELECT * FROM c ORDER BY a NULLS LAST"))
                .hasMessageContaining("JQL has no words for NULLS LAST");
    }

    @Test
    void saysThatDistinctGoesIntoArrays() {
        Translator.Translated lql = translate(Language.JQL, Language.LQL, "{\"distinct\": \"c\", \"key\": \"tags\"}");
        Translator.Translated jql = translate(Language.LQL, Language.JQL, lql.text());

        assertThat(lql.text()).isEqualTo("SELECT DISTINCT tags AS value FROM c");
        assertThat(jql.text()).isEqualTo("{\"distinct\": \"c\", \"key\": \"tags\"}");
        assertThat(lql.notes())
                .containsExactly(
                        "Where tags holds an array, JQL gives each of its elements, and where it is missing nothing; LQL gives the whole array, and NULL.");
        assertThat(jql.notes()).isEqualTo(lql.notes());
    }

    @Test
    void groupsOfSeveralKeysTakeMissingForNull() {
        Translator.Translated jql =
                translate(Language.LQL, Language.JQL, "SELECT a, b, COUNT(*) AS n FROM c GROUP BY a, b");

        assertThat(jql.text()).contains("{\"a\": {\"$ifNull\": [\"$a\", null]}, \"b\": {\"$ifNull\": [\"$b\", null]}}");
        assertThat(translate(Language.JQL, Language.LQL, jql.text()).text())
                .isEqualTo("SELECT a, b, COUNT(*) AS n FROM c GROUP BY a, b");
        assertThat(translate(
                                Language.JQL,
                                Language.LQL,
                                "{\"aggregate\": \"c\", \"pipeline\": [{\"$group\": {\"_id\": {\"i\": \"$it\"}}}]}")
                        .text())
                .isEqualTo("SELECT {i: it} AS _id FROM c GROUP BY {i: it}");
    }

    @Test
    void groupsBecomePipelines() {
        assertThat(translate(
                                Language.LQL,
                                Language.JQL,
                                "SELECT k, AVG(p) AS m FROM c GROUP BY k HAVING COUNT(*) > 1 ORDER BY m DESC")
                        .text())
                .isEqualTo("""
                        {
                          "aggregate": "c",
                          "pipeline": [
                            {"$group": {"_id": "$k", "m": {"$avg": "$p"}, "a2": {"$sum": 1}}},
                            {"$match": {"a2": {"$gt": 1}}},
                            {"$project": {"_id": 0, "k": "$_id", "m": 1}},
                            {"$sort": {"m": -1}}
                          ]
                        }""");
    }
}
