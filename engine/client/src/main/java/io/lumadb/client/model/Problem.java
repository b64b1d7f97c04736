package io.lumadb.client.model;

import org.jspecify.annotations.Nullable;

/** An RFC 9457 problem body. {@code position} points into the query text. */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable String hint,
        @Nullable Position position) {

    /** Zero-based offset and length in UTF-16 units; one-based line and column. */
    public record Position(int offset, int length, int line, int column) {}
}
