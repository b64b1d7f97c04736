package io.lumadb.query.editor;

import java.util.Locale;

/**
 * A text that could stand at the caret.
 *
 * @param detail what it is, in a few words; of a function its parameters
 * @param from the offset, in UTF-16 units, from which up to the caret the text replaces what stands there
 */
public record Completion(String text, Kind kind, String detail, int from) {

    public enum Kind {
        KEYWORD,
        COLLECTION,
        FIELD,
        FUNCTION,
        OPERATOR,
        /** A value that the field before the caret is known to have. */
        VALUE;

        /** The name as the API writes it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
