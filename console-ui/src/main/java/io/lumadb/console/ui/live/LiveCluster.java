package io.lumadb.console.ui.live;

import io.lumadb.client.LumaClient;
import io.lumadb.client.StreamListener;
import io.lumadb.client.model.ClusterEvent;
import io.lumadb.client.model.ClusterStatus;
import io.lumadb.client.model.MetricsSnapshot;
import io.lumadb.client.model.RunningQuery;
import io.lumadb.client.model.ShardStatus;
import io.lumadb.client.model.TierMove;
import io.lumadb.client.model.TiersStatus;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster looks like now. Properties and lists belong to the FX thread; they are null or empty until the first
 * frame of their topic has come, and keep their last value while the stream reconnects ({@link #stateProperty()} says so,
 * {@link #lastFrameProperty()} how old it is).
 */
public final class LiveCluster implements AutoCloseable {

    /** How many moves and events are kept. */
    public static final int REMEMBERED = 2_000;

    /** Fifteen minutes of samples at two a second. */
    public static final int METRIC_SAMPLES = 1_800;

    private final ReadOnlyObjectWrapper<StreamListener.State> state =
            new ReadOnlyObjectWrapper<>(StreamListener.State.CONNECTING);
    private final ReadOnlyObjectWrapper<String> stateReason = new ReadOnlyObjectWrapper<>("");
    private final ReadOnlyObjectWrapper<@Nullable Instant> lastFrame = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ClusterStatus> topology = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Timed<List<ShardStatus>>> shards = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Timed<TiersStatus>> tiers = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Timed<MetricsSnapshot>> metrics = new ReadOnlyObjectWrapper<>();
    private final ObservableList<Timed<MetricsSnapshot>> metricHistory = FXCollections.observableArrayList();
    private final ObservableList<TierMove> moves = FXCollections.observableArrayList();
    private final ObservableList<ClusterEvent> events = FXCollections.observableArrayList();
    private final ObservableList<RunningQuery> queries = FXCollections.observableArrayList();
    private LumaClient.@Nullable LiveStream stream;

    /** A value and the server's time of it. */
    public record Timed<T>(Instant at, T value) {}

    /** Subscribes to every topic. */
    public void start(LumaClient client, int intervalMs) {
        stream = client.subscribe(EnumSet.allOf(StreamListener.Topic.class), intervalMs, new Feed());
    }

    public ReadOnlyObjectProperty<StreamListener.State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Why the stream is not live, in words; empty when it is. */
    public ReadOnlyObjectProperty<String> stateReasonProperty() {
        return stateReason.getReadOnlyProperty();
    }

    /** When the newest frame arrived, by this machine's clock. */
    public ReadOnlyObjectProperty<@Nullable Instant> lastFrameProperty() {
        return lastFrame.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable ClusterStatus> topologyProperty() {
        return topology.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Timed<List<ShardStatus>>> shardsProperty() {
        return shards.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Timed<TiersStatus>> tiersProperty() {
        return tiers.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Timed<MetricsSnapshot>> metricsProperty() {
        return metrics.getReadOnlyProperty();
    }

    /** The last fifteen minutes, oldest first. */
    public ObservableList<Timed<MetricsSnapshot>> metricHistory() {
        return metricHistory;
    }

    /** Newest first. */
    public ObservableList<TierMove> moves() {
        return moves;
    }

    /** Newest first. */
    public ObservableList<ClusterEvent> events() {
        return events;
    }

    public ObservableList<RunningQuery> queries() {
        return queries;
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
        }
    }

    /** Receives frames on the client's thread. Full frames are coalesced; deltas are few and each is delivered. */
    private final class Feed implements StreamListener {
        private final FrameGate<ClusterStatus> topologyGate = new FrameGate<>(topology::set);
        private final FrameGate<Timed<List<ShardStatus>>> shardsGate = new FrameGate<>(shards::set);
        private final FrameGate<Timed<TiersStatus>> tiersGate = new FrameGate<>(tiers::set);
        private final FrameGate<List<RunningQuery>> queriesGate = new FrameGate<>(queries::setAll);
        private final FrameGate<Instant> arrivalGate = new FrameGate<>(lastFrame::set);

        @Override
        public void onState(State newState, String why) {
            Platform.runLater(() -> {
                state.set(newState);
                stateReason.set(why);
            });
        }

        @Override
        public void onTopology(Instant at, ClusterStatus cluster) {
            arrived();
            topologyGate.offer(cluster);
        }

        @Override
        public void onShards(Instant at, List<ShardStatus> newShards) {
            arrived();
            shardsGate.offer(new Timed<>(at, newShards));
        }

        @Override
        public void onTiers(Instant at, TiersStatus newTiers) {
            arrived();
            tiersGate.offer(new Timed<>(at, newTiers));
        }

        @Override
        public void onMetrics(Instant at, MetricsSnapshot snapshot) {
            arrived();
            Platform.runLater(() -> {
                Timed<MetricsSnapshot> timed = new Timed<>(at, snapshot);
                metricHistory.add(timed);
                if (metricHistory.size() > METRIC_SAMPLES) {
                    metricHistory.remove(0, metricHistory.size() - METRIC_SAMPLES);
                }
                metrics.set(timed);
            });
        }

        @Override
        public void onMoves(Instant at, List<TierMove> newMoves) {
            arrived();
            Platform.runLater(() -> prepend(moves, newMoves));
        }

        @Override
        public void onEvents(Instant at, List<ClusterEvent> newEvents) {
            arrived();
            Platform.runLater(() -> prepend(events, newEvents));
        }

        @Override
        public void onQueries(Instant at, List<RunningQuery> running) {
            arrived();
            queriesGate.offer(running);
        }

        private void arrived() {
            arrivalGate.offer(Instant.now());
        }

        private <T> void prepend(ObservableList<T> list, List<T> oldestFirst) {
            list.addAll(0, oldestFirst.reversed());
            if (list.size() > REMEMBERED) {
                list.remove(REMEMBERED, list.size());
            }
        }
    }
}
