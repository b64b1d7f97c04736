package io.lumadb.console.ui.frame;

import io.lumadb.console.ui.action.ConsoleAction;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.screen.Screen;
import io.lumadb.console.ui.screen.ScreenCatalog;
import io.lumadb.console.ui.screen.ScreenRequest;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.task.BackgroundTasks;
import io.lumadb.console.ui.widget.Widgets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One session on show: its bars, its rail, and its screens. The first screen is made at once, the others in the pauses
 * after it, so that the window is usable early and every screen collects from the beginning. Belongs to the FX thread.
 */
final class SessionFrame extends BorderPane implements AutoCloseable {

    private final ConsoleSession session;
    private final ScreenCatalog catalog;
    private final BackgroundTasks tasks;
    private final FrameViewModel viewModel;
    private final Subscriptions subscriptions = new Subscriptions();
    private final Map<String, Screen> screens = new LinkedHashMap<>();
    private final Queue<ScreenCatalog.Entry> toMake = new ArrayDeque<>();
    private final StackPane stage = new StackPane();
    private final NavigationRail rail;
    private @Nullable Screen shown;
    private String shownId = "";
    private boolean closed;

    SessionFrame(ConsoleSession session, ScreenCatalog catalog, BackgroundTasks tasks, FrameActions actions) {
        this.session = session;
        this.catalog = catalog;
        this.tasks = tasks;
        viewModel = new FrameViewModel(session, InstantSource.system());
        TopBar topBar = new TopBar(viewModel, actions);
        StatusBar statusBar = new StatusBar(viewModel, tasks);
        rail = new NavigationRail(catalog, this::show);
        subscriptions.add(viewModel::close);
        subscriptions.add(topBar::close);
        subscriptions.add(statusBar::close);
        setTop(topBar);
        setLeft(rail);
        setCenter(new VBox(new StreamBanner(viewModel), stage));
        VBox.setVgrow(stage, javafx.scene.layout.Priority.ALWAYS);
        setBottom(statusBar);
        stage.setMinSize(0, 0);
        subscriptions.follow(viewModel.staleProperty(), stale -> Widgets.style(stage, "stale", stale));
        addEventHandler(ScreenRequest.SCREEN_REQUEST, this::open);
        startClock();
        toMake.addAll(catalog.entries());
        show(catalog.entries().getFirst().id());
        Platform.runLater(this::makeNext);
    }

    private void startClock() {
        Timeline clock = new Timeline(new KeyFrame(Duration.millis(500), event -> viewModel.tick()));
        clock.setCycleCount(Animation.INDEFINITE);
        clock.play();
        subscriptions.add(clock::stop);
    }

    private void makeNext() {
        ScreenCatalog.Entry entry = closed ? null : toMake.poll();
        if (entry != null) {
            screen(entry);
            Platform.runLater(this::makeNext);
        }
    }

    private Screen screen(ScreenCatalog.Entry entry) {
        return screens.computeIfAbsent(entry.id(), id -> entry.factory().apply(session));
    }

    FrameViewModel viewModel() {
        return viewModel;
    }

    ConsoleSession session() {
        return session;
    }

    NavigationRail rail() {
        return rail;
    }

    String shownId() {
        return shownId;
    }

    @Nullable
    Screen shownScreen() {
        return shown;
    }

    void show(String id) {
        ScreenCatalog.Entry entry = catalog.find(id).orElse(null);
        if (entry == null) {
            tasks.report("This version has no screen '" + id + "'");
            return;
        }
        Screen next = screen(entry);
        rail.select(id);
        if (id.equals(shownId)) {
            return;
        }
        if (shown != null) {
            shown.hidden();
        }
        shown = next;
        shownId = id;
        stage.getChildren().setAll(next.view());
        next.shown();
    }

    private void open(ScreenRequest request) {
        request.consume();
        show(request.screen());
        if (shown != null
                && shownId.equals(request.screen())
                && !request.detail().isEmpty()) {
            shown.open(request.detail());
        }
    }

    /** What the palette finds in this session: its screens and what they offer. */
    List<ConsoleAction> actions() {
        List<ConsoleAction> actions = new ArrayList<>();
        for (ScreenCatalog.Entry entry : catalog.entries()) {
            actions.add(new ConsoleAction("Screen", entry.title(), "", entry.icon(), () -> show(entry.id())));
        }
        screens.values().forEach(screen -> actions.addAll(screen.actions()));
        return actions;
    }

    @Override
    public void close() {
        closed = true;
        if (shown != null) {
            shown.hidden();
        }
        screens.values().forEach(Screen::close);
        subscriptions.close();
    }
}
