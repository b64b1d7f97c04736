package io.lumadb.console.ui.settings;

import java.util.List;
import java.util.Optional;

/** Settings, connections, history, drafts and saved queries. Thread-safe; what is put is on disk when the call returns. */
public interface SettingsStore extends AutoCloseable {

    /** A setting by its key, such as {@code theme}. */
    Optional<String> get(String key);

    void put(String key, String value);

    /** Most recently used first. */
    List<SavedConnection> connections();

    /** Adds or replaces by id. */
    void save(SavedConnection connection);

    void deleteConnection(String id);

    /** A connection's password, if it was kept; stored encrypted. */
    Optional<String> password(String connectionId);

    void keepPassword(String connectionId, String password);

    void forgetPassword(String connectionId);

    void addHistory(HistoryEntry entry);

    /** Newest first; {@code search} is looked for in the text, empty for all. */
    List<HistoryEntry> history(String search, int limit);

    /** Open editor tabs of a connection, in tab order, as they were when last typed in. */
    List<QueryDraft> drafts(String connectionId);

    /** Adds or replaces by id. Called a moment after each key stroke. */
    void saveDraft(QueryDraft draft);

    void deleteDraft(String id);

    List<SavedQuery> savedQueries();

    void saveQuery(SavedQuery query);

    void deleteQuery(String id);

    @Override
    void close();
}
