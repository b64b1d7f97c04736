package io.lumadb.console.ui.query.text;

/** A piece of text, in UTF-16 units: {@code start} inclusive, {@code end} exclusive, never empty. */
public record Token(TokenKind kind, int start, int end) {

    public Token {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a token covers at least one character, not " + start + " to " + end);
        }
    }

    public int length() {
        return end - start;
    }

    /** Space and comments separate what matters. */
    boolean isBlank() {
        return kind == TokenKind.SPACE || kind == TokenKind.COMMENT;
    }
}
