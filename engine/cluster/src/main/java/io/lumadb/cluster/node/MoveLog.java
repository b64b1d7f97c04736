package io.lumadb.cluster.node;

import io.lumadb.cluster.view.MoveFilter;
import io.lumadb.cluster.view.TierMove;
import io.lumadb.cluster.view.TiersStatus;
import io.lumadb.document.Tier;
import io.lumadb.storage.view.TierMoveBatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The newest moves between tiers, and how much flowed in the last seconds. Thread-safe; guarded by itself. */
final class MoveLog {

    private static final int REMEMBERED = 4_096;
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final ArrayDeque<TierMove> moves = new ArrayDeque<>();
    private final ArrayDeque<Flowed> window = new ArrayDeque<>();
    private long lastSeq;
    private long total;
    private long totalBytes;

    private record Direction(Tier from, Tier to) {}

    /** What moved in one direction at one time. */
    private record Flowed(long atMillis, Direction direction, long documents, long bytes) {}

    MoveLog(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void add(TierMoveBatch move, String collection) {
        lastSeq++;
        total += move.documents();
        totalBytes += move.bytes();
        window.addLast(
                new Flowed(clock.millis(), new Direction(move.from(), move.to()), move.documents(), move.bytes()));
        forgetOld();
        moves.addLast(new TierMove(
                lastSeq,
                move.at(),
                collection,
                move.shard(),
                move.from().wireName(),
                move.to().wireName(),
                move.reason().name().toLowerCase(Locale.ROOT),
                move.detail(),
                move.documents(),
                move.bytes(),
                move.duration().toNanos() / 1e6,
                move.sample()));
        if (moves.size() > REMEMBERED) {
            moves.removeFirst();
        }
    }

    private void forgetOld() {
        long oldest = clock.millis() - WINDOW.toMillis();
        while (!window.isEmpty() && window.getFirst().atMillis() < oldest) {
            window.removeFirst();
        }
    }

    /** Oldest first. */
    List<TierMove> after(long seq, int limit) {
        return after(seq, MoveFilter.ALL, limit);
    }

    /** Those after a sequence number, oldest first. */
    synchronized List<TierMove> after(long seq, MoveFilter filter, int limit) {
        return moves.stream()
                .filter(move -> move.seq() > seq && filter.test(move))
                .limit(Math.max(0, limit))
                .toList();
    }

    /** Newest first. */
    List<TierMove> newest(int limit) {
        return before(Long.MAX_VALUE, MoveFilter.ALL, limit);
    }

    /** Those before a sequence number, newest first. */
    synchronized List<TierMove> before(long seq, MoveFilter filter, int limit) {
        List<TierMove> found = new ArrayList<>();
        for (Iterator<TierMove> at = moves.descendingIterator(); at.hasNext() && found.size() < limit; ) {
            TierMove move = at.next();
            if (move.seq() < seq && filter.test(move)) {
                found.add(move);
            }
        }
        return found;
    }

    /** Documents and bytes a second, the mean of the last five seconds. */
    synchronized List<TiersStatus.Flow> flows() {
        forgetOld();
        Map<Direction, double[]> sums = new LinkedHashMap<>();
        for (Flowed flowed : window) {
            double[] sum = sums.computeIfAbsent(flowed.direction(), _ -> new double[2]);
            sum[0] += flowed.documents();
            sum[1] += flowed.bytes();
        }
        return sums.entrySet().stream()
                .map(entry -> new TiersStatus.Flow(
                        entry.getKey().from().wireName(),
                        entry.getKey().to().wireName(),
                        entry.getValue()[0] / WINDOW.toSeconds(),
                        entry.getValue()[1] / WINDOW.toSeconds()))
                .toList();
    }

    /** Documents moved since the start. */
    synchronized long total() {
        return total;
    }

    synchronized long totalBytes() {
        return totalBytes;
    }
}
