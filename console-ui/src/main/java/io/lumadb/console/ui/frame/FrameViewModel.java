package io.lumadb.console.ui.frame;

import io.lumadb.client.StreamListener;
import io.lumadb.client.model.ClusterStatus;
import io.lumadb.client.model.MetricsSnapshot;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.console.ui.theme.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What the frame says about a session: how the cluster is, how fresh the data are. Belongs to the FX thread; ages change
 * with time alone, so the window calls {@link #tick} a few times a second.
 */
public final class FrameViewModel implements AutoCloseable {

    /** Data older than this are drawn grey, whatever the stream says of itself. */
    public static final Duration STALE_AFTER = Duration.ofSeconds(5);

    /** How the cluster is. */
    public enum Health {
        UNKNOWN,
        GOOD,
        WARNING,
        CRITICAL
    }

    private final SavedConnection connection;
    private final String address;
    private final LiveCluster live;
    private final InstantSource clock;
    private final Subscriptions subscriptions = new Subscriptions();
    private final ReadOnlyObjectWrapper<Health> health = new ReadOnlyObjectWrapper<>(Health.UNKNOWN);
    private final ReadOnlyStringWrapper healthText = new ReadOnlyStringWrapper("Waiting for the first frame");
    private final ReadOnlyStringWrapper streamText = new ReadOnlyStringWrapper("connecting");
    private final ReadOnlyStringWrapper banner = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper queries = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper moves = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper(false);

    public FrameViewModel(ConsoleSession session, InstantSource clock) {
        this.connection = session.connection();
        this.address = String.join(
                ", ",
                session.client().address().hosts().stream()
                        .map(Object::toString)
                        .toList());
        this.live = session.live();
        this.clock = clock;
        subscriptions.follow(live.topologyProperty(), this::readHealth);
        subscriptions.follow(live.metricsProperty(), this::readMetrics);
        subscriptions.onChange(live.stateProperty(), state -> tick());
        subscriptions.onChange(live.stateReasonProperty(), reason -> tick());
        subscriptions.onChange(live.lastFrameProperty(), at -> tick());
        tick();
    }

    public SavedConnection connection() {
        return connection;
    }

    /** {@code host:port}, several with commas. */
    public String address() {
        return address;
    }

    public ReadOnlyObjectProperty<Health> healthProperty() {
        return health.getReadOnlyProperty();
    }

    /** {@code Healthy}, or how much is wrong. */
    public ReadOnlyStringProperty healthTextProperty() {
        return healthText.getReadOnlyProperty();
    }

    /** {@code live · 0.4 s}, or what the stream does instead. */
    public ReadOnlyStringProperty streamTextProperty() {
        return streamText.getReadOnlyProperty();
    }

    /** Why the data are old and what is being done; empty while they are fresh. */
    public ReadOnlyStringProperty bannerProperty() {
        return banner.getReadOnlyProperty();
    }

    /** {@code 2 queries running}. */
    public ReadOnlyStringProperty queriesProperty() {
        return queries.getReadOnlyProperty();
    }

    /** {@code 120 moves/s}. */
    public ReadOnlyStringProperty movesProperty() {
        return moves.getReadOnlyProperty();
    }

    /** Whether what the screens show is old. */
    public ReadOnlyBooleanProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }

    /** Lets time pass: ages are counted again. */
    public void tick() {
        Instant last = live.lastFrameProperty().get();
        Duration age = last == null ? Duration.ZERO : Duration.between(last, clock.instant());
        boolean old = last != null && age.compareTo(STALE_AFTER) > 0;
        switch (live.stateProperty().get()) {
            case CONNECTING -> say("connecting", "", false);
            case LIVE ->
                say(
                        last == null ? "live" : (old ? "silent" : "live") + " · " + Figures.age(age),
                        old ? "No frame for " + Figures.age(age) + ": the data below are as old as that." : "",
                        old);
            case RECONNECTING ->
                say(
                        "reconnecting" + (last == null ? "" : " · " + Figures.age(age)),
                        "Connection lost" + reason() + ". Trying again by itself"
                                + (last == null ? "." : "; the data below are " + Figures.age(age) + " old."),
                        last != null);
            case CLOSED -> say("closed", "The connection was closed" + reason() + ".", true);
        }
    }

    private void say(String stream, String bannerText, boolean old) {
        streamText.set(stream);
        banner.set(bannerText);
        stale.set(old);
    }

    private String reason() {
        String why = live.stateReasonProperty().get();
        return why.isBlank() ? "" : ": " + why;
    }

    /** Whether the stream brings frames. */
    public boolean live() {
        return live.stateProperty().get() == StreamListener.State.LIVE;
    }

    private void readHealth(@Nullable ClusterStatus status) {
        if (status == null) {
            return;
        }
        long critical = status.troubles().stream()
                .filter(trouble -> trouble.severity().equals("critical"))
                .count();
        int all = status.troubles().size();
        if (all == 0) {
            health.set(Health.GOOD);
            healthText.set("Healthy");
        } else {
            health.set(critical > 0 ? Health.CRITICAL : Health.WARNING);
            healthText.set(critical > 0 ? critical + " critical" : Figures.counted(all, "warning", "warnings"));
        }
    }

    private void readMetrics(LiveCluster.@Nullable Timed<MetricsSnapshot> metrics) {
        if (metrics == null) {
            return;
        }
        queries.set(Figures.counted(metrics.value().runningQueries(), "query running", "queries running"));
        moves.set(Figures.count(Math.round(metrics.value().movesPerSecond())) + " moves/s");
    }

    @Override
    public void close() {
        subscriptions.close();
    }
}
