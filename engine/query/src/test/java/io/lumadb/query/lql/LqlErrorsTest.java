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
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
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
