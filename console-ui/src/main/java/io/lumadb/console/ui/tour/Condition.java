package io.lumadb.console.ui.tour;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;

/** Waits on the FX thread without holding it: a condition is looked at once a frame. */
final class Condition {

    private Condition() {}

    /** Completes on the FX thread when it holds; fails when it does not hold in time, naming it. */
    static CompletableFuture<Void> until(String what, Duration patience, BooleanSupplier holds) {
        CompletableFuture<Void> met = new CompletableFuture<>();
        long deadline = System.nanoTime() + patience.toNanos();
        new AnimationTimer() {
            @Override
            public void handle(long now) {
                if (holds.getAsBoolean()) {
                    stop();
                    met.complete(null);
                } else if (System.nanoTime() > deadline) {
                    stop();
                    met.completeExceptionally(
                            new TimeoutException("waited " + patience.toSeconds() + " s for " + what));
                }
            }
        }.start();
        return met;
    }

    /** Completes after so many frames: layout and CSS have been applied by then. */
    static CompletableFuture<Void> frames(int count) {
        int[] left = {count};
        return until(count + " frames", Duration.ofSeconds(30), () -> left[0]-- <= 0);
    }
}
