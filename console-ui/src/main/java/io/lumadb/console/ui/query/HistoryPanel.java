package io.lumadb.console.ui.query;

import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.settings.HistoryEntry;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.widget.EmptyState;
import io.lumadb.console.ui.widget.Widgets;
import java.util.function.BiConsumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Every run, newest first, searchable. Choosing one brings its text back; nothing runs again. */
final class HistoryPanel extends VBox {

    private final ListView<HistoryEntry> list;
    private final BiConsumer<QueryLanguage, String> open;

    HistoryPanel(LibraryViewModel viewModel, BiConsumer<QueryLanguage, String> open) {
        this.open = open;
        getStyleClass().add("library-panel");
        TextField search = new TextField();
        search.setPromptText("Search the history");
        search.setAccessibleText("Search the history");
        search.textProperty().bindBidirectional(viewModel.searchProperty());
        list = new ListView<>(viewModel.history());
        list.getStyleClass().addAll("plain", "dense");
        list.setAccessibleText("Query history");
        list.setPlaceholder(new EmptyState(
                "fth-clock", "No runs here", "Each query that runs is kept, with its time and its rows."));
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
            }
        });
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(search, list);
    }

    private void openSelected() {
        HistoryEntry entry = list.getSelectionModel().getSelectedItem();
        if (entry != null) {
            open.accept(QueryLanguage.ofWireName(entry.language()), entry.text());
        }
    }

    private static final class Entry extends ListCell<HistoryEntry> {
        private final Label language = Widgets.badge("");
        private final Label when = Widgets.label("", "muted", "small");
        private final Label outcome = Widgets.label("", "small");
        private final Label text = Widgets.label("", "mono", "small");
        private final VBox lines = new VBox(3, new HBox(8, language, when, Widgets.spacer(), outcome), text);

        Entry() {
            setPrefWidth(0);
            outcome.setMinWidth(0);
            when.setMinWidth(USE_PREF_SIZE);
            lines.getStyleClass().add("library-entry");
        }

        @Override
        protected void updateItem(@Nullable HistoryEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            if (empty || entry == null) {
                setGraphic(null);
                return;
            }
            String error = entry.error();
            language.setText(QueryLanguage.ofWireName(entry.language()).name());
            when.setText(Figures.moment(entry.at()));
            outcome.setText(
                    error == null
                            ? Figures.counted(entry.rows(), "row", "rows") + " · " + Figures.millis(entry.elapsedMs())
                            : error);
            outcome.getStyleClass().setAll("label", "small", error == null ? "muted" : "error-text");
            text.setText(entry.text().replaceAll("\\s+", " ").strip());
            setGraphic(lines);
        }
    }
}
