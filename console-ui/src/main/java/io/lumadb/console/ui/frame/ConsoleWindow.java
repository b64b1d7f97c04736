package io.lumadb.console.ui.frame;

import io.lumadb.console.ui.action.Command;
import io.lumadb.console.ui.action.ConsoleAction;
import io.lumadb.console.ui.action.KeyBindings;
import io.lumadb.console.ui.screen.Screen;
import io.lumadb.console.ui.screen.ScreenCatalog;
import io.lumadb.console.ui.screen.ScreenRequest;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.settings.SettingsStore;
import io.lumadb.console.ui.task.BackgroundTasks;
import io.lumadb.console.ui.theme.Appearance;
import io.lumadb.console.ui.widget.SheetHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.event.Event;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The window: a start page or a session, and sheets above them. Belongs to the FX thread. What only the application can
 * do (open settings, end a session) it asks its {@link Host} for.
 */
public final class ConsoleWindow implements AutoCloseable {

    /** What the window cannot do alone. */
    public interface Host {

        void openSettings();

        /** The user is done with the session on show. */
        void disconnect();

        /** Shows the keys, and where help is. */
        void openHelp();

        /** What the palette offers besides the session's own actions. */
        List<ConsoleAction> actions();

        /** A choice that is kept. */
        void fontSizeChosen(int pixels);

        void themeToggled();
    }

    private final Stage stage;
    private final ScreenCatalog catalog;
    private final BackgroundTasks tasks;
    private final SettingsStore settings;
    private final Host host;
    private final StackPane base = new StackPane();
    private final SheetHost sheets = new SheetHost();
    private final WindowRoot root = new WindowRoot(new StackPane(base, sheets));
    private final Scene scene = new Scene(root, 1440, 900);
    private @Nullable SessionFrame frame;

    public ConsoleWindow(Stage stage, ScreenCatalog catalog, BackgroundTasks tasks, SettingsStore settings, Host host) {
        this.stage = stage;
        this.catalog = catalog;
        this.tasks = tasks;
        this.settings = settings;
        this.host = host;
        content().getStyleClass().add("window-content");
        Appearance.current().install(scene);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        stage.setScene(scene);
        stage.setTitle("LumaDB Console");
        stage.setMinWidth(900);
        stage.setMinHeight(600);
    }

    public Scene scene() {
        return scene;
    }

    /** Where dialogs of this window are shown. */
    public SheetHost sheets() {
        return sheets;
    }

    public BackgroundTasks tasks() {
        return tasks;
    }

    /** Everything inside the window, as large as the window or as {@link #pin} says. */
    public Parent content() {
        return (Parent) root.getChildrenUnmodifiable().getFirst();
    }

    /** Gives the content a size of its own; zeros let it follow the window again. */
    public void pin(double width, double height) {
        root.pin(width, height);
    }

    /** Shows a page without a session. */
    public void showStart(Parent page) {
        endSession();
        base.getChildren().setAll(page);
        stage.setTitle("LumaDB Console");
    }

    /** Shows a session, which ends when another page is shown; its client is the caller's to close. */
    public void open(ConsoleSession session) {
        endSession();
        frame = new SessionFrame(session, catalog, tasks, new Bars());
        base.getChildren().setAll(frame);
        stage.setTitle(session.connection().name() + " – LumaDB Console");
    }

    private void endSession() {
        sheets.close();
        if (frame != null) {
            frame.close();
            frame = null;
        }
    }

    public Optional<ConsoleSession> session() {
        return Optional.ofNullable(frame).map(SessionFrame::session);
    }

    public ScreenCatalog catalog() {
        return catalog;
    }

    /** Shows a screen of the session; without a session nothing happens. */
    public void show(String screenId) {
        if (frame != null) {
            frame.show(screenId);
        }
    }

    /** The id of the screen on show; empty without a session. */
    public String shownScreenId() {
        return frame == null ? "" : frame.shownId();
    }

    public Optional<Screen> shownScreen() {
        return Optional.ofNullable(frame).map(SessionFrame::shownScreen);
    }

    public void openPalette() {
        CommandPaletteViewModel viewModel = new CommandPaletteViewModel(paletteActions());
        sheets.show(new CommandPalette(viewModel, sheets::close), Pos.TOP_CENTER);
        tasks.fetch(
                "Reading saved queries",
                settings::savedQueries,
                queries -> viewModel.add(PaletteSources.ofQueries(queries, catalog, this::request)));
    }

    private List<ConsoleAction> paletteActions() {
        List<ConsoleAction> actions = new ArrayList<>();
        if (frame != null) {
            actions.addAll(frame.actions());
            actions.addAll(PaletteSources.ofCluster(frame.session().live(), catalog, this::request));
            actions.add(command(Command.CLOSE_CONNECTION, "fth-log-out"));
            actions.add(command(Command.TOGGLE_RAIL, "fth-sidebar"));
        }
        actions.addAll(host.actions());
        actions.add(command(Command.SETTINGS, "fth-settings"));
        actions.add(command(Command.TOGGLE_THEME, "fth-moon"));
        actions.add(command(Command.ZOOM_IN, "fth-zoom-in"));
        actions.add(command(Command.ZOOM_OUT, "fth-zoom-out"));
        actions.add(command(Command.ZOOM_RESET, "fth-type"));
        actions.add(command(Command.HELP, "fth-help-circle"));
        return actions;
    }

    private ConsoleAction command(Command command, String icon) {
        return new ConsoleAction(
                "Action", command.title(), KeyBindings.current().text(command), icon, () -> carryOut(command));
    }

    private void request(ScreenRequest request) {
        if (frame != null) {
            Event.fireEvent(frame, request);
        }
    }

    private void onKey(KeyEvent event) {
        KeyBindings keys = KeyBindings.current();
        if (frame != null && !sheets.isShowing()) {
            int number = keys.screenNumber(event);
            if (number >= 1 && number <= catalog.entries().size()) {
                frame.show(catalog.entries().get(number - 1).id());
                event.consume();
                return;
            }
        }
        keys.find(event).filter(this::carryOut).ifPresent(command -> event.consume());
    }

    /** Whether the command is one of the window's own. */
    private boolean carryOut(Command command) {
        return switch (command) {
            case PALETTE -> does(this::openPalette);
            case SETTINGS -> does(host::openSettings);
            case TOGGLE_THEME -> does(host::themeToggled);
            case ZOOM_IN -> zoom(Appearance.current().fontSizeProperty().get() + 1);
            case ZOOM_OUT -> zoom(Appearance.current().fontSizeProperty().get() - 1);
            case ZOOM_RESET -> zoom(Appearance.STANDARD_FONT);
            case HELP -> does(host::openHelp);
            case TOGGLE_RAIL -> frame != null && does(frame.rail()::toggle);
            case CLOSE_CONNECTION -> frame != null && does(host::disconnect);
            case RUN, RUN_SCRIPT, EXPLAIN, CANCEL, COMPLETE, SIGNATURE, FORMAT, COMMENT, NEW_TAB, CLOSE_TAB -> false;
        };
    }

    private static boolean does(Runnable action) {
        action.run();
        return true;
    }

    private boolean zoom(int pixels) {
        Appearance.current().chooseFontSize(pixels);
        host.fontSizeChosen(Appearance.current().fontSizeProperty().get());
        return true;
    }

    @Override
    public void close() {
        endSession();
        Appearance.current().forget(scene);
    }

    private final class Bars implements FrameActions {
        @Override
        public void palette() {
            openPalette();
        }

        @Override
        public void settings() {
            host.openSettings();
        }

        @Override
        public void toggleTheme() {
            host.themeToggled();
        }

        @Override
        public void disconnect() {
            host.disconnect();
        }

        @Override
        public void showFirstScreen() {
            show(catalog.entries().getFirst().id());
        }
    }
}
