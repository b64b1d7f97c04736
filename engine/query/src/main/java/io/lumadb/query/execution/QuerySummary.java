package io.lumadb.query.execution;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known when a query has ended.
 *
 * @param columns the result's fields in order, for tables; from the statement, or from the first rows
 * @param rows how many were returned
 * @param truncated whether {@code maxRows} cut the result
 * @param affected documents written or deleted; absent for reads
 * @param plan for EXPLAIN
 */
public record QuerySummary(
        List<String> columns,
        long rows,
        boolean truncated,
        Optional<WriteCounts> affected,
        Optional<ExplainedPlan> plan,
        Duration elapsed,
        ReadCounts reads) {

    public QuerySummary {
        columns = List.copyOf(columns);
    }

    /** {@code matched} and {@code modified} are those of updates, {@code affected} counts every document changed. */
    public record WriteCounts(
            long affected, long matched, long modified, List<Value> insertedIds, List<Value> upsertedIds) {
        public WriteCounts {
            insertedIds = List.copyOf(insertedIds);
            upsertedIds = List.copyOf(upsertedIds);
        }
    }

    /**
     * Documents and bytes read, in all and by the tier they came from.
     *
     * @param segmentsSkipped cold segments that were left unread, since nothing in them could be wanted
     * @param fromIndexes rows that an index alone gave: no document was read for them, so they count in no tier
     */
    public record ReadCounts(
            long rowsScanned, long bytesRead, Map<Tier, TierReads> byTier, long segmentsSkipped, long fromIndexes) {
        public ReadCounts {
            byTier = Map.copyOf(byTier);
        }

        /** Reads of documents that skipped nothing. */
        public ReadCounts(long rowsScanned, long bytesRead, Map<Tier, TierReads> byTier) {
            this(rowsScanned, bytesRead, byTier, 0, 0);
        }
    }

    public record TierReads(long rows, long bytes) {}
}
