package io.lumadb.console.ui.query.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** NQL: the words that shape a sentence stand out; what they are about is a name or a value. */
final class NqlLexer implements Lexer {

    private static final Set<String> KEYWORDS = Set.of(("""
            find get show list fetch retrieve select count how many what which add insert create update modify change \
            increase decrease remove delete set where with whose having that have if when sorted ordered order by grouped \
            group per for limit first top skip offset newest oldest ascending descending asc desc similar mentioning about \
            most fewest""").split("\\s+"));
    private static final Set<String> FUNCTIONS =
            Set.of("average", "total", "sum", "minimum", "lowest", "maximum", "highest", "median", "number");
    private static final Set<String> OPERATORS = Set.of(("""
            and or not is are equals equal different greater more larger higher bigger than above over at least less fewer \
            smaller lower below under older younger before after since between in one among contains containing including \
            has starts begins ends matches like empty exists""").split("\\s+"));
    private static final Set<String> LITERALS = Set.of(
            ("today yesterday last past this minutes hours days weeks months minute hour day week month year missing"
                            + " null true false")
                    .split(" "));

    @Override
    public List<Token> lex(String text) {
        TextCursor cursor = new TextCursor(text);
        while (!cursor.atEnd()) {
            cursor.token(next(cursor));
        }
        return cursor.tokens();
    }

    private static TokenKind next(TextCursor cursor) {
        char first = cursor.peek();
        if (Character.isWhitespace(first)) {
            cursor.skipWhile(Character::isWhitespace);
            return TokenKind.SPACE;
        }
        if (first == '"' || first == '\'') {
            cursor.skipQuoted(first, false);
            return TokenKind.STRING;
        }
        if (TextCursor.isDigit(first)) {
            cursor.skipNumber();
            // An ISO date or time hangs together: 2026-03-14T10:00Z.
            cursor.skipWhile(character -> "-:TZ".indexOf(character) >= 0 || TextCursor.isDigit(character));
            return TokenKind.NUMBER;
        }
        if (TextCursor.isWordStart(first)) {
            cursor.skipWhile(TextCursor::isWordPart);
            return word(cursor.pending().toLowerCase(Locale.ROOT));
        }
        cursor.skip(1);
        if ("=<>!".indexOf(first) >= 0) {
            return TokenKind.OPERATOR;
        }
        return "()[],;:.?-%".indexOf(first) >= 0 ? TokenKind.PUNCTUATION : TokenKind.STRANGE;
    }

    private static TokenKind word(String word) {
        if (KEYWORDS.contains(word)) {
            return TokenKind.KEYWORD;
        }
        if (OPERATORS.contains(word)) {
            return TokenKind.OPERATOR;
        }
        if (FUNCTIONS.contains(word)) {
            return TokenKind.FUNCTION;
        }
        return LITERALS.contains(word) ? TokenKind.LITERAL : TokenKind.NAME;
    }
}
