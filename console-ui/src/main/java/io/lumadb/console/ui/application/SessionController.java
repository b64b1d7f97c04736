package io.lumadb.console.ui.application;

import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.LumaClient;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.session.LocalEngines;
import io.lumadb.console.ui.session.LocalEngines.LocalEngine;
import io.lumadb.console.ui.session.LocalEngines.LocalEngineOptions;
import io.lumadb.console.ui.session.SampleLoader;
import io.lumadb.console.ui.session.SessionOpener;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.console.ui.settings.SettingsStore;
import io.lumadb.console.ui.task.BackgroundTask;
import io.lumadb.console.ui.task.BackgroundTasks;
import io.lumadb.console.ui.task.Failures;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Opens and ends sessions: the one in use, and the local engine below it if there is one. Belongs to the FX thread; what
 * blocks runs in background tasks.
 */
final class SessionController {

    private static final String LOCAL_COLOR = "#6e56cf";

    private final SettingsStore settings;
    private final LocalEngines engines;
    private final SampleLoader sample;
    private final SessionOpener opener;
    private final BackgroundTasks tasks;
    private final Consumer<ConsoleSession> onOpened;
    private int refreshMillis = 500;
    private @Nullable BackgroundTask<Opened> opening;
    private @Nullable Opened current;

    /** A session with what has to be closed after it. */
    private record Opened(ConsoleSession session, Optional<LocalEngine> engine) {
        void close() {
            session.live().close();
            session.client().close();
            engine.ifPresent(LocalEngine::close);
        }
    }

    SessionController(
            SettingsStore settings,
            LocalEngines engines,
            SampleLoader sample,
            Function<ConnectionAddress, LumaClient> clients,
            BackgroundTasks tasks,
            Consumer<ConsoleSession> onOpened) {
        this.settings = settings;
        this.engines = engines;
        this.sample = sample;
        this.opener = new SessionOpener(settings, clients);
        this.tasks = tasks;
        this.onOpened = onOpened;
    }

    SessionOpener opener() {
        return opener;
    }

    /** For sessions that are opened from now on. */
    void refreshEvery(int millis) {
        refreshMillis = millis;
    }

    void startLocal(
            LocalEngineOptions options, boolean loadSample, Consumer<String> progress, Consumer<String> failed) {
        Consumer<String> onScreen = words -> Platform.runLater(() -> progress.accept(words));
        opening = tasks.start(
                "Starting the local engine",
                (BackgroundTask<Opened> task) -> openLocal(options, onScreen, task),
                opened -> show(opened, loadSample),
                failure -> failed.accept("The engine did not start: " + Failures.words(failure)));
    }

    private Opened openLocal(LocalEngineOptions options, Consumer<String> progress, BackgroundTask<Opened> task)
            throws Exception {
        CompletableFuture<LocalEngine> starting = engines.start(options, progress);
        LocalEngine engine;
        try {
            engine = starting.get();
        } catch (InterruptedException e) {
            starting.thenAccept(LocalEngine::close);
            throw e;
        }
        try {
            task.checkCancelled();
            progress.accept("Logging in");
            SavedConnection connection = new SavedConnection(
                    "local-" + options.name(),
                    options.name().equals("local") ? "Local engine" : "Local engine: " + options.name(),
                    engine.url(),
                    LOCAL_COLOR,
                    false,
                    false,
                    Optional.empty());
            LumaClient client = opener.open(connection, engine.password(), false);
            task.checkCancelled();
            return new Opened(session(connection, client), Optional.of(engine));
        } catch (Exception e) {
            engine.close();
            throw e;
        }
    }

    /** @param keep whether the password goes into the settings when it was right */
    void attach(SavedConnection connection, String password, boolean keep, Consumer<String> failed) {
        opening = tasks.start(
                "Connecting to " + connection.name(),
                (BackgroundTask<Opened> task) -> {
                    LumaClient client = opener.open(connection, password, true);
                    if (keep) {
                        settings.keepPassword(connection.id(), password);
                    }
                    return new Opened(session(connection, client), Optional.empty());
                },
                opened -> show(opened, false),
                failure -> failed.accept("Could not connect to " + connection.name() + ": " + Failures.words(failure)));
    }

    private ConsoleSession session(SavedConnection connection, LumaClient client) {
        return new ConsoleSession(connection, client, new LiveCluster(), settings);
    }

    private void show(Opened opened, boolean loadSample) {
        end();
        current = opened;
        opened.session().live().start(opened.session().client(), refreshMillis);
        onOpened.accept(opened.session());
        if (loadSample) {
            loadSample(opened.session());
        }
    }

    /** Loads the sample into a session; the status bar shows how far it is. */
    void loadSample(ConsoleSession session) {
        tasks.start(
                "Loading the sample",
                (BackgroundTask<Long> task) -> {
                    Long loaded = sample.load(session.client(), task::say).get();
                    return loaded == null ? 0L : loaded;
                },
                loaded -> {});
    }

    /** Gives up what is being opened. */
    void cancel() {
        if (opening != null) {
            BackgroundTask<Opened> task = opening;
            opening = null;
            task.cancel();
        }
    }

    /** Ends the session in use; its engine stops in the background. */
    void end() {
        if (current != null) {
            Opened ended = current;
            current = null;
            tasks.fetch(
                    "Closing " + ended.session().connection().name(),
                    () -> {
                        ended.close();
                        return ended;
                    },
                    closed -> {});
        }
    }

    /** Gives everything up; what is returned closes it, blocks, and is run off the FX thread. */
    Runnable takeDown() {
        cancel();
        Opened ended = current;
        current = null;
        return () -> {
            if (ended != null) {
                ended.close();
            }
        };
    }
}
