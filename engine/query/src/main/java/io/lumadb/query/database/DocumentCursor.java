package io.lumadb.query.database;

import io.lumadb.document.StoredDocument;
import java.util.List;

/** A read of one shard under way. Used by one thread at a time; close it to release the shard's snapshot. */
public interface DocumentCursor extends AutoCloseable {

    /** The next documents, up to a few hundred; empty at the end. May block on disk. */
    List<StoredDocument> next();

    /** How many cold segments were left unread so far because nothing in them was wanted. */
    default long skippedSegments() {
        return 0;
    }

    @Override
    void close();
}
