package io.lumadb.document.error;

/**
 * What can go wrong, as clients see it. The names are stable: programs match on them. Each has the HTTP status of its
 * RFC 9457 problem body.
 */
public enum ErrorCode {
    SYNTAX_ERROR(400, "The query text cannot be read"),
    BAD_REQUEST(400, "The request cannot be understood"),
    INVALID_QUERY(400, "The query cannot be carried out as written"),
    ARITHMETIC_OVERFLOW(400, "A number is outside its type's range"),
    UNAUTHENTICATED(401, "Log in first"),
    FORBIDDEN(403, "This account may not do that"),
    NOT_FOUND(404, "There is no such thing"),
    UNKNOWN_COLLECTION(404, "There is no such collection"),
    METHOD_NOT_ALLOWED(405, "This path does not take that method"),
    ALREADY_EXISTS(409, "That name is taken"),
    DUPLICATE_KEY(409, "A unique key is taken"),
    CONFLICT(409, "Another write came first"),
    CANCELLED(409, "The query was cancelled"),
    REVISION_MISMATCH(412, "The document has another revision"),
    TOO_LARGE(413, "Too large"),
    SCHEMA_VIOLATION(422, "The document does not fit the schema"),
    RATE_LIMITED(429, "Too many attempts"),
    INTERNAL(500, "The server failed"),
    CORRUPT_DATA(500, "A file of the data directory is damaged"),
    NOT_BUILT_YET(501, "This version does not have that yet"),
    NOT_LEADER(503, "Another node leads this shard"),
    QUORUM_LOST(503, "Too few replicas answer"),
    UNAVAILABLE(503, "Not serving right now"),
    DISK_FULL(503, "The disk is full"),
    TIMEOUT(504, "It took too long");

    private final int httpStatus;
    private final String title;

    ErrorCode(int httpStatus, String title) {
        this.httpStatus = httpStatus;
        this.title = title;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** A short sentence for people, the same for every occurrence (RFC 9457 {@code title}). */
    public String title() {
        return title;
    }

    /**
     * Whether the same request may succeed a moment later without being changed. Not with a full disk: somebody must make
     * room first.
     */
    public boolean retryable() {
        return httpStatus == 503 && this != DISK_FULL || this == RATE_LIMITED;
    }
}
