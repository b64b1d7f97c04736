package io.lumadb.cluster.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /api/v1/tiering/preview} answers: what a policy would do to a collection if it were set now. An
 * {@code …Error} is half of an interval that holds the truth with the {@code confidence}; 0 where every document was looked
 * at.
 *
 * @param withinSeconds the time that documents are given to come due without an access
 * @param moves one for each pair of tiers and each rule; a document that passes through warm is in two
 * @param now what the collection's tiers hold; {@code after}: what they would hold
 * @param hitRatio null while no reads of the collection are recorded
 * @param sampled how many of the {@code documents} that are hot or warm were looked at one by one
 * @param confidence 0.95
 * @param assumptions what the numbers rest on, in sentences
 */
public record TieringPreview(
        String collection,
        long withinSeconds,
        List<Flow> moves,
        TierAmounts now,
        TierAmounts after,
        Ram ram,
        Disk disk,
        @Nullable HitRatio hitRatio,
        long sampled,
        long documents,
        boolean exact,
        double confidence,
        List<String> assumptions) {

    public TieringPreview {
        moves = List.copyOf(moves);
        assumptions = List.copyOf(assumptions);
    }

    public record Flow(
            String from, String to, String rule, long documents, long documentsError, long bytes, long bytesError) {}

    /** Bytes of RAM that all hot documents of the node take, with the budget they have. */
    public record Ram(long now, long after, long afterError, long budget) {}

    /** Bytes that the collection takes on disk. */
    public record Disk(long now, long after) {}

    /**
     * The share of reads that find their document hot.
     *
     * @param recorded as it was since {@code since}
     * @param predicted what it would have been under the policy
     * @param reads how many recorded reads were replayed
     * @param promotionsFromWarm, promotionsFromCold an hour, by reads
     */
    public record HitRatio(
            double recorded,
            double predicted,
            double error,
            long reads,
            Instant since,
            double promotionsFromWarm,
            double promotionsFromCold) {}
}
