package io.lumadb.console.ui.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.console.ui.fixture.MemorySettings;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.settings.HistoryEntry;
import io.lumadb.console.ui.settings.QueryDraft;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.console.ui.settings.SavedQuery;
import io.lumadb.console.ui.theme.Appearance;
import io.lumadb.console.ui.theme.ThemeChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.fxmisc.richtext.CodeArea;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The query screen in a window, with drafts, a saved query and a history, against a client that answers as told. */
final class ShownQueryScreen {

    static final String JOIN = """
            -- What sells, by category and where it is stored
            SELECT p.name, p.brand, p.category, p.price, p.stock, p.rating, p.active, p.released
            FROM products AS p
            WHERE p.price BETWEEN 10 AND 80
              AND p.category IN ('kitchen', 'bicycle')
            ORDER BY p.rating DESC
            LIMIT 500;

            SELECT status, COUNT(*) AS orders, SUM(total) AS revenue
            FROM orders
            GROUP BY status""";

    final AnsweringClient client = new AnsweringClient();
    final MemorySettings settings = new MemorySettings();
    private QueryScreen screen;
    private Pane root;

    void start(Stage stage) {
        settings.saveDraft(new QueryDraft("a", "c1", 0, "Best sellers", "lql", JOIN, 60));
        settings.saveDraft(new QueryDraft("b", "c1", 1, "Cheap", "nql", QueryLanguage.NQL.example(), 0));
        settings.saveQuery(new SavedQuery("s", "Orders by status", "jql", QueryLanguage.JQL.example()));
        Instant at = Instant.parse("2026-03-14T09:12:03Z");
        settings.addHistory(new HistoryEntry(at, "Local", "lql", "SELECT COUNT(*) FROM orders", 1.8, 1, null));
        settings.addHistory(new HistoryEntry(
                at.plusSeconds(40),
                "Local",
                "nql",
                "find products where prize < 5",
                3.1,
                0,
                "no field 'prize' in products"));
        SavedConnection connection = new SavedConnection(
                "c1", "Local", "lumadb://127.0.0.1:8080/", "#6246d6", false, false, Optional.empty());
        screen = new QueryScreen(new ConsoleSession(connection, client, new LiveCluster(), settings));
        root = new Pane(screen.view());
        ((Region) screen.view()).resize(1258, 820);
        Scene scene = new Scene(root, 1000, 900);
        Appearance.current().install(scene);
        stage.setScene(scene);
        stage.show();
        size(1258, 820);
        screen.shown();
    }

    void size(double width, double height) {
        Region view = (Region) screen.view();
        view.setMinSize(width, height);
        view.setPrefSize(width, height);
        view.setMaxSize(width, height);
        root.layout();
    }

    void close(FxRobot robot) {
        robot.interact(() -> {
            Appearance.current().forget(root.getScene());
            screen.close();
        });
    }

    QueryTabViewModel tab() {
        return Objects.requireNonNull(screen.viewModel().activeProperty().get());
    }

    static void until(String what, java.util.concurrent.Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(what).isNotEmpty();
    }

    CodeArea editor(FxRobot robot) throws TimeoutException {
        until(
                "restored",
                () -> screen.viewModel().restoredProperty().get()
                        && robot.lookup("#query-editor").tryQuery().isPresent());
        return robot.lookup("#query-editor").queryAs(CodeArea.class);
    }

    QueryScreen screen() {
        return screen;
    }

    /** Of the whole screen, which is larger than headless windows may be. */
    void picture(FxRobot robot, String name, ThemeChoice theme, double width, double height) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        robot.interact(() -> {
            Appearance.current().choose(theme);
            size(width, height);
            screen.view().applyCss();
            screen.view().layout();
        });
        WaitForAsyncUtils.waitForFxEvents();
        WaitForAsyncUtils.waitForFxEvents();
        WritableImage[] image = new WritableImage[1];
        robot.interact(() -> image[0] = screen.view().snapshot(null, null));
        ImageIO.write(
                SwingFXUtils.fromFXImage(image[0], null),
                "png",
                folder.resolve(name + "-" + theme.key() + ".png").toFile());
    }
}
