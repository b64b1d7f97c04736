package io.lumadb.console.ui.query.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementsTest {

    @Test
    void endsLqlStatementsAtSemicolonsThatAreNotInStringsOrComments() {
        String script = "SELECT ';' AS a; -- not; here\nSELECT 2 /* ; */ ;\n\n;";

        assertThat(texts(QueryLanguage.LQL, script)).containsExactly("SELECT ';' AS a", "SELECT 2");
    }

    @Test
    void endsNqlSentencesAtEmptyLines() {
        assertThat(texts(QueryLanguage.NQL, "find products\nwhere name is \"a;b\"\n\ncount orders; show orders"))
                .containsExactly("find products\nwhere name is \"a;b\"", "count orders", "show orders");
    }

    @Test
    void endsJqlCommandsAtTheirClosingBrace() {
        assertThat(texts(QueryLanguage.JQL, "{\"find\": \"}\"}\n{\"count\": \"c\", \"filter\": {}}"))
                .containsExactly("{\"find\": \"}\"}", "{\"count\": \"c\", \"filter\": {}}");
    }

    @Test
    void findsTheStatementThatHoldsTheCaret() {
        String script = "SELECT 1;\nSELECT 2;\n\nSELECT 3";

        assertThat(at(script, 0)).isEqualTo("SELECT 1");
        assertThat(at(script, 9)).isEqualTo("SELECT 1");
        assertThat(at(script, 10)).isEqualTo("SELECT 2");
        assertThat(at(script, 20)).isEqualTo("SELECT 3");
        assertThat(at(script, script.length())).isEqualTo("SELECT 3");
    }

    @Test
    void findsNoStatementInSpaceAndComments() {
        assertThat(Statements.at(QueryLanguage.LQL, " -- nothing\n", 3)).isEmpty();
    }

    @Test
    void tellsWritesFromReads() {
        assertThat(nature(QueryLanguage.LQL, "-- x\n delete FROM c")).isEqualTo(StatementNature.WRITE);
        assertThat(nature(QueryLanguage.LQL, "SELECT * FROM deletes")).isEqualTo(StatementNature.READ);
        assertThat(nature(QueryLanguage.LQL, "EXPLAIN DELETE FROM c")).isEqualTo(StatementNature.READ);
        assertThat(nature(QueryLanguage.LQL, "EXPLAIN ANALYZE DELETE FROM c")).isEqualTo(StatementNature.WRITE);
        assertThat(nature(QueryLanguage.NQL, "Remove all from orders")).isEqualTo(StatementNature.WRITE);
        assertThat(nature(QueryLanguage.NQL, "find orders")).isEqualTo(StatementNature.READ);
        assertThat(nature(QueryLanguage.JQL, "{\"update\": \"c\", \"set\": {}}"))
                .isEqualTo(StatementNature.WRITE);
        assertThat(nature(QueryLanguage.JQL, "{\"find\": \"update\"}")).isEqualTo(StatementNature.READ);
        assertThat(nature(QueryLanguage.JQL, "{\"explain\": {\"delete\": \"c\"}}"))
                .isEqualTo(StatementNature.READ);
    }

    @Test
    void matchesBracketsButNotThoseInStrings() {
        String text = "SELECT (1, ')', [2])";
        List<Token> tokens = QueryLanguage.LQL.tokens(text);

        assertThat(Brackets.around(tokens, text, 7)).contains(new Brackets.Pair(7, 19));
        assertThat(Brackets.around(tokens, text, 20)).contains(new Brackets.Pair(7, 19));
        assertThat(Brackets.around(tokens, text, 13)).isEmpty();
    }

    @Test
    void turnsLinesIntoCommentsAndBack() {
        String text = "SELECT 1\nFROM c\nWHERE x";

        CommentToggle.Edit on = CommentToggle.of(QueryLanguage.LQL, text, 9, 20).orElseThrow();
        String commented = text.substring(0, on.start()) + on.replacement() + text.substring(on.end());
        CommentToggle.Edit off = CommentToggle.of(QueryLanguage.LQL, commented, 9, commented.length())
                .orElseThrow();

        assertThat(commented).isEqualTo("SELECT 1\n-- FROM c\n-- WHERE x");
        assertThat(commented.substring(0, off.start()) + off.replacement()).isEqualTo(text);
        assertThat(CommentToggle.of(QueryLanguage.JQL, "{}", 0, 0)).isEmpty();
    }

    private static StatementNature nature(QueryLanguage language, String text) {
        return StatementNature.of(language, text);
    }

    private static String at(String script, int caret) {
        return Statements.at(QueryLanguage.LQL, script, caret).orElseThrow().text();
    }

    private static List<String> texts(QueryLanguage language, String script) {
        return Statements.split(language, script).stream()
                .map(StatementRange::text)
                .toList();
    }
}
