package io.lumadb.console.ui.query.timing;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.util.Duration;

/**
 * Where work runs.
 *
 * @param fx the thread that owns all state
 * @param background for what may block or take long; many at a time
 * @param settings for the settings store: one at a time, in order, so that an older draft never replaces a newer one
 */
public record Threads(Executor fx, Executor background, Executor settings, Delays delays) {

    /** The real ones. */
    public static Threads javaFx() {
        return new Threads(Platform::runLater, Pools.BACKGROUND, Pools.SETTINGS, Threads::afterPause);
    }

    private static Runnable afterPause(java.time.Duration delay, Runnable action) {
        PauseTransition pause = new PauseTransition(Duration.millis((double) delay.toMillis()));
        pause.setOnFinished(event -> action.run());
        pause.play();
        return pause::stop;
    }

    /** Shared by all sessions: threads that wait cost nothing. */
    private static final class Pools {
        static final ExecutorService BACKGROUND = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("query-screen-", 0).factory());
        static final ExecutorService SETTINGS = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("query-drafts").factory());
    }
}
