package io.lumadb.console.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.console.ui.settings.HistoryEntry;
import io.lumadb.console.ui.settings.QueryDraft;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.console.ui.settings.SavedQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2SettingsStoreTest {

    @TempDir
    private Path folder;

    @Test
    void remembersEverythingAcrossARestart() {
        SavedConnection connection = new SavedConnection(
                "c1",
                "Shop",
                "lumadb://ada@db:8080/",
                "#3b82f6",
                true,
                false,
                Optional.of(Instant.ofEpochMilli(1_000)));
        QueryDraft draft = new QueryDraft("d1", "c1", 0, "Query 1", "lql", "SELECT 1", 8);
        HistoryEntry entry = new HistoryEntry(Instant.ofEpochMilli(2_000), "Shop", "lql", "SELECT 1", 1.5, 1, null);
        SavedQuery query = new SavedQuery("q1", "One", "lql", "SELECT 1");
        try (H2SettingsStore store = H2SettingsStore.open(folder)) {
            store.put("theme", "dark");
            store.put("theme", "light");
            store.save(connection);
            store.saveDraft(draft);
            store.addHistory(entry);
            store.saveQuery(query);
        }

        try (H2SettingsStore store = H2SettingsStore.open(folder)) {
            assertThat(store.get("theme")).contains("light");
            assertThat(store.connections()).containsExactly(connection);
            assertThat(store.drafts("c1")).containsExactly(draft);
            assertThat(store.history("", 10)).containsExactly(entry);
            assertThat(store.savedQueries()).containsExactly(query);
        }
    }

    @Test
    void findsHistoryByAPartOfItsText() {
        try (H2SettingsStore store = H2SettingsStore.open(folder)) {
            store.addHistory(new HistoryEntry(Instant.EPOCH, "a", "lql", "SELECT name FROM products", 1, 1, null));
            store.addHistory(new HistoryEntry(Instant.EPOCH, "a", "nql", "count orders", 1, 1, "TIMEOUT"));

            assertThat(store.history("PRODUCTS", 10))
                    .extracting(HistoryEntry::language)
                    .containsExactly("lql");
            assertThat(store.history("", 10)).extracting(HistoryEntry::language).containsExactly("nql", "lql");
        }
    }

    @Test
    void forgetsTheDraftsOfADeletedConnection() {
        try (H2SettingsStore store = H2SettingsStore.open(folder)) {
            store.saveDraft(new QueryDraft("d1", "c1", 0, "Query 1", "lql", "SELECT 1", 0));

            store.deleteConnection("c1");

            assertThat(store.drafts("c1")).isEmpty();
        }
    }

    @Test
    void writesNoPasswordIntoItsFile() throws Exception {
        try (H2SettingsStore store = H2SettingsStore.open(folder)) {
            store.keepPassword("c1", "correct-horse-battery");
        }

        assertThat(Files.readAllBytes(folder.resolve("settings.mv.db")))
                .asString()
                .doesNotContain("correct-horse-battery");
    }

    @Test
    void refusesSettingsThatANewerBuildWrote() throws Exception {
        H2SettingsStore.open(folder).close();
        try (java.sql.Connection database = java.sql.DriverManager.getConnection(
                        "jdbc:h2:file:" + folder.resolve("settings").toAbsolutePath());
                java.sql.Statement statement = database.createStatement()) {
            statement.execute("INSERT INTO schema_version (version, script) VALUES (99, 'from the future')");
        }

        assertThatThrownBy(() -> H2SettingsStore.open(folder))
                .isInstanceOf(H2SettingsStore.SettingsException.class)
                .hasMessageContaining("newer LumaDB Console");
    }
}
