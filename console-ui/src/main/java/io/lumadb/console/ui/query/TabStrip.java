package io.lumadb.console.ui.query;

import io.lumadb.console.ui.widget.Widgets;
import java.util.HashMap;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** The tabs themselves; what they hold is shown elsewhere. A double click renames one. */
final class TabStrip extends HBox {

    private final QueryViewModel viewModel;
    private final TabPane pane = new TabPane();
    private final Map<QueryTabViewModel, Tab> tabs = new HashMap<>();

    TabStrip(QueryViewModel viewModel) {
        this.viewModel = viewModel;
        getStyleClass().add("query-tabs");
        setAlignment(Pos.CENTER_LEFT);
        pane.getStyleClass().addAll("dense", "header-only");
        pane.setTabClosingPolicy(TabPane.TabClosingPolicy.ALL_TABS);
        pane.setAccessibleText("Query tabs");
        pane.setMinWidth(0);
        HBox.setHgrow(pane, Priority.ALWAYS);
        getChildren().addAll(pane, Widgets.iconButton("fth-plus", "New tab", viewModel::newTab));
        viewModel.tabs().addListener((ListChangeListener<QueryTabViewModel>) change -> show());
        viewModel.activeProperty().subscribe(active -> select());
        pane.getSelectionModel().selectedItemProperty().addListener((observable, before, after) -> {
            if (after != null && after.getUserData() instanceof QueryTabViewModel tab) {
                viewModel.activeProperty().set(tab);
            }
        });
        show();
    }

    private void show() {
        tabs.keySet().retainAll(viewModel.tabs());
        pane.getTabs()
                .setAll(viewModel.tabs().stream()
                        .map(tab -> tabs.computeIfAbsent(tab, this::make))
                        .toList());
        select();
    }

    private void select() {
        QueryTabViewModel active = viewModel.activeProperty().get();
        Tab tab = active == null ? null : tabs.get(active);
        if (tab != null && pane.getTabs().contains(tab)) {
            pane.getSelectionModel().select(tab);
        }
    }

    private Tab make(QueryTabViewModel viewed) {
        Tab tab = new Tab();
        tab.setUserData(viewed);
        Label title = Widgets.label(viewed.titleProperty());
        Label language = Widgets.label("", "tab-language");
        language.textProperty().bind(viewed.languageProperty().map(Enum::name));
        Label dot = Widgets.label("●", "tab-running");
        dot.visibleProperty().bind(viewed.runner().stateProperty().map(state -> state == RunState.RUNNING));
        dot.managedProperty().bind(dot.visibleProperty());
        HBox graphic = new HBox(6, dot, title, language);
        graphic.setAlignment(Pos.CENTER_LEFT);
        graphic.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                rename(viewed, graphic, title);
            }
        });
        tab.setGraphic(graphic);
        tab.setOnCloseRequest(event -> {
            event.consume();
            viewModel.close(viewed);
        });
        return tab;
    }

    /** Enter or leaving the field keeps the new name, Esc the old one. */
    private static void rename(QueryTabViewModel viewed, HBox graphic, Label title) {
        int place = graphic.getChildren().indexOf(title);
        if (place < 0) {
            return;
        }
        TextField field = new TextField(viewed.titleProperty().get());
        field.getStyleClass().add("tab-rename");
        field.setPrefColumnCount(12);
        field.setAccessibleText("Name of the tab");
        graphic.getChildren().set(place, field);
        field.requestFocus();
        field.selectAll();
        Runnable end = () -> {
            int at = graphic.getChildren().indexOf(field);
            if (at >= 0) {
                graphic.getChildren().set(at, title);
            }
        };
        Runnable keep = () -> {
            if (!field.getText().isBlank()) {
                viewed.titleProperty().set(field.getText().strip());
            }
            end.run();
        };
        field.setOnAction(event -> keep.run());
        field.focusedProperty().subscribe((before, focused) -> {
            if (!focused) {
                keep.run();
            }
        });
        field.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                field.setText("");
                end.run();
            }
            event.consume();
        });
    }
}
