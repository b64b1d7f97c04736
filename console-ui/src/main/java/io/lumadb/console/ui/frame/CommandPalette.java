package io.lumadb.console.ui.frame;

import io.lumadb.console.ui.action.ConsoleAction;
import io.lumadb.console.ui.widget.Widgets;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Type, choose, Enter. Everything that the console can do is found here. */
final class CommandPalette extends VBox {

    private static final int ROWS = 11;
    private static final double ROW_HEIGHT = 34;

    // Held here because a bidirectional binding does not hold it.
    private final CommandPaletteViewModel viewModel;
    private final TextField field = new TextField();
    private final ListView<ConsoleAction> list;
    private final Runnable close;

    CommandPalette(CommandPaletteViewModel viewModel, Runnable close) {
        this.viewModel = viewModel;
        this.close = close;
        getStyleClass().addAll("floating", "palette");
        field.setId("palette-field");
        field.setPromptText("Type an action, screen, collection, node or saved query");
        field.textProperty().bindBidirectional(this.viewModel.typedProperty());
        list = new ListView<>(viewModel.found());
        list.setFixedCellSize(ROW_HEIGHT);
        list.setPrefHeight(ROWS * ROW_HEIGHT + 12);
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new ActionCell());
        list.setPlaceholder(Widgets.label("Nothing has these letters in this order", "muted"));
        list.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                runSelected();
            }
        });
        field.textProperty().subscribe(text -> list.getSelectionModel().selectFirst());
        viewModel
                .found()
                .subscribe(() -> Platform.runLater(() -> {
                    if (list.getSelectionModel().isEmpty()) {
                        list.getSelectionModel().selectFirst();
                    }
                }));
        addEventFilter(KeyEvent.KEY_PRESSED, this::walk);
        getChildren().addAll(field, list, foot());
        focusedProperty().subscribe(focused -> {
            if (focused) {
                field.requestFocus();
            }
        });
    }

    private static HBox foot() {
        HBox foot = new HBox(keys("↑ ↓", "choose"), keys("Enter", "run"), keys("Esc", "close"));
        foot.getStyleClass().add("palette-foot");
        return foot;
    }

    private static HBox keys(String keys, String meaning) {
        HBox box = new HBox(6, Widgets.label(keys, "key-hint"), Widgets.label(meaning, "caption"));
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private void walk(KeyEvent event) {
        int index = list.getSelectionModel().getSelectedIndex();
        int size = list.getItems().size();
        switch (event.getCode()) {
            case DOWN -> choose(index + 1 >= size ? 0 : index + 1, event);
            case UP -> choose(index <= 0 ? size - 1 : index - 1, event);
            case ENTER -> {
                event.consume();
                runSelected();
            }
            default -> {
                // Everything else is typing.
            }
        }
    }

    private void choose(int index, KeyEvent event) {
        list.getSelectionModel().select(index);
        list.scrollTo(Math.max(0, index - ROWS + 2));
        event.consume();
    }

    private void runSelected() {
        // The index counts: a list that was filled anew may still hold an item of the old one as selected.
        int index = Math.max(0, list.getSelectionModel().getSelectedIndex());
        if (index < list.getItems().size()) {
            ConsoleAction action = list.getItems().get(index);
            close.run();
            action.run().run();
        }
    }

    private static final class ActionCell extends ListCell<ConsoleAction> {
        private final Label title = Widgets.label("", "title");
        private final Label kind = Widgets.label("", "kind");
        private final Label hint = Widgets.label("", "key-hint");
        private final HBox row = new HBox(10, title, kind, Widgets.spacer(), hint);

        ActionCell() {
            row.setAlignment(Pos.CENTER_LEFT);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(ConsoleAction action, boolean empty) {
            super.updateItem(action, empty);
            if (empty || action == null) {
                setGraphic(null);
                return;
            }
            title.setGraphic(Widgets.icon(action.icon()));
            title.setGraphicTextGap(10);
            title.setText(action.title());
            kind.setText(action.kind());
            hint.setText(action.hint());
            Widgets.showOnly(hint, !action.hint().isEmpty());
            setGraphic(row);
            setAccessibleText(action.kind() + " " + action.title());
        }
    }
}
