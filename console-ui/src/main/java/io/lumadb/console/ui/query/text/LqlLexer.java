package io.lumadb.console.ui.query.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** LQL: SQL's words and quotes, {@code --} and block comments, {@code ?} and {@code :name} parameters. */
final class LqlLexer implements Lexer {

    private static final Set<String> KEYWORDS = Set.of(("""
            SELECT DISTINCT ALL FROM WHERE GROUP BY HAVING ORDER ASC DESC NULLS FIRST LAST LIMIT OFFSET AS UNNEST INNER LEFT \
            RIGHT FULL OUTER CROSS JOIN ON USING WITH UNION INTERSECT EXCEPT IN EXISTS ANY SOME OVER PARTITION ROWS \
            RANGE BETWEEN UNBOUNDED PRECEDING FOLLOWING CURRENT ROW AND OR NOT LIKE ILIKE IS CONTAINS STARTS ENDS MATCHES \
            CASE WHEN THEN ELSE END CAST INTERVAL FILTER INSERT INTO VALUES VALUE UPSERT UPDATE SET UNSET DELETE RETURNING \
            CREATE COLLECTION TABLE IF DEFAULT CHECK STRICT FLEXIBLE ALTER SCHEMA DROP TIERING UNIQUE INDEX BTREE HASH \
            FULLTEXT VECTOR EXPLAIN ANALYZE SHOW COLLECTIONS DESCRIBE INDEXES FOR KEEP \
            CURRENT_DATE CURRENT_TIMESTAMP""").split("\\s+"));
    private static final Set<String> LITERALS = Set.of("TRUE", "FALSE", "NULL", "MISSING");
    private static final String OPERATORS = "=<>!+-*/%|";
    private static final String PUNCTUATION = "()[]{},;.";

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
        if (cursor.looksAt("--")) {
            cursor.skipToLineEnd();
            return TokenKind.COMMENT;
        }
        if (cursor.looksAt("/*")) {
            cursor.skip(2);
            cursor.skipPast("*/");
            return TokenKind.COMMENT;
        }
        if (first == '\'') {
            cursor.skipQuoted('\'', true);
            return TokenKind.STRING;
        }
        if (first == '"' || first == '`') {
            cursor.skipQuoted(first, true);
            return TokenKind.NAME;
        }
        if (TextCursor.isDigit(first)) {
            cursor.skipNumber();
            return TokenKind.NUMBER;
        }
        if (first == '?' || (first == ':' && TextCursor.isWordStart(cursor.peek(1)))) {
            cursor.skip(1);
            cursor.skipWhile(TextCursor::isWordPart);
            return TokenKind.PARAMETER;
        }
        if (TextCursor.isWordStart(first)) {
            cursor.skipWhile(TextCursor::isWordPart);
            return word(cursor);
        }
        cursor.skip(1);
        if (OPERATORS.indexOf(first) >= 0) {
            return TokenKind.OPERATOR;
        }
        return PUNCTUATION.indexOf(first) >= 0 || first == ':' ? TokenKind.PUNCTUATION : TokenKind.STRANGE;
    }

    private static TokenKind word(TextCursor cursor) {
        String word = cursor.pending().toUpperCase(Locale.ROOT);
        if (LITERALS.contains(word)) {
            return TokenKind.LITERAL;
        }
        if (KEYWORDS.contains(word)) {
            return TokenKind.KEYWORD;
        }
        return cursor.nextVisible() == '(' ? TokenKind.FUNCTION : TokenKind.NAME;
    }
}
