package io.lumadb.console.ui.query.text;

/**
 * One statement of a script.
 *
 * @param start offset of its first character in the script, in UTF-16 units
 * @param text without the space around it and without its {@code ;}
 */
public record StatementRange(int start, String text) {

    public int end() {
        return start + text.length();
    }
}
