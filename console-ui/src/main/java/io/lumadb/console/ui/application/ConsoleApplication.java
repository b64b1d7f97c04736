package io.lumadb.console.ui.application;

import io.lumadb.console.ui.action.ConsoleAction;
import io.lumadb.console.ui.connection.ConnectionDialog;
import io.lumadb.console.ui.connection.ConnectionViewModel;
import io.lumadb.console.ui.frame.ConsoleWindow;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.session.LocalEngines.LocalEngineOptions;
import io.lumadb.console.ui.settings.Preferences;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.console.ui.settings.SettingsSheet;
import io.lumadb.console.ui.settings.SettingsStore;
import io.lumadb.console.ui.settings.SettingsViewModel;
import io.lumadb.console.ui.start.SessionStarter;
import io.lumadb.console.ui.start.StartPage;
import io.lumadb.console.ui.start.StartViewModel;
import io.lumadb.console.ui.task.BackgroundTasks;
import io.lumadb.console.ui.theme.Appearance;
import io.lumadb.console.ui.theme.ThemeChoice;
import io.lumadb.console.ui.tour.Tour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.stage.Stage;

/** The console as a whole: one window, its settings, its sessions. Belongs to the FX thread. */
public final class ConsoleApplication implements ConsoleWindow.Host, SessionStarter, Tour.Extras {

    private final SettingsStore settings;
    private final BackgroundTasks tasks = new BackgroundTasks();
    private final SettingsViewModel preferences;
    private final SessionController sessions;
    private final ConsoleWindow window;
    private final StartViewModel start;
    private final StartPage startPage;

    /** Builds the window on a stage, and shows the start page in it; the stage is the caller's to show. */
    public ConsoleApplication(Stage stage, ConsoleParts parts, Preferences chosen) {
        settings = parts.settings();
        preferences = new SettingsViewModel(chosen, settings, tasks);
        preferences.themeProperty().subscribe(Appearance.current()::choose);
        preferences.fontSizeProperty().subscribe(size -> Appearance.current().chooseFontSize(size.intValue()));
        sessions =
                new SessionController(settings, parts.engines(), parts.sample(), parts.clients(), tasks, this::opened);
        preferences.refreshMillisProperty().subscribe(sessions::refreshEvery);
        window = new ConsoleWindow(stage, ConsoleScreens.catalog(), tasks, settings, this);
        start = new StartViewModel(settings, tasks, this);
        startPage = new StartPage(start, this::openSettings);
        window.showStart(startPage);
    }

    public ConsoleWindow window() {
        return window;
    }

    public StartViewModel start() {
        return start;
    }

    private void opened(ConsoleSession session) {
        start.ended();
        window.open(session);
    }

    @Override
    public void startLocal(
            LocalEngineOptions options, boolean loadSample, Consumer<String> progress, Consumer<String> failed) {
        sessions.startLocal(options, loadSample, progress, failed);
    }

    @Override
    public void attach(SavedConnection connection, Consumer<String> progress, Consumer<String> failed) {
        tasks.fetch(
                "Reading the password of " + connection.name(),
                () -> settings.password(connection.id()),
                password -> password.ifPresentOrElse(kept -> sessions.attach(connection, kept, false, failed), () -> {
                    start.ended();
                    openDialog("Connect to " + connection.name(), ConnectionViewModel.of(connection, password));
                }));
    }

    /** Attaches without asking anything. */
    void attach(SavedConnection connection, String password) {
        start.begin("Connecting to " + connection.name());
        sessions.attach(connection, password, false, start::failed);
    }

    @Override
    public void cancel() {
        sessions.cancel();
    }

    @Override
    public void newConnection() {
        openDialog("New connection", new ConnectionViewModel(UUID.randomUUID().toString()));
    }

    @Override
    public void edit(SavedConnection connection) {
        tasks.fetch(
                "Reading the password of " + connection.name(),
                () -> settings.password(connection.id()),
                password -> openDialog("Edit " + connection.name(), ConnectionViewModel.of(connection, password)));
    }

    private void openDialog(String title, ConnectionViewModel viewModel) {
        ConnectionDialog dialog = new ConnectionDialog(title, viewModel, sessions.opener(), tasks, new DialogOutcome());
        window.sheets().show(dialog, Pos.CENTER);
    }

    private final class DialogOutcome implements ConnectionDialog.Outcome {
        @Override
        public void connect(SavedConnection connection, String password, boolean keep) {
            window.sheets().close();
            start.begin("Connecting to " + connection.name());
            tasks.fetch(
                    "Keeping the connection " + connection.name(),
                    () -> {
                        settings.save(connection);
                        if (!keep) {
                            settings.forgetPassword(connection.id());
                        }
                        return connection;
                    },
                    kept -> {
                        start.refresh();
                        sessions.attach(kept, password, keep, start::failed);
                    });
        }

        @Override
        public void cancel() {
            window.sheets().close();
        }
    }

    @Override
    public void openSettings() {
        window.sheets().show(new SettingsSheet(preferences, window.sheets()::close), Pos.CENTER_RIGHT);
    }

    @Override
    public void openHelp() {
        openSettings();
    }

    @Override
    public void disconnect() {
        sessions.end();
        window.showStart(startPage);
        start.refresh();
    }

    @Override
    public List<ConsoleAction> actions() {
        List<ConsoleAction> actions = new ArrayList<>();
        Optional<ConsoleSession> session = window.session();
        session.filter(ConsoleSession::writable)
                .ifPresent(open -> actions.add(
                        action("Load the sample catalogue", "fth-download", () -> sessions.loadSample(open))));
        if (session.isEmpty()) {
            actions.add(action("Start a local engine", "fth-play", start::startLocal));
            actions.add(action("New connection", "fth-plus", this::newConnection));
            start.recent()
                    .forEach(connection -> actions.add(new ConsoleAction(
                            "Connection", connection.name(), "", "fth-link", () -> start.attach(connection))));
        }
        return actions;
    }

    private static ConsoleAction action(String title, String icon, Runnable run) {
        return new ConsoleAction("Action", title, "", icon, run);
    }

    @Override
    public void fontSizeChosen(int pixels) {
        preferences.fontSizeProperty().set(pixels);
    }

    @Override
    public void themeToggled() {
        preferences
                .themeProperty()
                .set(ThemeChoice.of(Appearance.current().theme().other()));
    }

    /** Ends everything; what is returned closes what blocks, and is run off the FX thread. */
    public Runnable takeDown() {
        window.close();
        Runnable sessionsDown = sessions.takeDown();
        return () -> {
            sessionsDown.run();
            tasks.close();
        };
    }
}
