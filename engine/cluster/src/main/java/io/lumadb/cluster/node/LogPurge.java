package io.lumadb.cluster.node;

import io.lumadb.cluster.raft.ShardReplica;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the Raft logs follow the checkpoints. The storage decides when a shard's state goes to disk; Ratis by itself would
 * look for that only after thousands of entries, and an idle shard would pin its log. The node's ticker calls it.
 */
final class LogPurge {

    private static final Logger LOG = LoggerFactory.getLogger(LogPurge.class);
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Map<Integer, Long> purged = new HashMap<>();
    private long lastNanos = System.nanoTime();

    void tick(List<ShardReplica> shards) {
        if (System.nanoTime() - lastNanos < INTERVAL_NANOS) {
            return;
        }
        lastNanos = System.nanoTime();
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
}
