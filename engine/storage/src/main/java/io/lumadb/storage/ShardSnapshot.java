package io.lumadb.storage;

import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.storage.view.IndexComparison;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** One moment of a shard. Reads may block on disk: use it from virtual threads, never from a core loop. */
public interface ShardSnapshot extends AutoCloseable {

    /** The log entry this snapshot stands at. */
    long appliedIndex();

    /** @param countsAsAccess whether the document becomes warmer */
    Optional<StoredDocument> get(int collection, Value id, boolean countsAsAccess);

    /** Every document of a collection: hot, then warm, then cold, each once. */
    default Documents scan(int collection, boolean countsAsAccess) {
        return scan(collection, countsAsAccess, List.of());
    }

    /**
     * The documents of a collection, but for cold ones of segments that have none for which all of this holds. Whoever
     * reads still applies the conditions.
     */
    Documents scan(int collection, boolean countsAsAccess, List<Within> wanted);

    /** Keys of documents in an index range, in index order or its reverse. */
    Iterator<Value> lookup(int collection, int index, IndexRange range);

    /**
     * What an index knows of the documents in a range, in index order or its reverse: the id and the indexed fields of each.
     * Documents of which it does not know that much, those with arrays among them, come whole.
     *
     * @param countsAsAccess whether documents that come whole become warmer; the others are not touched
     */
    Iterator<StoredDocument> covered(int collection, int index, IndexRange range, boolean countsAsAccess);

    /**
     * Holds an index against the documents it is of.
     *
     * @param examples how many differences of each kind to describe, 0 or more
     * @throws io.lumadb.document.error.LumaException NOT_FOUND, or UNAVAILABLE while the index is being built
     */
    IndexComparison compare(int collection, int index, int examples);

    @Override
    void close();

    /**
     * A part of an index, or several.
     *
     * @param equal values of the leading fields
     * @param among values of the field behind them, any of which it may have; empty where that is not said
     * @param low bound of the field behind the equal ones, where none are listed
     * @param high likewise
     */
    record IndexRange(
            List<Value> equal, List<Value> among, Optional<Bound> low, Optional<Bound> high, boolean descending) {
        public IndexRange {
            equal = List.copyOf(equal);
            among = List.copyOf(among);
        }

        /** One part. */
        public IndexRange(List<Value> equal, Optional<Bound> low, Optional<Bound> high, boolean descending) {
            this(equal, List.of(), low, high, descending);
        }
    }

    record Bound(Value value, boolean inclusive) {}

    /** A condition: the value of a top-level field, or an element of it, is of the bounds' kind and within them. */
    record Within(String field, Optional<Bound> low, Optional<Bound> high) {}

    /** Documents on their way. For one thread. */
    interface Documents extends Iterator<StoredDocument> {

        /** How many cold segments were left unread so far. */
        long skippedSegments();
    }
}
