package io.lumadb.query.language;

import java.util.Locale;

/** A piece of a text and what it is, for highlighting. Offsets and lengths are in UTF-16 units. */
public record TextToken(int offset, int length, Kind kind) {

    public enum Kind {
        KEYWORD,
        IDENTIFIER,
        STRING,
        NUMBER,
        OPERATOR,
        COMMENT,
        ERROR;

        /** The name as the API writes it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
