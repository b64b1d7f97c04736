package io.lumadb.console.ui.task;

import io.lumadb.console.ui.live.FrameGate;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * One piece of work off the FX thread. Its properties belong to the FX thread; {@link #say}, {@link #progress} and
 * {@link #checkCancelled} are for the thread that works.
 */
public final class BackgroundTask<T> {

    /** Progress of which nobody knows the whole. */
    public static final double UNKNOWN = -1;

    private final String title;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(UNKNOWN);
    private final FrameGate<String> messageGate = new FrameGate<>(message::set);
    private final FrameGate<Double> progressGate = new FrameGate<>(progress::set);

    BackgroundTask(String title) {
        this.title = title;
    }

    /** What it does, such as {@code Loading the sample catalogue}. */
    public String title() {
        return title;
    }

    /** Where it stands, in words; empty when there is nothing to say. */
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /** 0 to 1, or {@link #UNKNOWN}. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** Completes on the thread that worked; hand what it gives to the FX thread. */
    public CompletableFuture<T> outcome() {
        return outcome;
    }

    /** Gives it up: the outcome is cancelled at once, and the work stops at its next check or blocking call. */
    public void cancel() {
        outcome.cancel(true);
    }

    public void say(String words) {
        messageGate.offer(words);
    }

    public void progress(long done, long whole) {
        progressGate.offer(whole <= 0 ? UNKNOWN : Math.clamp((double) done / whole, 0, 1));
    }

    /** @throws CancellationException when somebody gave it up */
    public void checkCancelled() {
        if (outcome.isCancelled()) {
            throw new CancellationException(title + " was cancelled");
        }
    }
}
