package io.lumadb.storage.view;

import io.lumadb.document.Tier;
import io.lumadb.storage.view.ShardView.Amounts;
import java.util.List;

/**
 * What a policy would do to one shard's documents of a collection.
 *
 * @param before what the tiers hold now
 * @param flows a flow for each pair of tiers and each rule; one document may flow through two
 * @param ramFreed RAM of the documents that would leave the hot tier, with what RAM they take beside their bytes
 * @param sampled documents that were looked at one by one
 * @param coldDiskPerByte bytes on disk for a byte of a document, as the shard's segments show; 0 where it has none
 * @param hits accesses replayed under the policy
 */
public record TierPreview(
        Amounts before, List<Flow> flows, Estimate ramFreed, long sampled, double coldDiskPerByte, Hits hits) {

    public TierPreview {
        flows = List.copyOf(flows);
    }

    public record Flow(Tier from, Tier to, String rule, Estimate documents, Estimate bytes) {}

    /** {@code variance} of the sampling; 0 where every document was looked at. */
    public record Estimate(double value, double variance) {

        public static final Estimate NOTHING = new Estimate(0, 0);

        public Estimate plus(Estimate other) {
            return new Estimate(value + other.value, variance + other.variance);
        }
    }

    /**
     * Recorded accesses, replayed. Sums run over the documents in the record; what is counted is weighed by the share of
     * documents that are recorded.
     *
     * @param fromMillis when the record begins, milliseconds since the epoch
     * @param reads how many were replayed, without weight
     * @param weighedReads, weighedHits how many there were, and of those how many would have found the document hot
     * @param recordedHits weighed, those that did find it hot
     * @param readVariance, hitVariance, covariance of the weighed sums
     * @param risesFromWarm, risesFromCold weighed: how often documents would have come up
     */
    public record Hits(
            long fromMillis,
            long reads,
            double weighedReads,
            double weighedHits,
            double recordedHits,
            double readVariance,
            double hitVariance,
            double covariance,
            double risesFromWarm,
            double risesFromCold) {}
}
