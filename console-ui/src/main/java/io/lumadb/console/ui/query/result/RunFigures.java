package io.lumadb.console.ui.query.result;

import io.lumadb.client.model.QueryResult;
import io.lumadb.client.model.QueryResult.TierReads;
import io.lumadb.document.Tier;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a finished statement cost.
 *
 * @param rows returned
 * @param cut whether there would have been more rows
 * @param affected documents written or deleted; null for reads
 * @param elapsedMs by the server's clock
 * @param byTier what was read where; a tier that is not here was not touched
 */
public record RunFigures(
        long rows,
        boolean cut,
        @Nullable Long affected,
        double elapsedMs,
        long rowsScanned,
        long bytesRead,
        Map<Tier, TierReads> byTier) {

    private static final QueryResult.Stats NO_STATS = new QueryResult.Stats(0, 0, Map.of());
    private static final TierReads NOTHING = new TierReads(0, 0);

    public static RunFigures of(QueryResult result, long rows, boolean cut) {
        QueryResult.Stats stats = Objects.requireNonNullElse(result.stats(), NO_STATS);
        Map<Tier, TierReads> byTier = new java.util.EnumMap<>(Tier.class);
        Map<String, TierReads> named = Objects.requireNonNullElse(stats.byTier(), Map.of());
        for (Tier tier : Tier.values()) {
            TierReads reads = named.get(tier.wireName());
            if (reads != null) {
                byTier.put(tier, reads);
            }
        }
        return new RunFigures(
                rows,
                cut || result.truncated(),
                result.affected(),
                result.elapsedMs(),
                stats.rowsScanned(),
                stats.bytesRead(),
                Map.copyOf(byTier));
    }

    public TierReads reads(Tier tier) {
        return byTier.getOrDefault(tier, NOTHING);
    }
}
