package io.lumadb.console.ui.start;

import io.lumadb.console.ui.session.LocalEngines.LocalEngineOptions;
import io.lumadb.console.ui.settings.SavedConnection;
import java.util.function.Consumer;

/** What the start page asks of the application. Called on the FX thread, answers there. */
public interface SessionStarter {

    /**
     * Starts an engine on this machine and shows it; {@code progress} is told in words what happens, {@code failed} why
     * it did not work.
     */
    void startLocal(LocalEngineOptions options, boolean loadSample, Consumer<String> progress, Consumer<String> failed);

    /** Attaches with the password that was kept, or asks for it. */
    void attach(SavedConnection connection, Consumer<String> progress, Consumer<String> failed);

    /** Gives up what is being started. */
    void cancel();

    void newConnection();

    void edit(SavedConnection connection);
}
