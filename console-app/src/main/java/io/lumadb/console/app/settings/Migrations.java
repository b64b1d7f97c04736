package io.lumadb.console.app.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings the settings file to this build's schema: runs the scripts it has not seen, each in one transaction as far as H2
 * allows, and notes them. A file made by a newer build is refused.
 */
final class Migrations {

    /** In order; a script that has been released is never changed. */
    private static final List<String> SCRIPTS = List.of("V1__settings_connections_history.sql");

    private Migrations() {}

    static void run(Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS schema_version (version INT PRIMARY KEY, script VARCHAR(200) NOT NULL)");
        }
        int current = current(connection);
        if (current > SCRIPTS.size()) {
            throw new SQLException("the settings were written by a newer LumaDB Console (schema " + current
                    + ", this build knows " + SCRIPTS.size() + ")");
        }
        for (int version = current + 1; version <= SCRIPTS.size(); version++) {
            apply(connection, version, SCRIPTS.get(version - 1));
        }
    }

    private static int current(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM schema_version")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void apply(Connection connection, int version, String script) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text(script));
        }
        try (PreparedStatement note =
                connection.prepareStatement("INSERT INTO schema_version (version, script) VALUES (?, ?)")) {
            note.setInt(1, version);
            note.setString(2, script);
            note.executeUpdate();
        }
    }

    private static String text(String script) throws IOException {
        try (InputStream in = Migrations.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IOException("the migration " + script + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
