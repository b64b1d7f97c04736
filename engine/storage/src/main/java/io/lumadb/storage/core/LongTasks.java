package io.lumadb.storage.core;

import io.lumadb.storage.view.LongTaskView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Tasks that held one core up, those that still do included. The watchdog tells of a task while it runs, the loop when it
 * has ended. Guarded by its own lock, which the loop takes for long tasks alone.
 */
final class LongTasks {

    /** A task above this is one that held the core up. */
    static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final int REMEMBERED = 16;
    private static final int HEAVY_REMEMBERED = 8;
    private static final int FRAMES = 48;

    /** A task as it is known so far. */
    private static final class Known {
        private final Task task;
        private final Instant at;
        private List<String> stack = List.of();
        private long cpuNanos;
        private long endNanos;
        private boolean ended;

        Known(Task task, Instant at) {
            this.task = task;
            this.at = at;
        }

        boolean isHeavy() {
            return cpuNanos >= LEAST_NANOS;
        }
    }

    private final int core;
    private final Deque<Known> newest = new ArrayDeque<>();
    /** Older ones that took their time working. */
    private final Deque<Known> heavyOnes = new ArrayDeque<>();

    private long count;
    private long heavy;

    LongTasks(int core) {
        this.core = core;
    }

    /** The watchdog met a task that runs still; gives what is known of it now. */
    synchronized LongTaskView met(Task task, StackTraceElement[] stack, long nowNanos, long cpuNanosNow) {
        Known known = known(task, nowNanos);
        if (!known.ended) {
            known.stack = Arrays.stream(stack)
                    .limit(FRAMES)
                    .map(StackTraceElement::toString)
                    .toList();
            known.cpuNanos = cpuNanosNow - task.cpuNanosBefore;
        }
        return view(known, nowNanos);
    }

    /** The loop is through with a task that took long. */
    synchronized void ended(Task task, long endNanos, long cpuNanosNow) {
        Known known = known(task, endNanos);
        known.cpuNanos = cpuNanosNow - task.cpuNanosBefore;
        known.endNanos = endNanos;
        known.ended = true;
        heavy += known.isHeavy() ? 1 : 0;
    }

    // It is about this task, not one that is like it.
    @SuppressWarnings("ReferenceEquality")
    private Known known(Task task, long nowNanos) {
        Known last = newest.peekLast();
        if (last != null && last.task == task) {
            return last;
        }
        Known known = new Known(task, Instant.now().minusNanos(nowNanos - task.startedNanos));
        newest.addLast(known);
        if (newest.size() > REMEMBERED) {
            forget(newest.removeFirst());
        }
        count++;
        return known;
    }

    /** Those that only waited come in crowds on a busy machine, and must not hide the few that worked. */
    private void forget(Known oldest) {
        if (oldest.isHeavy()) {
            heavyOnes.addLast(oldest);
            if (heavyOnes.size() > HEAVY_REMEMBERED) {
                heavyOnes.removeFirst();
            }
        }
    }

    synchronized long count() {
        return count;
    }

    /** Long by their own doing. */
    synchronized long heavy() {
        return heavy;
    }

    synchronized List<LongTaskView> recent(long nowNanos) {
        return Stream.concat(heavyOnes.stream(), newest.stream())
                .map(known -> view(known, nowNanos))
                .toList();
    }

    private LongTaskView view(Known known, long nowNanos) {
        long end = known.ended ? known.endNanos : nowNanos;
        return new LongTaskView(
                known.at,
                core,
                known.task.shard,
                (end - known.task.startedNanos) / 1e6,
                known.cpuNanos / 1e6,
                !known.ended,
                known.stack);
    }
}
