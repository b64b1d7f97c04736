package io.lumadb.console.ui.tiers;

import io.lumadb.client.ClientException;
import io.lumadb.client.model.ColdSegment;
import io.lumadb.client.model.ColdTier;
import io.lumadb.client.model.TiersStatus;
import io.lumadb.console.ui.live.LiveCluster.Timed;
import io.lumadb.console.ui.live.Polled;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.task.Failures;
import io.lumadb.console.ui.theme.Figures;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Cold segments, the volumes their fragments lie on, and the scrub that reads them. Belongs to the FX thread. */
public final class ColdViewModel implements AutoCloseable {

    /** Of each shard. */
    private static final int MOST_SEGMENTS = 200;

    private final ConsoleSession session;
    private final Executor fxThread;
    private final Subscriptions subscriptions = new Subscriptions();
    private final Polled<List<ColdSegment>> asked;
    private final ReadOnlyObjectWrapper<@Nullable ColdTier> cold = new ReadOnlyObjectWrapper<>();
    private final ObservableList<ColdSegment> segments = FXCollections.observableArrayList();
    private final ObservableList<ColdTier.Volume> volumes = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper health = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper whole = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyStringWrapper scrub = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper scrubbable = new ReadOnlyBooleanWrapper(false);

    /** @param fxThread runs what comes back from the client on the FX thread */
    public ColdViewModel(ConsoleSession session, Executor fxThread) {
        this.session = session;
        this.fxThread = fxThread;
        this.asked = new Polled<>(() -> session.client().segments(Optional.empty(), MOST_SEGMENTS), fxThread);
        subscriptions.follow(session.live().tiersProperty(), this::read);
        subscriptions.follow(asked.valueProperty(), now -> {
            if (now != null && !now.equals(segments)) {
                segments.setAll(now);
            }
        });
    }

    private void read(@Nullable Timed<TiersStatus> frame) {
        if (frame != null && frame.value().cold() != null) {
            show(frame.value().cold());
        }
    }

    private void show(ColdTier now) {
        cold.set(now);
        if (!now.volumes().equals(volumes)) {
            volumes.setAll(now.volumes());
        }
        String schemes = now.schemes().stream()
                .map(scheme -> scheme.dataShards() + " + " + scheme.parityShards())
                .collect(Collectors.joining(", "));
        summary.set(Figures.counted(now.segments(), "segment", "segments")
                + (schemes.isEmpty() ? "" : ", " + schemes)
                + " · " + Figures.bytes(now.rawBytes()) + " of documents, " + Figures.bytes(now.diskBytes())
                + " on disk");
        health.set(health(now));
        whole.set(now.fragments().missing() + now.fragments().damaged() == 0
                && now.volumes().stream().allMatch(volume -> volume.state().equals("ok")));
        scrub.set(scrub(now.scrub()));
        scrubbable.set(session.writable() && !now.scrub().state().equals("running"));
    }

    private static String health(ColdTier now) {
        ColdTier.Fragments fragments = now.fragments();
        long lost = fragments.missing() + fragments.damaged();
        String words = lost == 0 && fragments.rebuilding() == 0
                ? Figures.counted(fragments.ok(), "fragment", "fragments") + ", all whole"
                : Figures.exact(fragments.missing()) + " missing, " + Figures.exact(fragments.damaged()) + " damaged, "
                        + Figures.exact(fragments.rebuilding()) + " being rebuilt, of "
                        + Figures.counted(lost + fragments.ok() + fragments.rebuilding(), "fragment", "fragments");
        return words + " · " + Figures.counted(now.degradedReads(), "degraded read", "degraded reads") + ", "
                + Figures.exact(now.fragmentsRebuilt()) + " rebuilt since the start";
    }

    private static String scrub(ColdTier.Scrub scrub) {
        String found = scrub.missing() + scrub.damaged() == 0
                ? "nothing wrong"
                : Figures.exact(scrub.missing()) + " missing, " + Figures.exact(scrub.damaged()) + " damaged";
        if (scrub.state().equals("running")) {
            return "Scrub: " + Figures.exact(scrub.read()) + " of "
                    + Figures.counted(scrub.total(), "fragment", "fragments") + " read, "
                    + Figures.bytes(scrub.bytes()) + ", " + found;
        }
        return scrub.finished() == null
                ? "No scrub yet" + (scrub.next() == null ? "." : "; the first begins " + Figures.moment(scrub.next()))
                : "Last scrub " + Figures.moment(scrub.finished()) + ": "
                        + Figures.counted(scrub.read(), "fragment", "fragments") + ", "
                        + Figures.bytes(scrub.bytes()) + ", " + found;
    }

    /** Has every fragment read from now on. Completes when the server has answered. */
    public CompletableFuture<Void> startScrub() {
        if (!scrubbable.get()) {
            return CompletableFuture.completedFuture(null);
        }
        scrubbable.set(false);
        failure.set("");
        CompletableFuture<Void> done = new CompletableFuture<>();
        session.client()
                .scrub()
                .whenComplete((now, reason) -> fxThread.execute(() -> {
                    if (reason == null) {
                        show(now);
                    } else {
                        failure.set("No scrub: " + Failures.words(ClientException.of(reason)));
                        scrubbable.set(session.writable());
                    }
                    done.complete(null);
                }));
        return done;
    }

    /** Null until the server has told of it. */
    public ReadOnlyObjectProperty<@Nullable ColdTier> coldProperty() {
        return cold.getReadOnlyProperty();
    }

    /** Asked for while {@link #segmentsAsked} is shown; oldest first in each shard. */
    public ObservableList<ColdSegment> segments() {
        return segments;
    }

    Polled<List<ColdSegment>> segmentsAsked() {
        return asked;
    }

    public ObservableList<ColdTier.Volume> volumes() {
        return volumes;
    }

    /** How many segments, and what they take. */
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /** What is lost, and what was done about it. */
    public ReadOnlyStringProperty healthProperty() {
        return health.getReadOnlyProperty();
    }

    /** Whether no fragment and no volume is known to be lost. */
    public ReadOnlyBooleanProperty wholeProperty() {
        return whole.getReadOnlyProperty();
    }

    /** How far the scrub is, or what the last one found. */
    public ReadOnlyStringProperty scrubProperty() {
        return scrub.getReadOnlyProperty();
    }

    /** Why a scrub could not be begun; empty otherwise. */
    public ReadOnlyStringProperty failureProperty() {
        return failure.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty scrubbableProperty() {
        return scrubbable.getReadOnlyProperty();
    }

    @Override
    public void close() {
        subscriptions.close();
        asked.close();
    }
}
