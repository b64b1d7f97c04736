package io.lumadb.storage.tiering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Which hot documents go first when the documents of all shards take more RAM than the node's budget. A relief is a round:
 * each shard shows a summary of how warm its documents are, and when all have, the coldest of the whole node are counted
 * off until enough must go; then each shard lets as many of its own coldest go as were counted of it. Thread-safe; guarded
 * by itself.
 *
 * <p>A summary has 256 steps of equal bytes, so that a shard may be off by a 256th of its hot bytes.
 */
public final class RamPressure {

    /** Pressure is relieved down to this share of the budget, so that it does not return with the next write. */
    static final double RELIEF = 0.9;

    private static final int STEPS = 256;
    /** A shard that shows nothing for so long (its thread works at something else) is not waited for. */
    private static final long PATIENCE_NANOS = 500_000_000L;
    /** A round that a shard has not ended by then is given up: its replica may be gone. */
    private static final long LONGEST_ROUND_NANOS = 10_000_000_000L;

    /** {@code score}: higher is warmer; {@code bytes} of RAM. */
    record Scored(double score, long bytes) {}

    private record Step(int shard, double score, long bytes) {}

    private final Map<Integer, List<Step>> summaries = new HashMap<>();
    /** Bytes that each shard has to lose; empty until the round is decided. */
    private final Map<Integer, Long> quotas = new HashMap<>();

    private long startedNanos;

    /** Whether a round waits for this shard to let documents go, though the others may have made enough room. */
    synchronized boolean waitsFor(int shard) {
        return quotas.containsKey(shard);
    }

    /**
     * Shows a shard's documents, coldest first, and gives how many bytes of them must go; empty while other shards have
     * not shown theirs.
     *
     * @param shards how many there are
     * @param excess bytes that the whole node must lose
     * @param nodeBytes what all hot documents take
     */
    synchronized OptionalLong quota(int shard, int shards, List<Scored> coldestFirst, double excess, long nodeBytes) {
        if (!quotas.isEmpty() && System.nanoTime() - startedNanos > LONGEST_ROUND_NANOS) {
            quotas.clear();
        }
        if (quotas.isEmpty()) {
            if (summaries.isEmpty()) {
                startedNanos = System.nanoTime();
            }
            summaries.put(shard, summary(shard, coldestFirst));
            boolean late = System.nanoTime() - startedNanos > PATIENCE_NANOS;
            if (summaries.size() >= shards || late) {
                decide(excess, nodeBytes);
            }
        }
        Long quota = quotas.get(shard);
        return quota == null ? OptionalLong.empty() : OptionalLong.of(quota);
    }

    /** A shard has let its part go; after the last one the round is over. */
    synchronized void relieved(int shard) {
        quotas.remove(shard);
    }

    private void decide(double excess, long nodeBytes) {
        List<Step> all = new ArrayList<>();
        long shown = 0;
        for (List<Step> summary : summaries.values()) {
            for (Step step : summary) {
                all.add(step);
                shown += step.bytes();
            }
        }
        summaries.keySet().forEach(shard -> quotas.put(shard, 0L));
        summaries.clear();
        all.sort(Comparator.comparingDouble(Step::score));
        // Shards that show nothing are taken to be like those that do.
        double must = excess * Math.min(1, (double) shown / Math.max(1, nodeBytes));
        for (Step step : all) {
            if (must <= 0) {
                return;
            }
            must -= step.bytes();
            quotas.merge(step.shard(), step.bytes(), Long::sum);
        }
    }

    private static List<Step> summary(int shard, List<Scored> coldestFirst) {
        long total = coldestFirst.stream().mapToLong(Scored::bytes).sum();
        double least = Math.max(1, (double) total / STEPS);
        List<Step> summary = new ArrayList<>();
        long held = 0;
        for (Scored each : coldestFirst) {
            held += each.bytes();
            if (held >= least) {
                summary.add(new Step(shard, each.score(), held));
                held = 0;
            }
        }
        if (held > 0) {
            summary.add(new Step(shard, coldestFirst.getLast().score(), held));
        }
        return summary;
    }
}
