package io.lumadb.storage.node;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Finds a replica that should change its core. Every ten seconds it looks at what each replica took of its core; when the
 * busiest core worked more than half of the time, and a quarter more of it than the idlest, the replica moves whose work is
 * nearest to half of the difference. A replica that takes more than the difference stays: it would only bring its load
 * elsewhere. For one thread.
 */
final class CoreBalance {

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final double BUSY = 0.5;
    private static final double UNEVEN = 0.25;

    /** What a replica took of its core since it was opened. */
    record Work(int shard, int core, long nanos) {}

    record Move(int shard, int core) {}

    private Map<Integer, Long> before = Map.of();
    private long windowStart;
    private boolean started;

    /** The move that is due now, if any. {@code work}: of all replicas. */
    Optional<Move> plan(int cores, List<Work> work, long nowNanos) {
        long elapsed = nowNanos - windowStart;
        if (started && elapsed < WINDOW_NANOS) {
            return Optional.empty();
        }
        Optional<Move> move = started ? plan(cores, work, (double) elapsed) : Optional.empty();
        Map<Integer, Long> seen = new HashMap<>();
        work.forEach(each -> seen.put(each.shard(), each.nanos()));
        before = seen;
        windowStart = nowNanos;
        started = true;
        return move;
    }

    private Optional<Move> plan(int cores, List<Work> work, double elapsed) {
        double[] load = new double[cores];
        work.forEach(each -> load[each.core()] += share(each, elapsed));
        int busiest = 0;
        int idlest = 0;
        for (int core = 1; core < cores; core++) {
            busiest = load[core] > load[busiest] ? core : busiest;
            idlest = load[core] < load[idlest] ? core : idlest;
        }
        double gap = load[busiest] - load[idlest];
        if (load[busiest] < BUSY || gap < UNEVEN) {
            return Optional.empty();
        }
        int from = busiest;
        int to = idlest;
        return work.stream()
                .filter(each -> each.core() == from)
                .filter(each -> share(each, elapsed) > gap / 10 && share(each, elapsed) < gap * 0.9)
                .min(Comparator.comparingDouble(each -> Math.abs(gap / 2 - share(each, elapsed))))
                .map(each -> new Move(each.shard(), to));
    }

    private double share(Work work, double elapsed) {
        return (work.nanos() - before.getOrDefault(work.shard(), work.nanos())) / elapsed;
    }
}
