package io.lumadb.cluster.node;

import io.lumadb.cluster.raft.ShardReplica;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the Raft logs follow the checkpoints, and notes how far they have come. The storage decides when a shard's state
 * goes to disk; Ratis by itself would look for that only after thousands of entries, and an idle shard would pin its log.
 * The node's ticker calls it.
 */
final class LogPurge {

    private static final Logger LOG = LoggerFactory.getLogger(LogPurge.class);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(5);

    private final LogMarks marks;
    private final Supplier<Map<String, Long>> committed;
    private final Map<Integer, Long> purged = new HashMap<>();
    private final long intervalNanos;
    private long lastNanos;

    /**
     * Makes the first tick do both.
     *
     * @param committed by group the last entry that is stored for good
     * @param checkpoint how often checkpoints come
     */
    LogPurge(LogMarks marks, Supplier<Map<String, Long>> committed, Duration checkpoint) {
        this.marks = marks;
        this.committed = committed;
        this.intervalNanos = (checkpoint.compareTo(LONGEST_INTERVAL) < 0 ? checkpoint : LONGEST_INTERVAL).toNanos();
        this.lastNanos = System.nanoTime() - intervalNanos;
    }

    void tick(List<ShardReplica> shards) {
        if (System.nanoTime() - lastNanos < intervalNanos) {
            return;
        }
        lastNanos = System.nanoTime();
        mark();
        for (ShardReplica shard : shards) {
            long durable = shard.store().durableIndex();
            if (durable > purged.getOrDefault(shard.shard(), -1L)) {
                purged.put(shard.shard(), durable);
                shard.purgeLog().exceptionally(failure -> {
                    // Nothing is lost: the log stays longer than it must, and the next checkpoint asks again.
                    LOG.info("shard {}: the log was not purged: {}", shard.shard(), failure.getMessage());
                    return null;
                });
            }
        }
    }

    /** Noted first, so that no file goes before what it held is known to have been there. */
    private void mark() {
        try {
            marks.note(committed.get());
        } catch (IOException e) {
            // Nothing is lost, only the proof that nothing is: the next time may do better.
            LOG.warn("how far the logs have come was not noted: {}", e.toString());
        }
    }
}
