package io.lumadb.console.ui.live;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Hands the newest of many values to the FX thread, with at most one pending {@code runLater}: values that come faster
 * than frames are drawn are skipped, never queued. {@link #offer} may be called from any thread.
 */
public final class FrameGate<T> {

    private final Consumer<T> onFrame;
    private final AtomicReference<@Nullable T> newest = new AtomicReference<>();

    public FrameGate(Consumer<T> onFrame) {
        this.onFrame = onFrame;
    }

    public void offer(T value) {
        if (newest.getAndSet(value) == null) {
            Platform.runLater(this::deliver);
        }
    }

    private void deliver() {
        T value = newest.getAndSet(null);
        if (value != null) {
            onFrame.accept(value);
        }
    }
}
