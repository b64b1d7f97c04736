package io.lumadb.query.language;

/**
 * A piece of a query text.
 *
 * @param offset zero-based, in UTF-16 units
 * @param length in UTF-16 units; 0 at the end of the text
 * @param line one-based
 * @param column one-based
 */
public record TextPosition(int offset, int length, int line, int column) {

    /** The position of a range within a text. */
    public static TextPosition in(String text, int offset, int length) {
        int line = 1;
        int lineStart = 0;
        int end = Math.min(offset, text.length());
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new TextPosition(offset, length, line, end - lineStart + 1);
    }
}
