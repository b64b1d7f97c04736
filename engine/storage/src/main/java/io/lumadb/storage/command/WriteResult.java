package io.lumadb.storage.command;

import io.lumadb.document.error.ErrorCode;

/** What one {@link ShardCommand.Write} came to; the same on every replica. */
public sealed interface WriteResult {

    /** {@code revision} is the new one, 0 after a delete; {@code existed}: there was a document before. */
    record Done(long revision, boolean existed) implements WriteResult {}

    record Failed(ErrorCode code, String detail) implements WriteResult {}
}
