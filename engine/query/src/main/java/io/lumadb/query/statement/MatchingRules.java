package io.lumadb.query.statement;

/** How conditions treat missing fields, arrays and mixed kinds. */
public enum MatchingRules {
    /** LQL and NQL: three-valued logic; a missing field is NULL; comparing different kinds gives NULL. */
    SQL,
    /**
     * JQL: MongoDB's matching. A condition on an array field holds when the whole value or any element fits, dotted
     * paths fan out over arrays, {@code = null} fits missing, and order comparisons look at values of the same kind.
     */
    DOCUMENT
}
