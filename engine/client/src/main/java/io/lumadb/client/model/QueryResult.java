package io.lumadb.client.model;

import io.lumadb.document.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a query answers.
 *
 * @param documents the rows; JSON objects in Extended JSON on the wire
 * @param affected documents written or deleted; null for reads
 */
public record QueryResult(
        List<String> columns,
        List<Value.Obj> documents,
        long count,
        boolean truncated,
        @Nullable Long affected,
        @Nullable Long matched,
        @Nullable Long modified,
        @Nullable List<Value> insertedIds,
        @Nullable List<Value> upsertedIds,
        double elapsedMs,
        @Nullable String plan,
        Stats stats) {

    /** {@code byTier}: keys {@code hot}, {@code warm}, {@code cold}. */
    public record Stats(long rowsScanned, long bytesRead, Map<String, TierReads> byTier) {}

    public record TierReads(long rows, long bytes) {}
}
