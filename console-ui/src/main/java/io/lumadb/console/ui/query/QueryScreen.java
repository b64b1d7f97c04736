package io.lumadb.console.ui.query;

import io.lumadb.console.ui.action.Command;
import io.lumadb.console.ui.action.ConsoleAction;
import io.lumadb.console.ui.action.KeyBindings;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.query.editor.CompletionList;
import io.lumadb.console.ui.query.editor.SignatureTip;
import io.lumadb.console.ui.query.result.RowStore;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.timing.Threads;
import io.lumadb.console.ui.screen.Screen;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.widget.Widgets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Ask in LQL, NQL or JQL, and see what comes back and what it cost. Belongs to the FX thread. */
public final class QueryScreen implements Screen {

    public static final String TITLE = "Query";
    public static final String ICON = "fth-terminal";

    private static final double NARROW = 900;
    private static final String SAVED = "saved-query/";
    private static final String COLLECTION = "collection/";

    private final QueryViewModel viewModel;
    private final Subscriptions subscriptions = new Subscriptions();
    private final StackPane root = new StackPane();
    private final StackPane editorPlace = new StackPane();
    private final StackPane resultPlace = new StackPane();
    private final SplitPane upper = new SplitPane();
    private final SplitPane halves = new SplitPane();
    private final SidePanel side;
    private final ToggleButton sideToggle = new ToggleButton(null, Widgets.icon("fth-columns"));
    private final QueryToolbar toolbar = new QueryToolbar(this::carryOut);
    private final CompletionList completions = new CompletionList();
    private final SignatureTip signature = new SignatureTip();
    private final Map<QueryTabViewModel, QueryTabView> views = new HashMap<>();
    private double sideDivider = 0.62;

    public QueryScreen(ConsoleSession session) {
        this(session, Threads.javaFx());
    }

    QueryScreen(ConsoleSession session, Threads threads) {
        viewModel = new QueryViewModel(session, threads, InstantSource.system(), RowStore.Limits.standard());
        side = new SidePanel(viewModel);
        layOut();
        subscriptions.add(viewModel::close);
        viewModel.activeProperty().subscribe(this::showTab);
        viewModel.tabs().addListener((javafx.beans.InvalidationListener)
                change -> views.keySet().retainAll(viewModel.tabs()));
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        viewModel.restore();
    }

    private void layOut() {
        root.getStyleClass().add("query-screen");
        root.getStylesheets()
                .add(Objects.requireNonNull(QueryScreen.class.getResource("query.css"), "query.css")
                        .toExternalForm());
        sideToggle.getStyleClass().add("icon-button");
        sideToggle.setTooltip(new Tooltip("Other languages, history, saved queries"));
        sideToggle.setAccessibleText("Show or hide the side panel");
        sideToggle.setSelected(true);
        sideToggle.selectedProperty().addListener((observable, before, shown) -> showSide(shown));
        toolbar.with(Widgets.iconButton("fth-star", "Save this query by name", this::save))
                .with(Widgets.iconButton("fth-clock", "History", this::showHistory))
                .with(sideToggle);
        editorPlace.setMinSize(0, 0);
        resultPlace.setMinSize(0, 0);
        VBox editorSide = new VBox(toolbar, editorPlace);
        editorSide.setMinWidth(0);
        VBox.setVgrow(editorPlace, Priority.ALWAYS);
        upper.getItems().setAll(editorSide, side);
        upper.setDividerPositions(sideDivider);
        halves.setOrientation(Orientation.VERTICAL);
        halves.getItems().setAll(upper, resultPlace);
        halves.setDividerPositions(0.46);
        VBox.setVgrow(halves, Priority.ALWAYS);
        root.getChildren().addAll(new VBox(new TabStrip(viewModel), halves), signature, completions);
        root.widthProperty().addListener((observable, before, after) -> {
            boolean becameNarrow = after.doubleValue() < NARROW && before.doubleValue() >= NARROW;
            if (becameNarrow || (before.doubleValue() == 0 && after.doubleValue() < NARROW)) {
                upper.setDividerPositions(0.66);
            }
        });
    }

    private void showSide(boolean shown) {
        if (!shown && upper.getItems().contains(side)) {
            sideDivider = upper.getDividerPositions()[0];
            upper.getItems().remove(side);
        } else if (shown && !upper.getItems().contains(side)) {
            upper.getItems().add(side);
            upper.setDividerPositions(sideDivider);
        }
    }

    private void save() {
        sideToggle.setSelected(true);
        side.showSaved();
    }

    private void showHistory() {
        sideToggle.setSelected(true);
        side.showHistory();
    }

    private void showTab(@Nullable QueryTabViewModel tab) {
        if (tab == null) {
            return;
        }
        QueryTabView view =
                views.computeIfAbsent(tab, shown -> new QueryTabView(shown, viewModel, completions, signature));
        toolbar.serve(tab);
        editorPlace.getChildren().setAll(view.editor());
        resultPlace.getChildren().setAll(view.result());
        if (root.getScene() != null) {
            Platform.runLater(view.editor().code().area()::requestFocus);
        }
    }

    private @Nullable QueryTabView current() {
        QueryTabViewModel tab = viewModel.activeProperty().get();
        return tab == null ? null : views.get(tab);
    }

    private void onKey(KeyEvent event) {
        KeyBindings keys = KeyBindings.current();
        boolean escapes = event.getCode() == KeyCode.ESCAPE && cancelsOnEscape();
        if (escapes) {
            carryOut(Command.CANCEL);
            event.consume();
            return;
        }
        keys.find(event).filter(this::carryOut).ifPresent(command -> event.consume());
    }

    private boolean cancelsOnEscape() {
        QueryTabView view = current();
        return view != null
                && view.viewModel().runner().running()
                && !view.viewModel().completion().openProperty().get()
                && view.viewModel().signature().shownProperty().get() == null;
    }

    /** Whether the command is one of this screen's. */
    private boolean carryOut(Command command) {
        QueryTabView view = current();
        if (view == null) {
            return false;
        }
        QueryTabViewModel tab = view.viewModel();
        return switch (command) {
            case RUN -> does(view.editor()::run);
            case RUN_SCRIPT -> does(tab::runScript);
            case EXPLAIN ->
                does(() -> {
                    tab.explain();
                    view.result().showPlan();
                });
            case CANCEL -> does(tab.runner()::cancel);
            case COMPLETE -> does(view.editor()::complete);
            case SIGNATURE -> does(view.editor()::showSignature);
            case COMMENT -> does(view.editor()::toggleComment);
            case FORMAT -> does(view.editor()::format);
            case NEW_TAB -> does(viewModel::newTab);
            case CLOSE_TAB -> does(() -> viewModel.close(tab));
            case PALETTE, SETTINGS, TOGGLE_THEME, ZOOM_IN, ZOOM_OUT, ZOOM_RESET, TOGGLE_RAIL, CLOSE_CONNECTION, HELP ->
                false;
        };
    }

    private static boolean does(Runnable action) {
        action.run();
        return true;
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public String icon() {
        return ICON;
    }

    @Override
    public Parent view() {
        return root;
    }

    QueryViewModel viewModel() {
        return viewModel;
    }

    @Override
    public void shown() {
        viewModel.library().refreshSaved();
        QueryTabView view = current();
        if (view != null) {
            Platform.runLater(view.editor().code().area()::requestFocus);
        }
    }

    @Override
    public void hidden() {
        // Queries run on: their rows are wanted.
    }

    /**
     * Opens {@code saved-query/ID}, or a query of the documents of {@code collection/NAME}; a bare name is a collection's.
     * Nothing runs.
     */
    @Override
    public void open(String detail) {
        if (detail.startsWith(SAVED)) {
            String id = detail.substring(SAVED.length());
            viewModel.library().saved().stream()
                    .filter(query -> query.id().equals(id))
                    .findFirst()
                    .ifPresent(query ->
                            viewModel.openTab(query.name(), QueryLanguage.ofWireName(query.language()), query.text()));
            return;
        }
        String name = detail.startsWith(COLLECTION) ? detail.substring(COLLECTION.length()) : detail;
        boolean plain = name.matches("[A-Za-z_][A-Za-z0-9_]*");
        String source = plain ? name : '"' + name.replace("\"", "\"\"") + '"';
        viewModel.openTab(name, QueryLanguage.LQL, "SELECT *\nFROM " + source + "\nLIMIT 100");
    }

    @Override
    public List<ConsoleAction> actions() {
        return List.of(
                action("New query tab", Command.NEW_TAB, "fth-plus"),
                action("Run the statement", Command.RUN, "fth-play"),
                action("Run the whole script", Command.RUN_SCRIPT, "fth-fast-forward"),
                action("Explain the statement", Command.EXPLAIN, "fth-git-branch"),
                action("Format the text", Command.FORMAT, "fth-align-left"),
                new ConsoleAction(
                        "Action", "Reopen the closed query tab", "", "fth-rotate-ccw", viewModel::reopenClosed),
                new ConsoleAction("Action", "Show the query history", "", "fth-clock", this::showHistory));
    }

    private ConsoleAction action(String title, Command command, String icon) {
        return new ConsoleAction("Action", title, KeyBindings.current().text(command), icon, () -> carryOut(command));
    }

    /** Runs the example of LQL, so that there is a result, its cost, and the other two languages to see. */
    @Override
    public CompletionStage<?> demonstrate() {
        CompletableFuture<RunState> done = new CompletableFuture<>();
        QueryTabViewModel tab = viewModel.openTab("Example", QueryLanguage.LQL, QueryLanguage.LQL.example());
        tab.runner().stateProperty().subscribe(state -> {
            if (state != RunState.IDLE && state != RunState.RUNNING) {
                done.complete(state);
            }
        });
        tab.run(0, 0);
        return done;
    }

    @Override
    public void close() {
        subscriptions.close();
    }
}
