package io.lumadb.query.database;

import io.lumadb.document.error.ErrorCode;

/** What became of one mutation. */
public sealed interface WriteOutcome {

    /** Durable. {@code revision} is the new one; 0 after a delete. {@code existed}: there was a document before. */
    record Done(long revision, boolean existed) implements WriteOutcome {}

    /** Nothing changed: DUPLICATE_KEY, REVISION_MISMATCH, NOT_FOUND (replace or delete of an absent key), … */
    record Failed(ErrorCode code, String detail) implements WriteOutcome {}
}
