package io.lumadb.client;

import io.lumadb.client.model.ClusterEvent;
import io.lumadb.client.model.ClusterStatus;
import io.lumadb.client.model.MetricsSnapshot;
import io.lumadb.client.model.RunningQuery;
import io.lumadb.client.model.ShardStatus;
import io.lumadb.client.model.TierMove;
import io.lumadb.client.model.TiersStatus;
import java.time.Instant;
import java.util.List;

/** Receives the live stream, on the client's network thread: hand work on, never block. Every method may be left out. */
public interface StreamListener {

    /** What a stream can carry. */
    enum Topic {
        TOPOLOGY,
        SHARDS,
        TIERS,
        MOVES,
        METRICS,
        EVENTS,
        QUERIES
    }

    /** Where the stream stands. {@code RECONNECTING} comes with why in {@link #onState}. */
    enum State {
        CONNECTING,
        LIVE,
        RECONNECTING,
        CLOSED
    }

    default void onState(State state, String why) {}

    default void onTopology(Instant at, ClusterStatus cluster) {}

    default void onShards(Instant at, List<ShardStatus> shards) {}

    default void onTiers(Instant at, TiersStatus tiers) {}

    /** New moves only. */
    default void onMoves(Instant at, List<TierMove> moves) {}

    default void onMetrics(Instant at, MetricsSnapshot metrics) {}

    /** New events only. */
    default void onEvents(Instant at, List<ClusterEvent> events) {}

    default void onQueries(Instant at, List<RunningQuery> queries) {}
}
