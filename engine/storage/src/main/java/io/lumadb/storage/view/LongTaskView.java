package io.lumadb.storage.view;

import java.time.Instant;
import java.util.List;

/**
 * A task that held its core for more than 5 ms.
 *
 * @param at when it began
 * @param millis how long it took, or has taken until now
 * @param cpuMillis CPU time of its thread meanwhile: far less than {@code millis} when it waited for a processor, a
 *     garbage collection or a disk
 * @param running whether it still runs
 * @param stack where it was when the watchdog met it, innermost frame first; empty when it ended before
 */
public record LongTaskView(
        Instant at, int core, int shard, double millis, double cpuMillis, boolean running, List<String> stack) {
    public LongTaskView {
        stack = List.copyOf(stack);
    }
}
