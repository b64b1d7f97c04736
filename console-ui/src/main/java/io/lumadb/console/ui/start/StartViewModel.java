package io.lumadb.console.ui.start;

import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.console.ui.settings.SettingsStore;
import io.lumadb.console.ui.task.BackgroundTasks;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The start page: what can be opened, what is being opened, and why it did not open. Belongs to the FX thread. */
public final class StartViewModel {

    private final SettingsStore settings;
    private final BackgroundTasks tasks;
    private final SessionStarter starter;
    private final EngineOptionsViewModel engine = new EngineOptionsViewModel();
    private final ObservableList<SavedConnection> recent = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyStringWrapper progress = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");

    public StartViewModel(SettingsStore settings, BackgroundTasks tasks, SessionStarter starter) {
        this.settings = settings;
        this.tasks = tasks;
        this.starter = starter;
        refresh();
    }

    /** Reads the connections again. */
    public void refresh() {
        tasks.fetch("Reading the connections", settings::connections, recent::setAll);
    }

    public EngineOptionsViewModel engine() {
        return engine;
    }

    /** Most recently used first. */
    public ObservableList<SavedConnection> recent() {
        return recent;
    }

    /** Whether something is being opened. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** What is being done, in words. */
    public ReadOnlyStringProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** Why it did not work and what to do; empty when nothing failed. */
    public ReadOnlyStringProperty failureProperty() {
        return failure.getReadOnlyProperty();
    }

    public void startLocal() {
        if (busy.get() || !engine.problemProperty().get().isEmpty()) {
            return;
        }
        begin("Starting the engine");
        starter.startLocal(engine.options(), engine.loadSampleProperty().get(), progress::set, this::failed);
    }

    public void attach(SavedConnection connection) {
        if (busy.get()) {
            return;
        }
        begin("Connecting to " + connection.name());
        starter.attach(connection, progress::set, this::failed);
    }

    /** What is being opened by other means, such as the connection dialog. */
    public void begin(String words) {
        busy.set(true);
        failure.set("");
        progress.set(words);
    }

    public void failed(String why) {
        busy.set(false);
        progress.set("");
        failure.set(why);
    }

    /** It worked, or was given up. */
    public void ended() {
        busy.set(false);
        progress.set("");
    }

    public void cancel() {
        starter.cancel();
        ended();
    }

    public void newConnection() {
        starter.newConnection();
    }

    public void edit(SavedConnection connection) {
        starter.edit(connection);
    }

    public void delete(SavedConnection connection) {
        recent.remove(connection);
        tasks.fetch(
                "Deleting the connection " + connection.name(),
                () -> {
                    settings.forgetPassword(connection.id());
                    settings.deleteConnection(connection.id());
                    return connection;
                },
                deleted -> {});
    }
}
