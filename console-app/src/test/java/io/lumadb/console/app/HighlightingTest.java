package io.lumadb.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.text.Token;
import io.lumadb.console.ui.query.text.TokenKind;
import io.lumadb.query.language.Highlighter;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.TextToken;
import io.lumadb.query.lql.LqlLexer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console colours a text by itself, at every key; the engine's lexers say what is right. */
class HighlightingTest {

    /** Functions and types, which are names where nothing follows them. */
    private static final Set<String> NAMES_TOO = Set.of(
            "ARRAY_AGG",
            "AVG",
            "COUNT",
            "MAX",
            "MEDIAN",
            "MIN",
            "PERCENTILE",
            "STDDEV",
            "STRING_AGG",
            "SUM",
            "VARIANCE",
            "EXTRACT",
            "POSITION",
            "SUBSTRING",
            "TRIM",
            "TRY_CAST",
            "BINARY",
            "DECIMAL",
            "DOUBLE",
            "TIMESTAMP");

    private static List<String> keywordsOfLql() {
        return IntStream.rangeClosed(1, LqlLexer.VOCABULARY.getMaxTokenType())
                .mapToObj(LqlLexer.VOCABULARY::getSymbolicName)
                .filter(name -> name != null && isKeywordOfLql(name))
                .toList();
    }

    private static boolean isKeywordOfLql(String word) {
        List<TextToken> tokens = Highlighter.highlight(Language.LQL, word);
        return tokens.size() == 1 && tokens.getFirst().kind() == TextToken.Kind.KEYWORD;
    }

    private static TokenKind shown(String word) {
        return QueryLanguage.LQL.tokens(word).getFirst().kind();
    }

    @Test
    void showsEveryKeywordOfLql() {
        List<String> keywords = keywordsOfLql();
        Set<String> plain = new TreeSet<>(keywords);
        plain.removeIf(word -> shown(word) == TokenKind.KEYWORD || shown(word) == TokenKind.LITERAL);

        assertThat(keywords).hasSizeGreaterThan(120);
        assertThat(plain).containsExactlyInAnyOrderElementsOf(NAMES_TOO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"recursive", "escape", "natural", "top", "replace", "lateral", "begin", "serial"})
    void showsWordsOfOtherDialectsAsNames(String word) {
        assertThat(isKeywordOfLql(word)).isFalse();
        assertThat(shown(word)).isEqualTo(TokenKind.NAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT `a b`, \"c\"\"d\", 'it''s' FROM t -- the end\nWHERE x >= 1.5e3 AND y != ?",
                "SELECT a /* b\n c */ FROM t WHERE 'open",
                "SELECT n.größe, 😀 FROM \"half",
                "UPDATE t SET a = :name, b[0] = [1, {x: 2}] || 'c'; /* never closed"
            })
    void cutsLqlWhereTheEngineDoes(String text) {
        List<Integer> starts = QueryLanguage.LQL.tokens(text).stream()
                .filter(token -> token.kind() != TokenKind.SPACE)
                .map(Token::start)
                .toList();

        // The console shows ':name' and '!=' in one piece each, or sign by sign: where pieces start in words and quotes
        // has to agree.
        assertThat(starts)
                .containsAll(Highlighter.highlight(Language.LQL, text).stream()
                        .filter(token -> token.kind() != TextToken.Kind.OPERATOR
                                && (token.offset() == 0 || text.charAt(token.offset() - 1) != ':'))
                        .map(TextToken::offset)
                        .toList());
    }
}
