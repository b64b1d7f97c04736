package io.lumadb.server.stream;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.view.ClusterEvent;
import io.lumadb.cluster.view.ShardStatus;
import io.lumadb.cluster.view.TierMove;
import io.lumadb.server.metrics.Sampler;
import io.lumadb.server.wire.ApiJson;
import io.lumadb.server.wire.QueryShapes;
import io.lumadb.server.wire.Shapes;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What frames carry. What is the same for all subscribers is made once and used again for {@link #SHARED_NANOS}. Belongs to
 * the stream's thread.
 */
final class FrameSource {

    /** How many moves and events a new subscriber is shown. */
    static final int FIRST = 200;

    private static final int MOST = 1000;
    private static final long SHARED_NANOS = 50_000_000;

    private final LumaNode node;
    private final Sampler sampler;
    private final Map<Topic, Made> made = new EnumMap<>(Topic.class);

    private record Made(long nanos, byte[] json) {}

    private record Shards(List<ShardStatus> shards) {}

    FrameSource(LumaNode node, Sampler sampler) {
        this.node = node;
        this.sampler = sampler;
    }

    /** The whole state of a topic that has one. */
    byte[] full(Topic topic) {
        Made known = made.get(topic);
        long now = System.nanoTime();
        if (known != null && now - known.nanos < SHARED_NANOS) {
            return known.json;
        }
        byte[] json = ApiJson.bytes(state(topic));
        made.put(topic, new Made(now, json));
        return json;
    }

    private Object state(Topic topic) {
        return switch (topic) {
            case TOPOLOGY -> node.status();
            case SHARDS -> new Shards(node.shards());
            case TIERS -> node.tiers();
            case METRICS -> sampler.newest();
            case QUERIES -> {
                Instant now = Instant.now();
                yield new QueryShapes.RunningList(node.queries().running().stream()
                        .map(query -> QueryShapes.Running.of(query, now))
                        .toList());
            }
            case MOVES, EVENTS -> throw new IllegalArgumentException(topic + " is told as a delta");
        };
    }

    /** Moves behind a sequence number, oldest first; the newest {@link #FIRST} when it is negative. */
    List<TierMove> moves(long after) {
        return after < 0 ? node.newestMoves(FIRST).reversed() : node.movesAfter(after, MOST);
    }

    /** Events behind a sequence number, oldest first; the newest {@link #FIRST} when it is negative. */
    List<ClusterEvent> events(long after) {
        if (after >= 0) {
            return node.eventsAfter(after, MOST);
        }
        List<ClusterEvent> all = node.eventsAfter(0, Integer.MAX_VALUE);
        return all.subList(Math.max(0, all.size() - FIRST), all.size());
    }

    static byte[] json(List<TierMove> moves) {
        return ApiJson.bytes(new Shapes.Moves(moves));
    }

    static byte[] eventsJson(List<ClusterEvent> events) {
        return ApiJson.bytes(new Shapes.Events(events));
    }
}
