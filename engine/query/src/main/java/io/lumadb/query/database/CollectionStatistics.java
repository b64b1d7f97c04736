package io.lumadb.query.database;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.OptionalLong;

/**
 * What is known of a collection without reading it, for estimates. Counted while writes go on: it may be a few seconds
 * behind, and no result may depend on it.
 *
 * @param documents in all tiers and shards, 0 or more
 * @param bytes BSON bytes of those documents, 0 or more
 * @param belowHot how many of the documents are warm or cold, 0 or more
 */
public record CollectionStatistics(long documents, long bytes, long belowHot) {

    /** Of a collection whose documents are all hot. */
    public CollectionStatistics(long documents, long bytes) {
        this(documents, bytes, 0);
    }

    /** @throws LumaException INTERNAL for a negative amount */
    public CollectionStatistics {
        if (documents < 0 || bytes < 0 || belowHot < 0) {
            throw new LumaException(
                    ErrorCode.INTERNAL,
                    "a collection cannot have " + documents + " documents of " + bytes + " bytes, " + belowHot
                            + " of them below hot",
                    "count from 0");
        }
    }

    /** Bytes of a document of average size, rounded up; empty where there is no document. */
    public OptionalLong averageBytes() {
        return documents == 0 ? OptionalLong.empty() : OptionalLong.of(Math.ceilDiv(bytes, documents));
    }
}
