package io.lumadb.query.execution.operator;

import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.query.execution.QuerySummary.ReadCounts;
import io.lumadb.query.execution.QuerySummary.TierReads;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts documents and bytes read, by tier, and rows that no document was read for. Thread-safe. */
public final class ReadCounter {

    private final Map<Tier, LongAdder> rows = new EnumMap<>(Tier.class);
    private final Map<Tier, LongAdder> bytes = new EnumMap<>(Tier.class);

    private final LongAdder fromIndexes = new LongAdder();
    private final LongAdder skipped = new LongAdder();

    public ReadCounter() {
        for (Tier tier : Tier.values()) {
            rows.put(tier, new LongAdder());
            bytes.put(tier, new LongAdder());
        }
    }

    /** Documents that came together mostly are of one tier. */
    void count(List<StoredDocument> documents) {
        int from = 0;
        while (from < documents.size()) {
            from = documents.get(from).isFromIndex() ? countIndexed(documents, from) : countRead(documents, from);
        }
    }

    private int countIndexed(List<StoredDocument> documents, int from) {
        int to = from;
        while (to < documents.size() && documents.get(to).isFromIndex()) {
            to++;
        }
        fromIndexes.add(to - from);
        return to;
    }

    private int countRead(List<StoredDocument> documents, int from) {
        Tier tier = documents.get(from).tier();
        long run = 0;
        int to = from;
        while (to < documents.size()
                && !documents.get(to).isFromIndex()
                && documents.get(to).tier() == tier) {
            run += documents.get(to).sizeBytes();
            to++;
        }
        adder(rows, tier).add(to - from);
        adder(bytes, tier).add(run);
        return to;
    }

    /** Notes cold segments that were left unread. */
    void skipped(long segments) {
        skipped.add(segments);
    }

    public long rowsScanned() {
        return rows.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Only tiers that something was read from. */
    public ReadCounts counts() {
        Map<Tier, TierReads> byTier = new EnumMap<>(Tier.class);
        long allBytes = 0;
        for (Tier tier : Tier.values()) {
            TierReads reads =
                    new TierReads(adder(rows, tier).sum(), adder(bytes, tier).sum());
            allBytes += reads.bytes();
            if (reads.rows() > 0) {
                byTier.put(tier, reads);
            }
        }
        return new ReadCounts(rowsScanned(), allBytes, byTier, skipped.sum(), fromIndexes.sum());
    }

    private static LongAdder adder(Map<Tier, LongAdder> adders, Tier tier) {
        LongAdder adder = adders.get(tier);
        if (adder == null) {
            throw new IllegalStateException("no counter for " + tier);
        }
        return adder;
    }
}
