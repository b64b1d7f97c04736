package io.lumadb.console.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.console.ui.action.ConsoleAction;
import io.lumadb.console.ui.fixture.ExampleEngines;
import io.lumadb.console.ui.fixture.FxThread;
import io.lumadb.console.ui.fixture.MemorySettings;
import io.lumadb.console.ui.fixture.PlainScreen;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.overview.OverviewScreen;
import io.lumadb.console.ui.screen.ScreenCatalog;
import io.lumadb.console.ui.screen.ScreenCatalog.Entry;
import io.lumadb.console.ui.screen.ScreenRequest;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.console.ui.settings.SavedQuery;
import io.lumadb.console.ui.task.BackgroundTasks;
import io.lumadb.console.ui.theme.Appearance;
import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.ThemeChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

@ExtendWith(ApplicationExtension.class)
class ConsoleWindowTest {

    private final PlainScreen heatMap = new PlainScreen("Heat map");
    private final PlainScreen query = new PlainScreen("Query");
    private final List<String> asked = new ArrayList<>();
    private final BackgroundTasks tasks = new BackgroundTasks();
    private ConsoleWindow window;

    @Start
    void open(Stage stage) {
        Appearance.current().choose(ThemeChoice.DARK);
        ScreenCatalog catalog = new ScreenCatalog(List.of(
                new Entry("overview", OverviewScreen.TITLE, OverviewScreen.ICON, OverviewScreen::new),
                heatMap.entry("heat-map"),
                query.entry("query")));
        MemorySettings settings = new MemorySettings();
        settings.saveQuery(new SavedQuery("q1", "Top products", "lql", "SELECT 1"));
        window = new ConsoleWindow(stage, catalog, tasks, settings, new RememberingHost());
        stage.setWidth(1000);
        stage.setHeight(800);
        SavedConnection connection = new SavedConnection(
                "c", "Shop", "lumadb://admin@127.0.0.1:8080/", "#e5484d", true, true, Optional.empty());
        ExampleEngines engines = new ExampleEngines();
        LiveCluster live = new LiveCluster();
        io.lumadb.client.LumaClient client =
                engines.connect(io.lumadb.client.ConnectionAddress.parse(connection.url()));
        live.start(client, 500);
        window.open(new ConsoleSession(connection, client, live, settings));
        stage.show();
    }

    @Stop
    void close() {
        window.close();
        tasks.close();
    }

    @Test
    void opensOnTheFirstScreenWithTheConnectionInSight(FxRobot robot) {
        FxThread.until("health", () -> text(robot, "#health").equals("Healthy"));

        assertThat(window.shownScreenId()).isEqualTo("overview");
        assertThat(robot.lookup("PRODUCTION").tryQuery()).isPresent();
        assertThat(robot.lookup("READ-ONLY").tryQuery()).isPresent();
        assertThat(robot.lookup("Nothing is wrong").tryQuery()).isPresent();
    }

    @Test
    void goesToEachScreenByItsNumber(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT2).release(KeyCode.DIGIT2, KeyCode.CONTROL);
        FxThread.until("the heat map", () -> window.shownScreenId().equals("heat-map"));

        robot.press(KeyCode.CONTROL, KeyCode.DIGIT3).release(KeyCode.DIGIT3, KeyCode.CONTROL);
        FxThread.until("the query screen", () -> window.shownScreenId().equals("query"));

        assertThat(heatMap.calls()).containsExactly("shown", "hidden");
        assertThat(query.calls()).containsExactly("shown");
    }

    @Test
    void walksTheRailWithTheArrowKeys(FxRobot robot) {
        robot.interact(() -> robot.lookup("#rail-overview").query().requestFocus());

        robot.type(KeyCode.DOWN).type(KeyCode.SPACE);

        FxThread.until("the heat map", () -> window.shownScreenId().equals("heat-map"));
    }

    @Test
    void findsAScreenInThePalette(FxRobot robot) {
        openPalette(robot);

        type(robot, "htm");
        robot.type(KeyCode.ENTER);

        FxThread.until("the heat map", () -> window.shownScreenId().equals("heat-map"));
        assertThat(window.sheets().isShowing()).isFalse();
    }

    @Test
    void findsACollectionAndASavedQueryInThePalette(FxRobot robot) {
        FxThread.until("data", () -> text(robot, "#health").equals("Healthy"));
        openPalette(robot);
        type(robot, "orders");
        robot.type(KeyCode.ENTER);
        FxThread.until("the query screen", () -> query.calls().contains("open collection/orders"));

        openPalette(robot);
        type(robot, "top prod");
        FxThread.until(
                "the saved query", () -> robot.lookup("Top products").tryQuery().isPresent());
        robot.type(KeyCode.ENTER);

        FxThread.until("it to open", () -> query.calls().contains("open saved-query/q1"));
    }

    @Test
    void closesThePaletteWithEscape(FxRobot robot) {
        openPalette(robot);

        robot.type(KeyCode.ESCAPE);

        FxThread.until("the palette to close", () -> !window.sheets().isShowing());
    }

    @Test
    void followsAScreenToAnotherOne(FxRobot robot) {
        robot.interact(() -> window.show("heat-map"));

        robot.interact(() -> heatMap.view().fireEvent(new ScreenRequest("query", "collection/orders")));

        assertThat(window.shownScreenId()).isEqualTo("query");
        assertThat(query.calls()).containsExactly("shown", "open collection/orders");
    }

    @Test
    void saysSoWhenThereIsNoSuchScreen(FxRobot robot) {
        robot.interact(() -> window.show("backup"));

        assertThat(window.shownScreenId()).isEqualTo("overview");
        assertThat(text(robot, "#last-error")).isEqualTo("This version has no screen 'backup'");
    }

    @Test
    void asksItsHostForWhatItCannotDo(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.COMMA).release(KeyCode.COMMA, KeyCode.CONTROL);
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L).release(KeyCode.L, KeyCode.SHIFT, KeyCode.CONTROL);
        robot.press(KeyCode.CONTROL, KeyCode.EQUALS).release(KeyCode.EQUALS, KeyCode.CONTROL);

        FxThread.until("all three", () -> asked.containsAll(List.of("settings", "theme", "font 14")));
    }

    @Test
    void paintsItselfAgainInTheOtherTheme(FxRobot robot) {
        robot.interact(() -> Appearance.current().toggle());

        assertThat(Appearance.current().theme()).isEqualTo(Theme.LIGHT);
        assertThat(window.scene().getStylesheets().getFirst()).endsWith("tokens-light.css");
    }

    @Test
    void closesItsScreensWithTheSession(FxRobot robot) {
        robot.interact(() -> window.show("query"));

        robot.interact(() -> window.showStart(new javafx.scene.layout.StackPane()));

        assertThat(query.calls()).containsExactly("shown", "hidden", "close");
        assertThat(window.session()).isEmpty();
    }

    private void openPalette(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P).release(KeyCode.P, KeyCode.SHIFT, KeyCode.CONTROL);
        FxThread.until(
                "the palette",
                () -> robot.lookup("#palette-field")
                        .tryQuery()
                        .map(field -> field.isFocused())
                        .orElse(false));
    }

    /** The Headless platform makes no characters of keys. */
    private static void type(FxRobot robot, String letters) {
        robot.interact(
                () -> robot.lookup("#palette-field").queryAs(TextField.class).setText(letters));
    }

    private static String text(FxRobot robot, String query) {
        return robot.lookup(query).queryAs(Labeled.class).getText();
    }

    private final class RememberingHost implements ConsoleWindow.Host {
        @Override
        public void openSettings() {
            asked.add("settings");
        }

        @Override
        public void disconnect() {
            asked.add("disconnect");
        }

        @Override
        public void openHelp() {
            asked.add("help");
        }

        @Override
        public List<ConsoleAction> actions() {
            return List.of();
        }

        @Override
        public void fontSizeChosen(int pixels) {
            asked.add("font " + pixels);
            Appearance.current().chooseFontSize(Appearance.STANDARD_FONT);
        }

        @Override
        public void themeToggled() {
            asked.add("theme");
        }
    }
}
