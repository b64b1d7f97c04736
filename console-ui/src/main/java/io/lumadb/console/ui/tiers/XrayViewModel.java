package io.lumadb.console.ui.tiers;

import io.lumadb.client.ClientException;
import io.lumadb.client.model.MoveCall;
import io.lumadb.client.model.Placement;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.task.Failures;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.document.Json;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** Where one document is, why, and what becomes of it. Belongs to the FX thread. */
public final class XrayViewModel {

    private final ConsoleSession session;
    private final Executor fxThread;
    private final InstantSource clock;
    private final StringProperty collection = new SimpleStringProperty("");
    private final StringProperty id = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<@Nullable Placement> placement = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper countdown = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper idle = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(false);
    private @Nullable Instant askedAgain;

    /** @param fxThread runs what comes back from the client on the FX thread */
    public XrayViewModel(ConsoleSession session, Executor fxThread, InstantSource clock) {
        this.session = session;
        this.fxThread = fxThread;
        this.clock = clock;
    }

    /**
     * Asks for the document that was typed; completes when its placement is there, or the reason why it is not. What reads
     * as a JSON number or object is one first; if there is no such document, the text itself is tried.
     */
    public CompletableFuture<Void> look() {
        return look(true);
    }

    /** @param wait whether buttons are to wait for the answer; not when the countdown asks by itself */
    private CompletableFuture<Void> look(boolean wait) {
        String typed = id.get().strip();
        String name = collection.get();
        if (name == null || name.isEmpty() || typed.isEmpty()) {
            words.set("Choose a collection and paste a document's id.");
            return CompletableFuture.completedFuture(null);
        }
        if (wait) {
            busy.set(true);
            words.set("");
        }
        Value key = key(typed);
        CompletableFuture<Placement> found = session.client().placement(name, key);
        if (!(key instanceof Value.Text)) {
            found = found.exceptionallyCompose(
                    failure -> ClientException.of(failure).code() == ErrorCode.NOT_FOUND
                            ? session.client().placement(name, Value.of(typed))
                            : CompletableFuture.failedFuture(failure));
        }
        CompletableFuture<Void> shown = new CompletableFuture<>();
        found.whenComplete((answer, failure) -> fxThread.execute(() -> {
            busy.set(false);
            if (failure == null) {
                show(answer);
            } else {
                placement.set(null);
                words.set(Failures.words(ClientException.of(failure)));
            }
            shown.complete(null);
        }));
        return shown;
    }

    static Value key(String typed) {
        if (typed.startsWith("{") || typed.startsWith("\"") || typed.matches("-?\\d+(\\.\\d+)?")) {
            try {
                return Json.parse(typed);
            } catch (LumaException notJson) {
                return Value.of(typed);
            }
        }
        return Value.of(typed);
    }

    /** The text that finds that key again. */
    static String text(Value key) {
        return key instanceof Value.Text(String plain) && key(plain).equals(key) ? plain : Json.relaxed(key);
    }

    private void show(Placement answer) {
        placement.set(answer);
        tick();
    }

    /** Once a second: counts down, and asks again when the move is due. */
    public void tick() {
        Placement shown = placement.get();
        if (shown == null) {
            countdown.set("");
            idle.set("");
            return;
        }
        Instant now = clock.instant();
        idle.set(
                shown.lastAccess() == null
                        ? "not since it came to this node"
                        : Figures.age(Duration.between(shown.lastAccess(), now)) + " ago");
        Placement.Next next = shown.next();
        if (next == null) {
            countdown.set("Nothing: no rule moves it from here.");
            return;
        }
        Duration left = Duration.between(now, next.at());
        countdown.set(
                left.isPositive()
                        ? "to " + next.tier() + " in " + Figures.duration(left.plusMillis(999)) + " (" + next.rule()
                                + ")"
                        : "to " + next.tier() + " now, it is due (" + next.rule() + ")");
        if (!left.isPositive() && due(now)) {
            askedAgain = now;
            look(false);
        }
    }

    private boolean due(Instant now) {
        return !busy.get()
                && (askedAgain == null || Duration.between(askedAgain, now).toSeconds() >= 2);
    }

    /** Moves the document by hand, then looks again. */
    public void move(Tier to) {
        Placement shown = placement.get();
        if (shown == null || !session.writable()) {
            return;
        }
        busy.set(true);
        session.client()
                .move(new MoveCall(shown.collection(), List.of(shown.id()), to.wireName()))
                .whenComplete((moved, failure) -> fxThread.execute(() -> {
                    busy.set(false);
                    if (failure != null) {
                        words.set("Not moved: " + Failures.words(ClientException.of(failure)));
                    } else {
                        look();
                    }
                }));
    }

    /** Looks at a document that somebody else names. */
    public CompletableFuture<Void> look(String ofCollection, Value key) {
        collection.set(ofCollection);
        id.set(text(key));
        return look();
    }

    public boolean readOnly() {
        return !session.writable();
    }

    public StringProperty collectionProperty() {
        return collection;
    }

    public StringProperty idProperty() {
        return id;
    }

    /** Null while there is none to show. */
    public ReadOnlyObjectProperty<@Nullable Placement> placementProperty() {
        return placement.getReadOnlyProperty();
    }

    /** Why there is nothing to show, or what failed; empty otherwise. */
    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    /** What moves it next and when, such as {@code to warm in 12 s (idle for 20 s)}. */
    public ReadOnlyStringProperty countdownProperty() {
        return countdown.getReadOnlyProperty();
    }

    /** How long ago it was last read or written. */
    public ReadOnlyStringProperty idleProperty() {
        return idle.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }
}
