package io.lumadb.console.ui.query.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LexerTest {

    @Property(tries = 500)
    void tokensCoverAnyTextExactlyAndInOrder(@ForAll("texts") String text, @ForAll QueryLanguage language) {
        List<Token> tokens = language.tokens(text);

        int end = 0;
        for (Token token : tokens) {
            assertThat(token.start()).isEqualTo(end);
            end = token.end();
        }
        assertThat(end).isEqualTo(text.length());
    }

    @Property(tries = 300)
    void statementsHoldEveryCharacterThatIsNeitherSpaceNorComment(
            @ForAll("texts") String text, @ForAll QueryLanguage language) {
        List<StatementRange> statements = Statements.split(language, text);

        int end = 0;
        for (StatementRange statement : statements) {
            assertThat(statement.start()).isGreaterThanOrEqualTo(end);
            assertThat(text.substring(statement.start(), statement.end())).isEqualTo(statement.text());
            assertThat(statement.text()).isNotBlank();
            end = statement.end();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "SELECT",
                "find",
                "'",
                "\"",
                "`",
                "--",
                "/*",
                "*/",
                ";",
                "\n",
                "\n\n",
                " ",
                "{",
                "}",
                "[",
                "]",
                "\"a\":",
                "$gt",
                "\\",
                "12.5e",
                "2026-01-02",
                ":name",
                "ü",
                "𝄞",
                "?",
                "(",
                ")");
        return Arbitraries.oneOf(pieces, Arbitraries.strings().ofMaxLength(6))
                .list()
                .ofMaxSize(24)
                .map(list -> String.join("", list));
    }

    @Test
    void colorsLql() {
        assertThat(kinds(QueryLanguage.LQL, "SELECT name, COUNT(*) FROM c WHERE a = 'it''s' -- why"))
                .containsExactly(
                        "KEYWORD SELECT",
                        "NAME name",
                        "PUNCTUATION ,",
                        "FUNCTION COUNT",
                        "PUNCTUATION (",
                        "OPERATOR *",
                        "PUNCTUATION )",
                        "KEYWORD FROM",
                        "NAME c",
                        "KEYWORD WHERE",
                        "NAME a",
                        "OPERATOR =",
                        "STRING 'it''s'",
                        "COMMENT -- why");
    }

    @Test
    void colorsNql() {
        assertThat(kinds(QueryLanguage.NQL, "find products where price is less than 50 and name contains \"tea\""))
                .containsExactly(
                        "KEYWORD find",
                        "NAME products",
                        "KEYWORD where",
                        "NAME price",
                        "OPERATOR is",
                        "OPERATOR less",
                        "OPERATOR than",
                        "NUMBER 50",
                        "OPERATOR and",
                        "NAME name",
                        "OPERATOR contains",
                        "STRING \"tea\"");
    }

    @Test
    void tellsJqlCommandsOperatorsFieldsAndValuesApart() {
        assertThat(kinds(
                        QueryLanguage.JQL,
                        "{\"find\": \"c\", \"filter\": {\"a\": {\"$gt\": -1}, \"b\": \"$a\"}, \"x\": true}"))
                .contains(
                        "KEYWORD \"find\"",
                        "STRING \"c\"",
                        "NAME \"filter\"",
                        "NAME \"a\"",
                        "FUNCTION \"$gt\"",
                        "NUMBER -1",
                        "PARAMETER \"$a\"",
                        "LITERAL true");
    }

    private static List<String> kinds(QueryLanguage language, String text) {
        return language.tokens(text).stream()
                .filter(token -> token.kind() != TokenKind.SPACE)
                .map(token -> token.kind() + " " + text.substring(token.start(), token.end()))
                .toList();
    }
}
