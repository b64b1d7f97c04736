package io.lumadb.console.ui.tiers;

import io.lumadb.client.ClientException;
import io.lumadb.client.model.TiersStatus;
import io.lumadb.console.ui.live.LiveCluster.Timed;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.task.Failures;
import io.lumadb.console.ui.theme.Figures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** Whether documents move between the tiers, and how fast they may. Belongs to the FX thread. */
public final class MoveControlViewModel implements AutoCloseable {

    private final ConsoleSession session;
    private final Executor fxThread;
    private final Subscriptions subscriptions = new Subscriptions();
    private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyBooleanWrapper usable = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private boolean known;
    private boolean asking;

    /** @param fxThread runs what comes back from the client on the FX thread */
    public MoveControlViewModel(ConsoleSession session, Executor fxThread) {
        this.session = session;
        this.fxThread = fxThread;
        subscriptions.follow(session.live().tiersProperty(), this::read);
    }

    private void read(@Nullable Timed<TiersStatus> frame) {
        if (frame != null && frame.value().moving() != null && !asking) {
            show(frame.value().moving());
        }
    }

    private void show(TiersStatus.Moving moving) {
        known = true;
        paused.set(moving.paused());
        if (moving.paused()) {
            words.set("Moves paused" + (moving.pausedBy() == null ? "" : " by " + moving.pausedBy())
                    + (moving.pausedSince() == null ? "" : " since " + Figures.clock(moving.pausedSince())));
        } else {
            words.set("at most " + Figures.byteRate(moving.share() * moving.maxMoveRate()));
        }
        check();
    }

    private void check() {
        usable.set(known && !asking && session.writable());
    }

    /** Pauses the moves, or lets them go on. Completes when the server has answered. */
    public CompletableFuture<Void> toggle() {
        if (!usable.get()) {
            return CompletableFuture.completedFuture(null);
        }
        asking = true;
        check();
        CompletableFuture<TiersStatus.Moving> answer =
                paused.get() ? session.client().resumeMoves() : session.client().pauseMoves();
        CompletableFuture<Void> done = new CompletableFuture<>();
        answer.whenComplete((moving, failure) -> fxThread.execute(() -> {
            asking = false;
            if (failure == null) {
                show(moving);
            } else {
                words.set((paused.get() ? "Not resumed: " : "Not paused: ")
                        + Failures.words(ClientException.of(failure)));
                check();
            }
            done.complete(null);
        }));
        return done;
    }

    public ReadOnlyBooleanProperty pausedProperty() {
        return paused.getReadOnlyProperty();
    }

    /** Whether {@link #toggle} does anything: not before the server has told, nor on a read-only connection. */
    public ReadOnlyBooleanProperty usableProperty() {
        return usable.getReadOnlyProperty();
    }

    /** Who paused the moves and when, how fast they may go, or why asking failed. */
    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    @Override
    public void close() {
        subscriptions.close();
    }
}
