package io.lumadb.query.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.StatementMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT price / stock AS x FROM c         | {"find": "c", "projection": {"_id": 0, "x": {"$lql": "price / stock"}}}
            SELECT [UPPER(a), b] AS x FROM c         | {"find": "c", "projection": {"_id": 0, "x": [{"$lql": "UPPER(a)"}, "$b"]}}
            SELECT COALESCE(a, 0) AS x FROM c        | {"find": "c", "projection": {"_id": 0, "x": {"$ifNull": ["$a", 0]}}}
            SELECT COALESCE(a, b) AS x FROM c        | {"find": "c", "projection": {"_id": 0, "x": {"$lql": "COALESCE(a, b)"}}}
            SELECT _id FROM c WHERE stock / 100 = 1  | {"find": "c", "filter": {"$expr": {"$lql": "stock / 100 = 1"}}, "projection": {"_id": 1}}
            SELECT _id FROM c WHERE a = NULL         | {"find": "c", "filter": {"$expr": {"$lql": "a = NULL"}}, "projection": {"_id": 1}}
            SELECT _id FROM c WHERE NOT (a > b OR a) | {"find": "c", "filter": {"$expr": {"$lql": "NOT (a > b OR a)"}}, "projection": {"_id": 1}}
            INSERT INTO c VALUE {a: 7} RETURNING a / 2 AS h | {"insert": "c", "documents": [{"a": 7}], "returning": {"_id": 0, "h": {"$lql": "a / 2"}}}
            UPDATE c SET n = 7 / 2                   | {"update": "c", "set": {"n": {"$expr": {"$lql": "7 / 2"}}}}
            """)
    void leavesWhatMongoComputesOtherwiseToLql(String lql, String jql) {
        Translator.Translated translated = translate(Language.LQL, Language.JQL, lql);

        assertThat(translated.text().replaceAll("\\s+", " ").replace("{ ", "{").replace(" }", "}"))
                .isEqualTo(jql);
        assertThat(translated.notes()).isEmpty();
        assertThat(translate(Language.JQL, Language.LQL, translated.text()).text())
                .isEqualTo(lql);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"$divide": ["$a", "$b"]}   | a * 1.0 / b                    | $divide cannot take
            {"$divide": ["$a", 2.5]}    | a / 2.5                        | $divide cannot take
            {"$eq": ["$a", null]}       | a IS NULL AND a IS NOT MISSING |
            {"$gt": ["$a", null]}       | a IS NOT NULL                  |
            {"$gt": ["$a", 0]}          | a > 0                          | Where a > 0 cannot be compared
            {"$round": "$a"}            | ROUND(a)                       | JQL's $round rounds halves
            {"$toUpper": "$a"}          | UPPER(a)                       | JQL's $toUpper makes an empty text of null
            {"$multiply": ["$a", 2]}    | a * 2                          | it is a double; in LQL it is an error
            {"$not": ["$a"]}            | NOT a                          | a counts as true in JQL unless
            {"$mod": ["$o.x", 2]}       | o.x % 2                        | Where an array lies on the way to o.x
            """)
    void saysWhereMongosOperatorsComputeOtherwise(String expression, String lql, String note) {
        Translator.Translated translated = translate(
                Language.JQL,
                Language.LQL,
                "{\"find\": \"c\", \"projection\": {\"_id\": 0, \"x\": " + expression + "}}");

        assertThat(translated.text()).isEqualTo("SELECT " + lql + " AS x FROM c");
        if (note == null) {
            assertThat(translated.notes()).isEmpty();
        } else {
            assertThat(translated.notes()).anyMatch(said -> said.contains(note));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COALESCE() AS a FROM c",
                "SELECT VECTOR_DISTANCE() AS a FROM c",
                "SELECT DATE_TRUNC() AS a FROM c",
                "SELECT a FROM c WHERE COALESCE() = 1",
                "SELECT a FROM c ORDER BY ROUND()"
            })
    void translatesCallsWithoutArgumentsOrNamesWhatItCannotSay(String lql) {
        try {
            assertThat(translate(Language.LQL, Language.JQL, lql).text()).isNotBlank();
        } catch (QueryError refused) {
            assertThat(refused.detail()).isNotBlank();
        }
    }

    @Test
    void saysThatNegatedConditionsAlsoFitValuesOfOtherTypes() {
        Translator.Translated translated =
                translate(Language.JQL, Language.LQL, "{\"delete\": \"c\", \"filter\": {\"q\": {\"$ne\": 2}}}");

        assertThat(translated.text()).isEqualTo("DELETE FROM c WHERE q != 2");
        assertThat(translated.notes().getLast())
                .startsWith(
                        "Documents without q, or with a value of another type there, match the negated condition in JQL");
    }

    @Test
    void saysThatCountingUpRefusesNullInJqlAlone() {
        assertThat(translate(Language.LQL, Language.JQL, "UPDATE c SET n += 1").notes())
                .containsExactly("Where n is null, LQL's += counts from 0; JQL's $inc refuses it.");
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
