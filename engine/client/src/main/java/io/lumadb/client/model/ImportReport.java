package io.lumadb.client.model;

import java.util.List;

/** What an import did. {@code failed} holds the first 1,000 failures; {@code failures} counts all. */
public record ImportReport(long inserted, long failures, List<Failure> failed) {

    /** {@code line} is 1-based: the line of NDJSON or CSV, the element's position in a JSON array. */
    public record Failure(long line, String code, String detail) {}
}
