package io.lumadb.console.ui.live;

import io.lumadb.client.ClientException;
import io.lumadb.console.ui.task.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is no topic of the stream: asked for every two seconds while somebody looks, one question at a time. Belongs to the FX
 * thread.
 */
public final class Polled<T> implements AutoCloseable {

    private static final Duration PERIOD = Duration.seconds(2);

    private final Supplier<CompletableFuture<T>> question;
    private final Executor fxThread;
    private final ReadOnlyObjectWrapper<@Nullable T> value = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private @Nullable Timeline clock;
    private boolean asking;
    private boolean askAgain;
    private boolean closed;

    /** @param fxThread runs what comes back from the client on the FX thread */
    public Polled(Supplier<CompletableFuture<T>> question, Executor fxThread) {
        this.question = question;
        this.fxThread = fxThread;
    }

    /** The newest answer; null before the first. It stays while later questions fail. */
    public ReadOnlyObjectProperty<@Nullable T> valueProperty() {
        return value.getReadOnlyProperty();
    }

    /** Why the newest question has no answer; empty when it has one. */
    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    /** Asks now, or as soon as the question under way is answered. */
    public void refresh() {
        if (asking) {
            askAgain = true;
            return;
        }
        asking = true;
        question.get()
                .whenComplete((answer, failure) -> fxThread.execute(() -> {
                    asking = false;
                    if (closed) {
                        return;
                    }
                    if (failure == null) {
                        words.set("");
                        value.set(answer);
                    } else {
                        words.set(Failures.words(ClientException.of(failure)));
                    }
                    if (askAgain) {
                        askAgain = false;
                        refresh();
                    }
                }));
    }

    /** Whether somebody looks. */
    public void setShown(boolean shown) {
        if (shown == (clock != null)) {
            return;
        }
        if (clock != null) {
            clock.stop();
            clock = null;
        } else {
            clock = new Timeline(new KeyFrame(PERIOD, event -> refresh()));
            clock.setCycleCount(Animation.INDEFINITE);
            clock.play();
            refresh();
        }
    }

    /** What is still under way is not heard any more. */
    @Override
    public void close() {
        closed = true;
        setShown(false);
    }
}
