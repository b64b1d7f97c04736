package io.lumadb.cluster.node;

import io.lumadb.cluster.view.TierAmount;
import io.lumadb.cluster.view.TierAmounts;
import io.lumadb.cluster.view.TieringPreview;
import io.lumadb.cluster.view.TieringPreview.Disk;
import io.lumadb.cluster.view.TieringPreview.HitRatio;
import io.lumadb.cluster.view.TieringPreview.Ram;
import io.lumadb.document.Tier;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.storage.view.ShardView.Amount;
import io.lumadb.storage.view.TierPreview;
import io.lumadb.storage.view.TierPreview.Estimate;
import io.lumadb.storage.view.TierPreview.Hits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Adds up what the shards foresee of a policy. For one thread, once. */
final class Previews {

    private static final double CONFIDENCE = 0.95;
    /** Half of the interval, in standard deviations. */
    private static final double DEVIATIONS = 1.96;
    /** Where there is no cold document yet whose size would tell. */
    private static final double USUAL_COMPRESSION = 0.5;

    private static final double HOUR_MILLIS = 3_600_000;

    private final String collection;
    private final TieringPolicy present;
    private final TieringPolicy policy;
    private final Duration within;
    private final List<TierPreview> shards;

    private record Direction(Tier from, Tier to, String rule) {}

    private record Flowing(Estimate documents, Estimate bytes) {}

    /** {@code present}: the policy in force. */
    Previews(
            String collection, TieringPolicy present, TieringPolicy policy, Duration within, List<TierPreview> shards) {
        this.collection = collection;
        this.present = present;
        this.policy = policy;
        this.within = within;
        this.shards = shards;
    }

    TieringPreview of(long hotBytes, long hotBudget, Instant now) {
        Map<Direction, Flowing> flows = new LinkedHashMap<>();
        for (TierPreview shard : shards) {
            for (TierPreview.Flow flow : shard.flows()) {
                flows.merge(
                        new Direction(flow.from(), flow.to(), flow.rule()),
                        new Flowing(flow.documents(), flow.bytes()),
                        (one, other) -> new Flowing(
                                one.documents().plus(other.documents()),
                                one.bytes().plus(other.bytes())));
            }
        }
        TierAmounts before = new TierAmounts(
                sum(shard -> shard.before().hot()),
                sum(shard -> shard.before().warm()),
                sum(shard -> shard.before().cold()));
        TierAmounts after = after(before, flows);
        Estimate freed = shards.stream().map(TierPreview::ramFreed).reduce(Estimate.NOTHING, Estimate::plus);
        long looked = shards.stream().mapToLong(TierPreview::sampled).sum();
        return new TieringPreview(
                collection,
                within.toSeconds(),
                flows.entrySet().stream()
                        .map(flow -> flow(flow.getKey(), flow.getValue()))
                        .toList(),
                before,
                after,
                new Ram(hotBytes, Math.max(0, hotBytes - Math.round(freed.value())), error(freed), hotBudget),
                new Disk(disk(before), disk(after)),
                hitRatio(now),
                looked,
                before.hot().documents() + before.warm().documents(),
                flows.values().stream().allMatch(flow -> error(flow.documents()) == 0),
                CONFIDENCE,
                assumptions());
    }

    private TierAmount sum(Function<TierPreview, Amount> tier) {
        long documents = 0;
        long bytes = 0;
        long disk = 0;
        for (TierPreview shard : shards) {
            Amount amount = tier.apply(shard);
            documents += amount.documents();
            bytes += amount.bytes();
            disk += amount.diskBytes();
        }
        return new TierAmount(documents, bytes, disk);
    }

    private static long error(Estimate estimate) {
        return (long) Math.ceil(DEVIATIONS * Math.sqrt(estimate.variance()));
    }

    private static TieringPreview.Flow flow(Direction direction, Flowing flow) {
        return new TieringPreview.Flow(
                direction.from().wireName(),
                direction.to().wireName(),
                direction.rule(),
                Math.round(flow.documents().value()),
                error(flow.documents()),
                Math.round(flow.bytes().value()),
                error(flow.bytes()));
    }

    private TierAmounts after(TierAmounts before, Map<Direction, Flowing> flows) {
        double hotDocuments = -out(flows, Tier.HOT, Flowing::documents);
        double hotBytes = -out(flows, Tier.HOT, Flowing::bytes);
        double coldDocuments = out(flows, Tier.WARM, Flowing::documents);
        double coldBytes = out(flows, Tier.WARM, Flowing::bytes);
        double warmBytes = -hotBytes - coldBytes;
        TierAmount warm = before.warm();
        // What is hot is in the files of the warm tier too: only what goes to cold leaves them.
        double perByte = warm.bytes() == 0 ? 1 : (double) warm.diskBytes() / warm.bytes();
        return new TierAmounts(
                plus(before.hot(), hotDocuments, hotBytes, 0),
                plus(warm, -hotDocuments - coldDocuments, warmBytes, perByte * warmBytes),
                plus(before.cold(), coldDocuments, coldBytes, coldBytes * coldDiskPerByte()));
    }

    private static double out(Map<Direction, Flowing> flows, Tier from, Function<Flowing, Estimate> part) {
        return flows.entrySet().stream()
                .filter(flow -> flow.getKey().from() == from)
                .mapToDouble(flow -> part.apply(flow.getValue()).value())
                .sum();
    }

    private static TierAmount plus(TierAmount amount, double documents, double bytes, double disk) {
        return new TierAmount(
                Math.max(0, amount.documents() + Math.round(documents)),
                Math.max(0, amount.bytes() + Math.round(bytes)),
                Math.max(0, amount.diskBytes() + Math.round(disk)));
    }

    private static long disk(TierAmounts tiers) {
        double perByte = tiers.warm().bytes() == 0
                ? 1
                : (double) tiers.warm().diskBytes() / tiers.warm().bytes();
        return Math.round(perByte * tiers.hot().bytes())
                + tiers.warm().diskBytes()
                + tiers.cold().diskBytes();
    }

    /** Bytes on disk for a byte of a document under the policy: compression as it was, copies or parity as they would be. */
    private double coldDiskPerByte() {
        double observed = shards.stream()
                .mapToDouble(TierPreview::coldDiskPerByte)
                .filter(ratio -> ratio > 0)
                .average()
                .orElse(USUAL_COMPRESSION * overhead(present.cold().strategy()));
        return observed
                / overhead(present.cold().strategy())
                * overhead(policy.cold().strategy());
    }

    private static double overhead(ColdStrategy strategy) {
        return switch (strategy) {
            case ColdStrategy.Replication(int factor) -> factor;
            case ColdStrategy.ErasureCoding(int data, int parity) -> (double) (data + parity) / data;
        };
    }

    private @Nullable HitRatio hitRatio(Instant now) {
        List<Hits> hits = new ArrayList<>();
        for (TierPreview shard : shards) {
            if (shard.hits().reads() > 0) {
                hits.add(shard.hits());
            }
        }
        double reads = total(hits, Hits::weighedReads);
        if (reads == 0) {
            return null;
        }
        double ratio = total(hits, Hits::weighedHits) / reads;
        // The variance of a ratio estimate: that of the hits less what the reads explain of them.
        double variance = total(hits, Hits::hitVariance)
                - 2 * ratio * total(hits, Hits::covariance)
                + ratio * ratio * total(hits, Hits::readVariance);
        long since = hits.stream().mapToLong(Hits::fromMillis).min().orElse(now.toEpochMilli());
        double hours = Math.max(1.0 / 60, (now.toEpochMilli() - since) / HOUR_MILLIS);
        return new HitRatio(
                total(hits, Hits::recordedHits) / reads,
                ratio,
                DEVIATIONS * Math.sqrt(Math.max(0, variance)) / reads,
                hits.stream().mapToLong(Hits::reads).sum(),
                Instant.ofEpochMilli(since),
                total(hits, Hits::risesFromWarm) / hours,
                total(hits, Hits::risesFromCold) / hours);
    }

    private static double total(List<Hits> hits, ToDoubleFunction<Hits> part) {
        return hits.stream().mapToDouble(part).sum();
    }

    private List<String> assumptions() {
        List<String> assumptions = new ArrayList<>(List.of(
                "Nobody reads or writes these documents in the meantime; a read or a write keeps its document up.",
                "Nothing comes up by a policy alone: cold and warm documents rise when they are read often, and a policy that"
                        + " is set leaves cold documents cold. How many would rise an hour stands with the hit ratio.",
                "A segment that would be smaller than 1 MiB may wait for company up to 30 s after its documents are due.",
                "RAM stays within the budget: pressure, which lets the coldest of all collections go, is not foreseen.",
                "The hit ratio is that of the recorded reads (an hour at most, since the node started), replayed: it holds if"
                        + " coming reads are like them. The first of a document finds it where it was found. What was written counts as hot until it is due, and a max_bytes as"
                        + " the idle time that it amounts to now.",
                "An error is that of sampling alone, with 95 % confidence; for the hit ratio it is too small where a"
                        + " handful of documents take most of the reads.",
                "Disk space is freed when compactions have rewritten the files that held the documents."));
        if (shards.stream().allMatch(shard -> shard.coldDiskPerByte() == 0)) {
            assumptions.add("No segment tells yet how well these documents compress: half their size is assumed.");
        }
        return assumptions;
    }
}
