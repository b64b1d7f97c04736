package io.lumadb.storage.shard;

import io.lumadb.document.Document;
import io.lumadb.storage.hot.Content;
import java.util.Optional;

/**
 * What a key held before a log entry.
 *
 * @param document the document itself; of a cold one only when an index needs it
 * @param lost whether it is needed and cannot be read any more: more fragments of its segment are lost than may be
 */
record Prior(Content content, Optional<Document> document, boolean lost) {

    static final Prior NOTHING = new Prior(new Content.Gone(), Optional.empty(), false);

    static Prior of(Content content) {
        return new Prior(
                content, content instanceof Content.Live live ? Optional.of(live.document()) : Optional.empty(), false);
    }

    boolean exists() {
        return !(content instanceof Content.Gone);
    }
}
