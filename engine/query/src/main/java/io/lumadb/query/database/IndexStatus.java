package io.lumadb.query.database;

import io.lumadb.document.catalog.IndexDefinition;
import java.util.Locale;
import java.util.Optional;

/**
 * An index and how far it is. Only those that are ready are in their collection's definition, for queries to use.
 *
 * @param progress of an index that is being built
 * @param reason why an index could not be built
 */
public record IndexStatus(IndexDefinition index, State state, Optional<Progress> progress, Optional<String> reason) {

    /** The state's name in rows and in the API is its own in small letters. */
    public enum State {
        BUILDING,
        READY,
        FAILED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Documents that are through, of those there are. Counted while writes go on. */
    public record Progress(long documents, long total) {}

    public static IndexStatus ready(IndexDefinition index) {
        return new IndexStatus(index, State.READY, Optional.empty(), Optional.empty());
    }
}
