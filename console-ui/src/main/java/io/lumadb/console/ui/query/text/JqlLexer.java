package io.lumadb.console.ui.query.text;

import java.util.List;
import java.util.Set;

/** JQL: JSON, where the command and {@code $operators} stand out from field names, and those from values. */
final class JqlLexer implements Lexer {

    /** What the first key of a command may be; other documents are just documents. */
    private static final Set<String> COMMANDS = Set.of(
            "find",
            "count",
            "distinct",
            "insert",
            "update",
            "replace",
            "delete",
            "findAndModify",
            "aggregate",
            "createCollection",
            "dropCollection",
            "createIndex",
            "dropIndex",
            "listCollections",
            "explain");

    @Override
    public List<Token> lex(String text) {
        TextCursor cursor = new TextCursor(text);
        int depth = 0;
        boolean commandNext = false;
        while (!cursor.atEnd()) {
            char first = cursor.peek();
            TokenKind kind = next(cursor, commandNext);
            cursor.token(kind);
            if (first == '{' || first == '[') {
                depth++;
                commandNext = first == '{' && depth == 1;
            } else if (first == '}' || first == ']') {
                depth = Math.max(0, depth - 1);
            } else if (kind != TokenKind.SPACE) {
                commandNext = false;
            }
        }
        return cursor.tokens();
    }

    private static TokenKind next(TextCursor cursor, boolean commandNext) {
        char first = cursor.peek();
        if (Character.isWhitespace(first)) {
            cursor.skipWhile(Character::isWhitespace);
            return TokenKind.SPACE;
        }
        if (first == '"') {
            boolean dollar = cursor.peek(1) == '$';
            cursor.skipQuoted('"', false);
            if (cursor.nextVisible() == ':') {
                boolean command =
                        commandNext && COMMANDS.contains(cursor.pending().replace("\"", ""));
                return command ? TokenKind.KEYWORD : dollar ? TokenKind.FUNCTION : TokenKind.NAME;
            }
            return dollar ? TokenKind.PARAMETER : TokenKind.STRING;
        }
        if (TextCursor.isDigit(first) || (first == '-' && TextCursor.isDigit(cursor.peek(1)))) {
            cursor.skip(1);
            cursor.skipNumber();
            return TokenKind.NUMBER;
        }
        if (TextCursor.isWordStart(first)) {
            cursor.skipWhile(TextCursor::isWordPart);
            return switch (cursor.pending()) {
                case "true", "false", "null", "NaN", "Infinity" -> TokenKind.LITERAL;
                default -> TokenKind.STRANGE;
            };
        }
        cursor.skip(1);
        return "{}[],:".indexOf(first) >= 0 ? TokenKind.PUNCTUATION : TokenKind.STRANGE;
    }
}
