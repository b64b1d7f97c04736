package io.lumadb.console.ui.heatmap;

import io.lumadb.client.model.ClusterStatus;
import io.lumadb.client.model.RunningQuery;
import io.lumadb.client.model.ShardStatus;
import io.lumadb.client.model.TierMove;
import io.lumadb.console.ui.heatmap.Viewport.Cell;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.live.LiveCluster.Timed;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.theme.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/** What the heat map shows, and where in it the user is. Belongs to the FX thread. */
public final class HeatMapViewModel implements AutoCloseable {

    /** The two ways to look at it. */
    public enum View {
        HISTORY("Shards × time"),
        NOW("Now");

        private final String title;

        View(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** How many shards {@link #hottest} names. */
    static final int HOTTEST = 8;

    private final LiveCluster live;
    private final HeatHistory history = new HeatHistory();
    private final Subscriptions subscriptions = new Subscriptions();
    private final ObjectProperty<View> view = new SimpleObjectProperty<>(View.HISTORY);
    private final ObjectProperty<Measure> measure = new SimpleObjectProperty<>(Measure.READS);
    private final ObjectProperty<Span> span = new SimpleObjectProperty<>(Span.SIX_MINUTES);
    private final BooleanProperty logarithmic = new SimpleBooleanProperty(true);
    private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Cell> cursor = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Viewport> zoom = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Integer> selected = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper readOut = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper trafficSeen = new ReadOnlyBooleanWrapper(false);
    private final FilteredList<TierMove> shardMoves;
    private List<ShardStatus> shards = List.of();
    private @Nullable ScaleOf scaleOf;
    private HeatScale scale = HeatScale.upTo(0, Measure.READS, true);

    public HeatMapViewModel(LiveCluster live) {
        this.live = live;
        shardMoves = new FilteredList<>(live.moves(), move -> false);
        subscriptions.follow(live.shardsProperty(), this::read);
        subscriptions.onChange(live.topologyProperty(), topology -> version.set(version.get() + 1));
        subscriptions.onChange(
                selected,
                shard -> shardMoves.setPredicate(shard == null ? move -> false : move -> move.shard() == shard));
        subscriptions.onChange(span, changed -> {
            zoom.set(null);
            cursor.set(null);
        });
        for (ObjectProperty<?> choice : List.of(view, measure, span)) {
            subscriptions.onChange(choice, changed -> refresh());
        }
        subscriptions.onChange(logarithmic, changed -> refresh());
        subscriptions.onChange(cursor, changed -> refresh());
        subscriptions.onChange(zoom, changed -> refresh());
    }

    private void read(@Nullable Timed<List<ShardStatus>> frame) {
        if (frame == null) {
            return;
        }
        shards = frame.value().stream()
                .sorted(Comparator.comparingInt(ShardStatus::shard))
                .toList();
        history.add(frame.at(), shards);
        if (!trafficSeen.get() && shards.stream().anyMatch(shard -> shard.reads() > 0 || shard.writes() > 0)) {
            trafficSeen.set(true);
        }
        refresh();
    }

    private void refresh() {
        readOut.set(describe());
        version.set(version.get() + 1);
    }

    public HeatHistory history() {
        return history;
    }

    public ObjectProperty<View> viewProperty() {
        return view;
    }

    public ObjectProperty<Measure> measureProperty() {
        return measure;
    }

    public ObjectProperty<Span> spanProperty() {
        return span;
    }

    /** Whether colours follow the logarithm; tiers have no scale. */
    public BooleanProperty logarithmicProperty() {
        return logarithmic;
    }

    /** Rises whenever something that is painted changed. */
    public ReadOnlyLongProperty versionProperty() {
        return version.getReadOnlyProperty();
    }

    /** Null when neither mouse nor keyboard is on a cell. */
    ReadOnlyObjectProperty<@Nullable Cell> cursorProperty() {
        return cursor.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Viewport> zoomProperty() {
        return zoom.getReadOnlyProperty();
    }

    /** The shard in the side panel; null when it is closed. */
    public ReadOnlyObjectProperty<@Nullable Integer> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** The cell under the cursor in words, for the line below the map and for screen readers. */
    public ReadOnlyStringProperty readOutProperty() {
        return readOut.getReadOnlyProperty();
    }

    /** Whether any shard has read or written anything since the session began. */
    public ReadOnlyBooleanProperty trafficSeenProperty() {
        return trafficSeen.getReadOnlyProperty();
    }

    /** Whether there is something to paint for the chosen measure. */
    public boolean nothingToShow() {
        return switch (measure.get()) {
            case READS, WRITES, BYTES, P99, HEAT -> !trafficSeen.get();
            case TIERS, LAG -> history.frames() == 0;
        };
    }

    /** What is in sight; empty before the first frame. */
    Optional<Viewport> viewport() {
        Viewport zoomed = zoom.get();
        if (zoomed != null) {
            return Optional.of(zoomed);
        }
        long newest = history.newest(span.get());
        return newest == Long.MIN_VALUE || history.shards() == 0
                ? Optional.empty()
                : Optional.of(Viewport.whole(span.get(), newest, history.shards()));
    }

    /** What a scale was made for: it is made anew only when one of these changed, not whenever the cursor moves. */
    private record ScaleOf(
            View view,
            Measure measure,
            boolean logarithmic,
            long frames,
            @Nullable Viewport viewport) {}

    /** The scale of the colours, for what is in sight. */
    HeatScale scale() {
        ScaleOf wanted = new ScaleOf(
                view.get(),
                measure.get(),
                logarithmic.get(),
                history.frames(),
                viewport().orElse(null));
        if (!wanted.equals(scaleOf)) {
            scaleOf = wanted;
            scale = makeScale();
        }
        return scale;
    }

    private HeatScale makeScale() {
        double largest = switch (view.get()) {
            case HISTORY ->
                viewport().map(shown -> history.largest(measure.get(), shown)).orElse(0.0);
            case NOW -> shards.stream().mapToDouble(measure.get()::of).max().orElse(0);
        };
        return HeatScale.upTo(largest, measure.get(), logarithmic.get());
    }

    void point(@Nullable Cell cell) {
        cursor.set(cell);
    }

    /** Moves the cursor by cells, staying in sight; the first step puts it on the newest cell. */
    void step(int columns, int rows) {
        Viewport shown = viewport().orElse(null);
        if (shown == null) {
            return;
        }
        Cell at = cursor.get();
        if (at == null || !shown.contains(at)) {
            cursor.set(new Cell(shown.firstColumn() + shown.columns() - 1, shown.firstShard()));
            return;
        }
        cursor.set(new Cell(
                Math.clamp(at.column() + columns, shown.firstColumn(), shown.firstColumn() + shown.columns() - 1),
                Math.clamp(at.shard() + rows, shown.firstShard(), shown.firstShard() + shown.shards() - 1)));
    }

    void zoomTo(Cell one, Cell other) {
        viewport().ifPresent(shown -> zoom.set(shown.between(one, other)));
    }

    /** Gives up the zoom, then the cursor, then the side panel; false when there was none of them. */
    boolean stepBack() {
        if (zoom.get() != null) {
            zoom.set(null);
        } else if (cursor.get() != null) {
            cursor.set(null);
        } else if (selected.get() != null) {
            selected.set(null);
        } else {
            return false;
        }
        return true;
    }

    void resetZoom() {
        zoom.set(null);
    }

    void select(@Nullable Integer shard) {
        selected.set(shard);
    }

    /** As the newest frame has it, by shard number. */
    List<ShardStatus> shards() {
        return shards;
    }

    Optional<ShardStatus> shard(int number) {
        return shards.stream().filter(shard -> shard.shard() == number).findFirst();
    }

    /** Null before the first frame. */
    @Nullable
    ClusterStatus topology() {
        return live.topologyProperty().get();
    }

    /** Moves of the selected shard, newest first. */
    ObservableList<TierMove> shardMoves() {
        return shardMoves;
    }

    ObservableList<RunningQuery> queries() {
        return live.queries();
    }

    /** The busiest shards by the chosen measure, most first; by heat where the measure ranks nothing. */
    List<ShardStatus> hottest() {
        Measure by = measure.get() == Measure.TIERS ? Measure.HEAT : measure.get();
        return shards.stream()
                .filter(shard -> by.of(shard) > 0)
                .sorted(Comparator.comparingDouble(by::of).reversed())
                .limit(HOTTEST)
                .toList();
    }

    private String describe() {
        Cell cell = cursor.get();
        if (view.get() != View.HISTORY || cell == null) {
            return "";
        }
        Viewport shown = viewport().orElse(null);
        if (shown == null) {
            return "";
        }
        StringBuilder words = new StringBuilder("Shard " + cell.shard() + " at "
                + Figures.clock(shown.begin(cell.column())) + " for "
                + Figures.duration(java.time.Duration.ofMillis(shown.span().stepMillis())));
        boolean any = false;
        for (Measure each : Measure.values()) {
            double value = history.value(shown.span(), each, cell.column(), cell.shard());
            if (Double.isFinite(value)) {
                any = true;
                words.append("  ·  ").append(name(each)).append(each.format(value));
            }
        }
        return any ? words.toString() : words + "  ·  nothing was heard of it then";
    }

    private static String name(Measure measure) {
        return switch (measure) {
            case READS -> "reads ";
            case WRITES -> "writes ";
            case BYTES -> "";
            case P99 -> "p99 ";
            case TIERS -> "";
            case LAG -> "lag ";
            case HEAT -> "heat ";
        };
    }

    @Override
    public void close() {
        subscriptions.close();
    }
}
