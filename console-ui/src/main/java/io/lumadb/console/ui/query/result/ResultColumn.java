package io.lumadb.console.ui.query.result;

/**
 * A column of a result.
 *
 * @param type of the values seen so far, such as {@code string}, or {@code int64 | double}; empty while none was seen
 * @param numeric whether all values seen were numbers
 * @param characters how wide its texts are, about
 */
public record ResultColumn(String name, String type, boolean numeric, int characters) {}
