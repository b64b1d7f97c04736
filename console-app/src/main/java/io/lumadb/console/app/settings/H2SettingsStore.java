package io.lumadb.console.app.settings;

import io.lumadb.console.ui.settings.HistoryEntry;
import io.lumadb.console.ui.settings.QueryDraft;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.console.ui.settings.SavedQuery;
import io.lumadb.console.ui.settings.SettingsStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@link SettingsStore} in one H2 file. One connection, guarded by this object's monitor: the console asks rarely. Each
 * change is committed, and H2's file is synced, before the call returns ({@code WRITE_DELAY=0}).
 */
public final class H2SettingsStore implements SettingsStore {

    private static final int MOST_HISTORY = 10_000;

    private final Connection database;
    private final Keyring keyring;

    private H2SettingsStore(Connection database, Keyring keyring) {
        this.database = database;
        this.keyring = keyring;
    }

    /**
     * Opens the settings of a folder, making them when they are not there.
     *
     * @throws SettingsException when another console has them open, or a newer build wrote them
     */
    public static H2SettingsStore open(Path folder) {
        String url =
                "jdbc:h2:file:" + folder.resolve("settings").toAbsolutePath() + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
        try {
            Connection database = DriverManager.getConnection(url);
            Migrations.run(database);
            return new H2SettingsStore(database, Keyring.ofThisMachine());
        } catch (SQLException e) {
            boolean locked = e.getErrorCode() == org.h2.api.ErrorCode.DATABASE_ALREADY_OPEN_1;
            throw new SettingsException(
                    locked
                            ? "another LumaDB Console uses the settings in " + folder
                                    + "; use --data DIR for a second one"
                            : "cannot open the settings in " + folder + ": " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings file cannot be used; the message says why. */
    public static final class SettingsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SettingsException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    @Override
    public synchronized Optional<String> get(String key) {
        return first("SELECT content FROM setting WHERE name = ?", row -> row.getString(1), key);
    }

    @Override
    public synchronized void put(String key, String value) {
        update("MERGE INTO setting (name, content) KEY (name) VALUES (?, ?)", key, value);
    }

    @Override
    public synchronized List<SavedConnection> connections() {
        return list(
                "SELECT id, name, url, color, production, read_only, last_used FROM connection"
                        + " ORDER BY last_used DESC NULLS LAST, name",
                row -> new SavedConnection(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        Optional.ofNullable(row.getObject(7, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)));
    }

    @Override
    public synchronized void save(SavedConnection connection) {
        update(
                "MERGE INTO connection (id, name, url, color, production, read_only, last_used) KEY (id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                connection.id(),
                connection.name(),
                connection.url(),
                connection.color(),
                connection.production(),
                connection.readOnly(),
                connection.lastUsed().map(H2SettingsStore::time).orElse(null));
    }

    @Override
    public synchronized void deleteConnection(String id) {
        update("DELETE FROM connection WHERE id = ?", id);
        update("DELETE FROM draft WHERE connection_id = ?", id);
        keyring.remove(id);
    }

    @Override
    public Optional<String> password(String connectionId) {
        return keyring.get(connectionId);
    }

    @Override
    public void keepPassword(String connectionId, String password) {
        keyring.put(connectionId, password);
    }

    @Override
    public void forgetPassword(String connectionId) {
        keyring.remove(connectionId);
    }

    @Override
    public synchronized void addHistory(HistoryEntry entry) {
        update(
                "INSERT INTO history (at, connection, language, text, elapsed_ms, result_rows, error)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                time(entry.at()),
                entry.connection(),
                entry.language(),
                entry.text(),
                entry.elapsedMs(),
                entry.rows(),
                entry.error());
        update("DELETE FROM history WHERE id <= (SELECT MAX(id) FROM history) - ?", MOST_HISTORY);
    }

    @Override
    public synchronized List<HistoryEntry> history(String search, int limit) {
        return list(
                "SELECT at, connection, language, text, elapsed_ms, result_rows, error FROM history"
                        + " WHERE LOCATE(LOWER(?), LOWER(text)) > 0 OR ? = '' ORDER BY id DESC LIMIT ?",
                row -> new HistoryEntry(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getDouble(5),
                        row.getLong(6),
                        row.getString(7)),
                search,
                search,
                limit);
    }

    @Override
    public synchronized List<QueryDraft> drafts(String connectionId) {
        return list(
                "SELECT id, connection_id, position, title, language, text, caret FROM draft"
                        + " WHERE connection_id = ? ORDER BY position",
                row -> new QueryDraft(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getInt(7)),
                connectionId);
    }

    @Override
    public synchronized void saveDraft(QueryDraft draft) {
        update(
                "MERGE INTO draft (id, connection_id, position, title, language, text, caret) KEY (id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                draft.id(),
                draft.connectionId(),
                draft.position(),
                draft.title(),
                draft.language(),
                draft.text(),
                draft.caret());
    }

    @Override
    public synchronized void deleteDraft(String id) {
        update("DELETE FROM draft WHERE id = ?", id);
    }

    @Override
    public synchronized List<SavedQuery> savedQueries() {
        return list(
                "SELECT id, name, language, text FROM saved_query ORDER BY name",
                row -> new SavedQuery(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    }

    @Override
    public synchronized void saveQuery(SavedQuery query) {
        update(
                "MERGE INTO saved_query (id, name, language, text) KEY (id) VALUES (?, ?, ?, ?)",
                query.id(),
                query.name(),
                query.language(),
                query.text());
    }

    @Override
    public synchronized void deleteQuery(String id) {
        update("DELETE FROM saved_query WHERE id = ?", id);
    }

    @Override
    public synchronized void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private void update(String sql, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepared(sql, parameters)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private <T> List<T> list(String sql, RowReader<T> reader, Object... parameters) {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement statement = prepared(sql, parameters);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                rows.add(reader.read(result));
            }
            return rows;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters) {
        return list(sql, reader, parameters).stream().findFirst();
    }

    private PreparedStatement prepared(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = database.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static SettingsException failed(SQLException e) {
        return new SettingsException("the settings cannot be read or written: " + e.getMessage(), e);
    }
}
