package io.lumadb.cluster.node;

import io.lumadb.cluster.raft.ShardReplica;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The 99th percentile of each shard's writes over the last seconds. The node's ticker writes it; everybody reads it. */
final class WriteLatencies {

    private static final int SECONDS = 5;

    private final Map<Integer, ArrayDeque<Histogram>> intervals = new HashMap<>();
    private volatile Map<Integer, Double> p99Micros = Map.of();

    /** Call once a second, on one thread. */
    void tick(List<ShardReplica> shards) {
        Map<Integer, Double> next = new HashMap<>();
        for (ShardReplica shard : shards) {
            ArrayDeque<Histogram> recent = intervals.computeIfAbsent(shard.shard(), _ -> new ArrayDeque<>());
            recent.addLast(shard.intervalLatencies());
            if (recent.size() > SECONDS) {
                recent.removeFirst();
            }
            Histogram sum = new Histogram(2);
            sum.setAutoResize(true);
            recent.forEach(sum::add);
            next.put(shard.shard(), sum.getTotalCount() == 0 ? 0.0 : sum.getValueAtPercentile(99));
        }
        p99Micros = Map.copyOf(next);
    }

    /** Microseconds; 0 when the shard took no write lately. */
    double p99Micros(int shard) {
        return p99Micros.getOrDefault(shard, 0.0);
    }
}
