package io.lumadb.console.ui.overview;

import io.lumadb.client.model.ClusterEvent;
import io.lumadb.client.model.ClusterStatus;
import io.lumadb.client.model.ClusterStatus.NodeStatus;
import io.lumadb.client.model.ClusterStatus.Trouble;
import io.lumadb.client.model.MetricsSnapshot;
import io.lumadb.client.model.ShardStatus;
import io.lumadb.client.model.TierAmounts;
import io.lumadb.client.model.TierMove;
import io.lumadb.client.model.TiersStatus;
import io.lumadb.client.model.TiersStatus.CollectionTiers;
import io.lumadb.client.model.TiersStatus.WriteAmplification;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.live.LiveCluster.Timed;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.theme.Figures.Figure;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The live cluster as the figures and words of the Overview. Belongs to the FX thread. */
public final class OverviewViewModel implements AutoCloseable {

    /** What the sparklines show, in milliseconds. */
    public static final long SPAN_MILLIS = 900_000;

    private static final Figure NONE = new Figure(Figures.NOTHING, "");

    private final LiveCluster live;
    private final Subscriptions subscriptions = new Subscriptions();
    private final Reading operations = new Reading();
    private final Reading latency = new Reading();
    private final Reading hotHits = new Reading();
    private final Reading moving = new Reading();
    private final Reading amplification = new Reading();
    private final Reading members = new Reading();
    private final ReadOnlyDoubleWrapper hotHitRatio = new ReadOnlyDoubleWrapper(0);
    private final ReadOnlyDoubleWrapper shardsLed = new ReadOnlyDoubleWrapper(0);
    private final ReadOnlyObjectWrapper<MetricSeries> series = new ReadOnlyObjectWrapper<>(MetricSeries.EMPTY);
    private final ReadOnlyObjectWrapper<@Nullable TiersStatus> tiers = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper calm = new ReadOnlyStringWrapper("");
    private final ObservableList<Trouble> troubles = FXCollections.observableArrayList();
    private final ObservableList<CollectionTiers> collections = FXCollections.observableArrayList();
    private final ObservableList<NodeStatus> nodes = FXCollections.observableArrayList();

    /** A figure and the line below it that says what it means. */
    public static final class Reading {
        private final ReadOnlyObjectWrapper<Figure> figure = new ReadOnlyObjectWrapper<>(NONE);
        private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");

        void set(Figure newFigure, String newWords) {
            figure.set(newFigure);
            words.set(newWords);
        }

        public ReadOnlyObjectProperty<Figure> figureProperty() {
            return figure.getReadOnlyProperty();
        }

        public ReadOnlyStringProperty wordsProperty() {
            return words.getReadOnlyProperty();
        }
    }

    public OverviewViewModel(LiveCluster live) {
        this.live = live;
        subscriptions.follow(live.metricsProperty(), this::readMetrics);
        subscriptions.follow(live.tiersProperty(), this::readTiers);
        subscriptions.follow(live.topologyProperty(), this::readTopology);
        subscriptions.follow(live.shardsProperty(), shards -> readMembers());
    }

    public Reading operations() {
        return operations;
    }

    /** The 99th percentile, with the median in words. */
    public Reading latency() {
        return latency;
    }

    public Reading hotHits() {
        return hotHits;
    }

    /** Documents that change tier a second. */
    public Reading moving() {
        return moving;
    }

    public Reading amplification() {
        return amplification;
    }

    /** Nodes that serve, shards that have a leader. */
    public Reading members() {
        return members;
    }

    /** 0 to 1. */
    public ReadOnlyDoubleProperty hotHitRatioProperty() {
        return hotHitRatio.getReadOnlyProperty();
    }

    /** Share of shards that have a leader, 0 to 1. */
    public ReadOnlyDoubleProperty shardsLedProperty() {
        return shardsLed.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<MetricSeries> seriesProperty() {
        return series.getReadOnlyProperty();
    }

    /** Null until the first frame. */
    public ReadOnlyObjectProperty<@Nullable TiersStatus> tiersProperty() {
        return tiers.getReadOnlyProperty();
    }

    /** What is wrong now, the worst first; empty when nothing is. */
    public ObservableList<Trouble> troubles() {
        return troubles;
    }

    /** One sentence about a cluster with which nothing is wrong; empty before the first frame. */
    public ReadOnlyStringProperty calmProperty() {
        return calm.getReadOnlyProperty();
    }

    /** By name. */
    public ObservableList<CollectionTiers> collections() {
        return collections;
    }

    public ObservableList<NodeStatus> nodes() {
        return nodes;
    }

    /** Newest first. */
    public ObservableList<TierMove> moves() {
        return live.moves();
    }

    /** Newest first. */
    public ObservableList<ClusterEvent> events() {
        return live.events();
    }

    private void readMetrics(@Nullable Timed<MetricsSnapshot> metrics) {
        if (metrics == null) {
            return;
        }
        MetricsSnapshot now = metrics.value();
        series.set(MetricSeries.of(live.metricHistory()));
        operations.set(
                Figures.rateFigure(now.operations(), "ops"),
                Figures.rate(now.reads()) + " read, " + Figures.rate(now.writes()) + " written"
                        + (now.errors() > 0 ? ", " + Figures.rate(now.errors()) + " failed" : ""));
        latency.set(Figures.microsFigure(now.p99Micros()), "median " + Figures.micros(now.p50Micros()));
        hotHitRatio.set(now.hotHitRatio());
        hotHits.set(Figures.percentFigure(now.hotHitRatio()), "of documents read");
        moving.set(Figures.rateFigure(now.movesPerSecond(), "docs"), lastMove());
        readAmplification(now.writeAmplification());
    }

    private String lastMove() {
        if (live.moves().isEmpty()) {
            return "no moves yet";
        }
        TierMove last = live.moves().getFirst();
        return "last: " + last.from() + " → " + last.to() + ", " + last.reason();
    }

    private void readAmplification(double factor) {
        TiersStatus status = tiers.get();
        WriteAmplification parts = status == null ? null : status.writeAmplification();
        if (parts == null || parts.userBytes() == 0) {
            amplification.set(factor > 0 ? Figures.factorFigure(factor) : NONE, "nothing written yet");
            return;
        }
        long written = parts.raftLogBytes() + parts.flushedBytes() + parts.compactedBytes() + parts.coldBytes();
        amplification.set(
                Figures.factorFigure(factor), Figures.bytes(parts.userBytes()) + " became " + Figures.bytes(written));
    }

    private void readTiers(@Nullable Timed<TiersStatus> status) {
        if (status == null) {
            return;
        }
        tiers.set(status.value());
        replace(
                collections,
                status.value().collections().stream()
                        .sorted(Comparator.comparing(CollectionTiers::name))
                        .toList());
    }

    private void readTopology(@Nullable ClusterStatus topology) {
        if (topology == null) {
            return;
        }
        replace(
                troubles,
                topology.troubles().stream()
                        .sorted(Comparator.comparingInt(
                                trouble -> trouble.severity().equals("critical") ? 0 : 1))
                        .toList());
        replace(nodes, topology.nodes());
        readMembers();
    }

    private void readMembers() {
        ClusterStatus topology = live.topologyProperty().get();
        if (topology == null) {
            return;
        }
        Timed<List<ShardStatus>> newest = live.shardsProperty().get();
        List<ShardStatus> shards = newest == null ? topology.shards() : newest.value();
        long serving = topology.nodes().stream()
                .filter(node -> node.state().equals("serving"))
                .count();
        long led = shards.stream().filter(shard -> !shard.leader().isEmpty()).count();
        shardsLed.set(shards.isEmpty() ? 0 : (double) led / shards.size());
        members.set(
                new Figure(
                        serving + "/" + topology.nodes().size(),
                        topology.nodes().size() == 1 ? "node" : "nodes"),
                led + " of " + Figures.counted(shards.size(), "shard", "shards") + " led");
        calm.set(
                troubles.isEmpty()
                        ? Figures.counted(serving, "node serves", "nodes serve") + ", "
                                + (led == shards.size()
                                        ? "every one of " + Figures.counted(led, "shard has", "shards has")
                                        : led + " of " + shards.size() + " shards have")
                                + " a leader."
                        : "");
    }

    /** Documents of all three tiers. */
    public static long documents(TierAmounts amounts) {
        return amounts.hot().documents()
                + amounts.warm().documents()
                + amounts.cold().documents();
    }

    /** User bytes of all three tiers. */
    public static long bytes(TierAmounts amounts) {
        return amounts.hot().bytes() + amounts.warm().bytes() + amounts.cold().bytes();
    }

    /** Keeps rows where they are, so that a selection survives new numbers. */
    private static <T> void replace(ObservableList<T> list, List<T> newest) {
        if (list.size() != newest.size()) {
            list.setAll(newest);
            return;
        }
        for (int i = 0; i < newest.size(); i++) {
            if (!Objects.equals(list.get(i), newest.get(i))) {
                list.set(i, newest.get(i));
            }
        }
    }

    @Override
    public void close() {
        subscriptions.close();
    }
}
