package io.lumadb.query.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Bson;
import io.lumadb.document.Json;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fuzzers found, each once. */
class FoundByFuzzingTest {

    private static Statement parse(Language language, String text) {
        return Languages.standard().of(language).parse(text, Names.NONE);
    }

    private static void comesBack(Language language, String text) {
        Statement read = parse(language, text);
        String printed = Languages.standard().of(language).print(read);

        assertThat(parse(language, printed)).as(printed).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"see ``", "find `` where a is 1", "find c where `` is 1"})
    void refusesAnEmptyNameInBackquotes(String sentence) {
        assertThatThrownBy(() -> Languages.standard().of(Language.NQL).parse(sentence, Names.NONE))
                .isInstanceOf(QueryError.class)
                .hasMessageContaining("the name in backquotes is empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'y': {'z': '$d'}}",
                "{'y': {'z': {'w': '$d'}}}",
                "{'y': {'z': '$d', 'v': '$e'}}",
                "{'y': {'z': '$d'}, 'x': '$e'}",
                "{'y': {}}",
                "{'y': {'z': 1}}",
                "{}"
            })
    void readsAGroupsKeyOfObjectsAsItWasWritten(String key) {
        String command = "{'aggregate': 'c', 'pipeline': [{'$group': {'_id': %s, 'n': {'$sum': 1}}}]}".formatted(key);

        comesBack(Language.JQL, command.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"filter': {'%s[': 1}", "sort': {'%s..': 1}", "projection': {'%s[x]': 1}", "filter': {'a.$%s': 1}"
            })
    void quotesNoMoreThanTheStartOfALongName(String part) {
        String command = "{'find': 'c', '%s}".formatted(part.formatted("x".repeat(3_000)));

        assertThatThrownBy(() -> parse(Language.JQL, command.replace('\'', '"')))
                .isInstanceOfSatisfying(
                        QueryError.class,
                        refused -> assertThat(refused.detail()).hasSizeLessThan(300));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'_id': null, '': {'$sum': 1}}", "{'_id': null, 'a.b': {'$sum': 1}}"})
    void refusesAGroupsFieldWithoutAName(String group) {
        String command = "{'aggregate': 'c', 'pipeline': [{'$group': %s}]}".formatted(group);

        assertThatThrownBy(() -> parse(Language.JQL, command.replace('\'', '"')))
                .isInstanceOf(QueryError.class)
                .hasMessageContaining("a group's field cannot be called");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'distinct': 'c', 'key': '$dayOfMontha.b'}",
                "{'distinct': 'c', 'key': 'a.$'}",
                "{'aggregate': 'c', 'pipeline': [{'$set': {'m': {'$avg': {'': '$a .$filter$ROOT'}}}}]}",
                "{'aggregate': 'c', 'pipeline': [{'$set': {'m': '$$ROOT.$a'}}]}",
                "{'aggregate': 'c', 'pipeline': [{'$unwind': '$a.$b'}]}",
                "{'find': 'c', 'sort': {'a.$b': 1}}",
                "{'find': 'c', 'filter': {'a.$x': 1}}",
                "{'aggregate': 'c', 'pipeline': [{'$lookup': {'from': 'd', 'localField': '$a', 'foreignField': 'b', 'as': 'r'}}]}"
            })
    void refusesPathsWithADollarSign(String command) {
        assertThatThrownBy(() -> parse(Language.JQL, command.replace('\'', '"')))
                .isInstanceOf(QueryError.class)
                .hasMessageContaining("a name in it begins with $");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$set': {'_id': {'y': {'}$year': '$d'}}}}",
                "{'$set': {'a[b': {'y': {'}$year': '$d', 'c.d (e)': 2}}}}",
                "{'$set': {'address': {'zip code': '$z', 'city': '$c'}, 'n': 1}}",
                "{'$set': {'a': {'b': 1, '} c': {'d': '$e', '(f)': '$g'}}}}",
                "{'$project': {'x': {'%co[n': {'a': 1, 'b': -1}, 'u,n': {'if': {'g': ['$n', 1]}}}}}",
                "{'$project': {'x.y': 1, 'x': {'a.b (c)': {'d.e': 1}}, 'z': '$f'}}",
                "{'$project': {'a': {'zip code': '$z', 'kept': 1}, 'b c': '$d'}}"
            })
    void readsFieldsBelowOthersWhoseNamesAreNoPathsAsTheyWereWritten(String stage) {
        String command = "{'aggregate': 'c', 'pipeline': [%s]}".formatted(stage);

        comesBack(Language.JQL, command.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a FROM c GROUP BY - 0 ORDER BY e",
                "SELECT a FROM c GROUP BY a, (7)",
                "SELECT a FROM c ORDER BY (1) DESC, -1"
            })
    void printsANumberThatIsNoOrdinalAsNone(String query) {
        comesBack(Language.LQL, query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT DISTINCT a - COUNT(*) AS n FROM c GROUP BY 1",
                "SELECT RANK() OVER (ORDER BY a) FROM c GROUP BY 1"
            })
    void refusesAnAggregateThatAnOrdinalMeansAsAKeyOfGroups(String query) {
        assertThatThrownBy(() -> parse(Language.LQL, query))
                .isInstanceOf(QueryError.class)
                .hasMessageContaining("cannot stand in GROUP BY");
    }

    @Test
    void refusesAVectorsComponentThatIsNoFloat() {
        assertThatThrownBy(() -> Json.parse("{\"$vector\": [0, 1e4000]}"))
                .isInstanceOf(LumaException.class)
                .hasMessageContaining("within the range of a float");
    }

    @Test
    void refusesAVectorThatIsAnObject() {
        assertThatThrownBy(() -> Json.parse("{\"$vector\": {\"base\": \"00\"}}"))
                .isInstanceOf(LumaException.class)
                .hasMessageContaining("$vector wants an array of numbers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": \"\\ud83d\"}", "{\"a\": \"\\ude00\\ud83d\"}"})
    void storesNoTextThatWouldComeBackAsAnother(String document) {
        assertThatThrownBy(() -> Bson.encode(Json.parseObject(document)))
                .isInstanceOf(LumaException.class)
                .hasMessageContaining("half of a surrogate pair");
    }
}
