package io.lumadb.cluster.node;

import io.lumadb.cluster.view.ClusterStatus.Disk;
import io.lumadb.cluster.view.ClusterStatus.Memory;
import io.lumadb.cluster.view.ClusterStatus.Trouble;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with a node right now, in words, each with what mends it. */
final class Troubles {

    private static final double DISK_WARNING = 0.10;
    private static final double DISK_CRITICAL = 0.03;
    private static final long DISK_ENOUGH_BYTES = 50L << 30;
    private static final double HOT_TOLERANCE = 1.05;
    private static final double HOT_MOST_OF_HEAP = 0.7;

    private Troubles() {}

    /** {@code full}: whether writes are refused for want of room. */
    static List<Trouble> of(boolean ready, boolean full, Optional<String> failure, Memory memory, List<Disk> disks) {
        List<Trouble> troubles = new ArrayList<>();
        if (full) {
            troubles.add(new Trouble(
                    "critical",
                    "The disk of the data directory has come down to its reserve: the node only reads.",
                    "Free some space there, or lower durability.disk_reserve; writes go on by themselves."));
        }
        failure.ifPresent(text -> troubles.add(
                new Trouble("critical", text, "Look at the node's log, mend the cause and start the node again.")));
        if (!ready && failure.isEmpty()) {
            troubles.add(new Trouble(
                    "critical",
                    "The node does not lead all of its shards and cannot serve them.",
                    "Wait a moment: an election takes less than a second. If it stays, look at the node's log."));
        }
        addMemory(troubles, memory);
        addDisks(troubles, disks);
        return troubles;
    }

    /** {@code healthy}, {@code degraded} (something to look after) or {@code critical}. */
    static String health(List<Trouble> troubles) {
        if (troubles.isEmpty()) {
            return "healthy";
        }
        return troubles.stream().anyMatch(trouble -> trouble.severity().equals("critical")) ? "critical" : "degraded";
    }

    private static void addMemory(List<Trouble> troubles, Memory memory) {
        if (memory.hotUsed() > memory.hotBudget() * HOT_TOLERANCE) {
            troubles.add(new Trouble(
                    "warning",
                    "The hot tier takes " + Sizes.of(memory.hotUsed()) + " of a budget of "
                            + Sizes.of(memory.hotBudget()) + ".",
                    "Raise storage.hot_budget, or let documents cool sooner: lower"
                            + " warm_policy.age_threshold_seconds."));
        }
        if (memory.hotBudget() > memory.heapMax() * HOT_MOST_OF_HEAP) {
            troubles.add(new Trouble(
                    "warning",
                    "The hot tier's budget of " + Sizes.of(memory.hotBudget()) + " leaves too little of the heap of "
                            + Sizes.of(memory.heapMax()) + " for queries.",
                    "Give the process more heap (-Xmx), or lower storage.hot_budget."));
        }
    }

    private static void addDisks(List<Trouble> troubles, List<Disk> disks) {
        Set<Long> seen = new HashSet<>();
        for (Disk disk : disks) {
            double free = disk.totalBytes() == 0 ? 1.0 : (double) disk.freeBytes() / disk.totalBytes();
            boolean low = free < DISK_WARNING && disk.freeBytes() < DISK_ENOUGH_BYTES;
            // Folders on one disk share its figures: one trouble is enough.
            if (low && seen.add(disk.totalBytes())) {
                troubles.add(new Trouble(
                        free < DISK_CRITICAL ? "critical" : "warning",
                        "The disk of " + disk.role() + " has " + Sizes.of(disk.freeBytes()) + " left of "
                                + Sizes.of(disk.totalBytes()) + ".",
                        "Free some space, or move " + (disk.role().equals("data") ? "data_dir" : "the volume")
                                + " to a larger disk."));
            }
        }
    }
}
