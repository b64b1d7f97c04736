package io.lumadb.console.ui.query.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Walks through a text and collects tokens. Used by one lexer call on one thread. */
final class TextCursor {

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int start;

    TextCursor(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    /** The character at the cursor; 0 at the end. */
    char peek() {
        return peek(0);
    }

    /** The character so many places on; 0 beyond the end. */
    char peek(int ahead) {
        int at = position + ahead;
        return at < text.length() ? text.charAt(at) : 0;
    }

    boolean looksAt(String expected) {
        return text.startsWith(expected, position);
    }

    void skip(int characters) {
        position = Math.min(text.length(), position + characters);
    }

    void skipWhile(IntPredicate accepted) {
        while (!atEnd() && accepted.test(text.charAt(position))) {
            position++;
        }
    }

    /** Past the next occurrence, or to the end. */
    void skipPast(String mark) {
        int found = text.indexOf(mark, position);
        position = found < 0 ? text.length() : found + mark.length();
    }

    void skipToLineEnd() {
        skipWhile(character -> character != '\n');
    }

    /**
     * From an opening quote to behind its closing one, or to the end.
     *
     * @param doubled a quote inside is written twice; otherwise it follows a backslash
     */
    void skipQuoted(char quote, boolean doubled) {
        skip(1);
        while (!atEnd()) {
            char character = peek();
            if (character == '\\' && !doubled) {
                skip(2);
            } else if (character == quote && doubled && peek(1) == quote) {
                skip(2);
            } else if (character == quote) {
                skip(1);
                return;
            } else {
                skip(1);
            }
        }
    }

    /** Digits, a fraction, an exponent. */
    void skipNumber() {
        skipWhile(TextCursor::isDigit);
        if (peek() == '.' && isDigit(peek(1))) {
            skip(1);
            skipWhile(TextCursor::isDigit);
        }
        if ((peek() == 'e' || peek() == 'E') && (isDigit(peek(1)) || (isSign(peek(1)) && isDigit(peek(2))))) {
            skip(2);
            skipWhile(TextCursor::isDigit);
        }
    }

    /** What lies between the last token and the cursor. */
    String pending() {
        return text.substring(start, position);
    }

    /** The first character behind the cursor that is not space; 0 at the end. */
    char nextVisible() {
        int at = position;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    void token(TokenKind kind) {
        if (position > start) {
            tokens.add(new Token(kind, start, position));
            start = position;
        }
    }

    List<Token> tokens() {
        return tokens;
    }

    static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isSign(char character) {
        return character == '+' || character == '-';
    }

    static boolean isWordStart(int character) {
        return character == '_' || Character.isLetter(character);
    }

    static boolean isWordPart(int character) {
        return character == '_' || Character.isLetterOrDigit(character);
    }
}
