package io.lumadb.console.ui.query;

import io.lumadb.console.ui.action.Command;
import io.lumadb.console.ui.action.KeyBindings;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.widget.Widgets;
import java.util.EnumMap;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;

/** Run, script, explain, cancel; the language; how long it takes. Serves whichever tab is on show. */
final class QueryToolbar extends HBox {

    /** Pixels below which some buttons show only their icons. */
    private static final double NARROW = 620;

    private final Button run;
    private final Button script;
    private final Button explain;
    private final Button cancel;
    private final Label elapsed = Widgets.label("", "run-elapsed", "mono");
    private final Map<QueryLanguage, ToggleButton> languages = new EnumMap<>(QueryLanguage.class);
    private Subscription following = Subscription.EMPTY;
    private Runnable onLanguage = () -> {};

    QueryToolbar(QueryCommands commands) {
        getStyleClass().add("query-toolbar");
        setAlignment(Pos.CENTER_LEFT);
        run = button("Run", "fth-play", Command.RUN, commands);
        run.getStyleClass().add("accent");
        script = button("Script", "fth-fast-forward", Command.RUN_SCRIPT, commands);
        explain = button("Explain", "fth-git-branch", Command.EXPLAIN, commands);
        cancel = button("Cancel", "fth-square", Command.CANCEL, commands);
        elapsed.setMinWidth(USE_PREF_SIZE);
        HBox segments = new HBox();
        segments.getStyleClass().add("language-switch");
        ToggleGroup group = new ToggleGroup();
        for (QueryLanguage language : QueryLanguage.values()) {
            ToggleButton segment = new ToggleButton(language.name());
            segment.setToggleGroup(group);
            segment.setTooltip(new Tooltip(language.name() + ": " + language.description()));
            segment.getStyleClass()
                    .add(
                            switch (language) {
                                case LQL -> "left-pill";
                                case NQL -> "center-pill";
                                case JQL -> "right-pill";
                            });
            segment.setMinWidth(USE_PREF_SIZE);
            languages.put(language, segment);
            segments.getChildren().add(segment);
        }
        group.selectedToggleProperty().addListener((observable, before, after) -> {
            if (after == null && before != null) {
                before.setSelected(true);
            } else {
                onLanguage.run();
            }
        });
        widthProperty().subscribe(width -> {
            ContentDisplay display = width.doubleValue() < NARROW ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT;
            script.setContentDisplay(display);
            explain.setContentDisplay(display);
        });
        getChildren().addAll(run, script, explain, cancel, segments, elapsed, Widgets.spacer());
    }

    private static Button button(String title, String icon, Command command, QueryCommands commands) {
        Button button = Widgets.button(title, icon, () -> commands.carryOut(command));
        button.setTooltip(
                new Tooltip(command.title() + "  " + KeyBindings.current().text(command)));
        button.setAccessibleText(command.title());
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    /** Adds something at the right end. */
    QueryToolbar with(javafx.scene.Node node) {
        getChildren().add(node);
        return this;
    }

    void serve(QueryTabViewModel tab) {
        following.unsubscribe();
        onLanguage = () -> {};
        following = Subscription.combine(
                tab.languageProperty().subscribe(this::select),
                tab.runner().elapsedProperty().subscribe(elapsed::setText),
                tab.runner().stateProperty().subscribe(this::show));
        onLanguage = () -> languages.forEach((language, segment) -> {
            if (segment.isSelected()) {
                tab.languageProperty().set(language);
            }
        });
    }

    private void select(QueryLanguage language) {
        ToggleButton segment = languages.get(language);
        if (segment != null) {
            segment.setSelected(true);
        }
    }

    private void show(RunState state) {
        boolean running = state == RunState.RUNNING;
        Widgets.showOnly(cancel, running);
        Widgets.showOnly(explain, !running);
        run.setDisable(running);
        script.setDisable(running);
        Widgets.style(elapsed, "running", running);
        Widgets.style(elapsed, "error-text", state == RunState.FAILED);
        Widgets.style(elapsed, "warning-text", state == RunState.CANCELLED);
    }
}
