package io.lumadb.console.ui.query;

import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.settings.SavedQuery;
import io.lumadb.console.ui.widget.EmptyState;
import io.lumadb.console.ui.widget.Widgets;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Queries kept by name: save the one on show, open one, delete one. */
final class SavedPanel extends VBox {

    private final LibraryViewModel viewModel;
    private final ListView<SavedQuery> list;
    private final Consumer<SavedQuery> open;
    private final TextField name = new TextField();

    /** @param current the tab on show; null before there is one */
    SavedPanel(LibraryViewModel viewModel, Supplier<@Nullable QueryTabViewModel> current, Consumer<SavedQuery> open) {
        this.viewModel = viewModel;
        this.open = open;
        getStyleClass().add("library-panel");
        name.setPromptText("Save this query as …");
        name.setAccessibleText("Name to save the query by");
        name.setMinWidth(0);
        Button save = new Button("Save");
        save.setMinWidth(USE_PREF_SIZE);
        save.disableProperty().bind(name.textProperty().map(String::isBlank));
        save.setOnAction(event -> save(current.get()));
        name.setOnAction(event -> save(current.get()));
        HBox.setHgrow(name, Priority.ALWAYS);
        list = new ListView<>(viewModel.saved());
        list.getStyleClass().addAll("plain", "dense");
        list.setAccessibleText("Saved queries");
        list.setPlaceholder(new EmptyState(
                "fth-star", "Nothing saved yet", "Give the query in the editor a name, and it stays here."));
        list.setCellFactory(view -> new Entry());
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                openSelected();
            }
        });
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                openSelected();
                event.consume();
            } else if (event.getCode() == KeyCode.DELETE) {
                SavedQuery selected = list.getSelectionModel().getSelectedItem();
                if (selected != null) {
                    viewModel.delete(selected);
                }
                event.consume();
            }
        });
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(new HBox(8, name, save), list);
    }

    private void save(@Nullable QueryTabViewModel tab) {
        if (tab != null && !name.getText().isBlank()) {
            viewModel.save(name.getText().strip(), tab.language(), tab.text());
            tab.titleProperty().set(name.getText().strip());
            name.clear();
        }
    }

    private void openSelected() {
        SavedQuery selected = list.getSelectionModel().getSelectedItem();
        if (selected != null) {
            open.accept(selected);
        }
    }

    /** Where a name is typed, for the focus. */
    void focusName() {
        name.requestFocus();
    }

    private final class Entry extends ListCell<SavedQuery> {
        private final Label language = Widgets.badge("");
        private final Label title = Widgets.label("", "strong");
        private final Label text = Widgets.label("", "mono", "small", "muted");
        private final Button delete = Widgets.iconButton("fth-trash-2", "Delete this saved query", this::delete);
        private final VBox lines = new VBox(3, new HBox(8, language, title, Widgets.spacer(), delete), text);

        Entry() {
            setPrefWidth(0);
            lines.getStyleClass().add("library-entry");
        }

        private void delete() {
            SavedQuery query = getItem();
            if (query != null) {
                viewModel.delete(query);
            }
        }

        @Override
        protected void updateItem(@Nullable SavedQuery query, boolean empty) {
            super.updateItem(query, empty);
            if (empty || query == null) {
                setGraphic(null);
                return;
            }
            language.setText(QueryLanguage.ofWireName(query.language()).name());
            title.setText(query.name());
            text.setText(query.text().replaceAll("\\s+", " ").strip());
            setGraphic(lines);
        }
    }
}
