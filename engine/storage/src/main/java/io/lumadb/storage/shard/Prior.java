package io.lumadb.storage.shard;

import io.lumadb.document.Document;
import io.lumadb.storage.hot.Content;
import java.util.Optional;

/**
 * What a key held before a log entry.
 *
 * @param document the document itself; of a cold one only when an index needs it
 */
record Prior(Content content, Optional<Document> document) {

    static final Prior NOTHING = new Prior(new Content.Gone(), Optional.empty());

    static Prior of(Content content) {
        return new Prior(
                content, content instanceof Content.Live live ? Optional.of(live.document()) : Optional.empty());
    }

    boolean exists() {
        return !(content instanceof Content.Gone);
    }
}
