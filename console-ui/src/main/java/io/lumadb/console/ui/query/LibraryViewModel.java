package io.lumadb.console.ui.query;

import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.timing.Debounce;
import io.lumadb.console.ui.query.timing.Threads;
import io.lumadb.console.ui.settings.HistoryEntry;
import io.lumadb.console.ui.settings.SavedQuery;
import io.lumadb.console.ui.settings.SettingsStore;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Queries of the past: every run, searchable, and those saved by name. Belongs to the FX thread. */
public final class LibraryViewModel {

    /** How many runs are listed; searching finds the older ones. */
    static final int LISTED = 300;

    private final SettingsStore settings;
    private final Threads threads;
    private final Debounce searchDelay;
    private final StringProperty search = new SimpleStringProperty("");
    private final ObservableList<HistoryEntry> history = FXCollections.observableArrayList();
    private final ObservableList<SavedQuery> saved = FXCollections.observableArrayList();
    private long asked;

    LibraryViewModel(SettingsStore settings, Threads threads) {
        this.settings = settings;
        this.threads = threads;
        searchDelay = new Debounce(threads.delays(), Duration.ofMillis(150));
        search.subscribe((before, after) -> searchDelay.request(this::refreshHistory));
    }

    /** What runs are looked for by; empty for all. */
    public StringProperty searchProperty() {
        return search;
    }

    /** Newest first. */
    public ObservableList<HistoryEntry> history() {
        return history;
    }

    public ObservableList<SavedQuery> saved() {
        return saved;
    }

    void refreshHistory() {
        long number = ++asked;
        String wanted = search.get().strip();
        threads.settings().execute(() -> {
            List<HistoryEntry> found = settings.history(wanted, LISTED);
            threads.fx().execute(() -> {
                if (number == asked) {
                    history.setAll(found);
                }
            });
        });
    }

    void refreshSaved() {
        threads.settings().execute(this::readSaved);
    }

    private void readSaved() {
        List<SavedQuery> found = settings.savedQueries();
        threads.fx().execute(() -> saved.setAll(found));
    }

    /** Saves a query; one of the same name is replaced. */
    public void save(String name, QueryLanguage language, String text) {
        threads.settings().execute(() -> {
            String id = settings.savedQueries().stream()
                    .filter(query -> query.name().equals(name))
                    .map(SavedQuery::id)
                    .findFirst()
                    .orElseGet(() -> UUID.randomUUID().toString());
            settings.saveQuery(new SavedQuery(id, name, language.wireName(), text));
            readSaved();
        });
    }

    public void delete(SavedQuery query) {
        threads.settings().execute(() -> {
            settings.deleteQuery(query.id());
            readSaved();
        });
    }
}
