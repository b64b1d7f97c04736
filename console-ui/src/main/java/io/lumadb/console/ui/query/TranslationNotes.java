package io.lumadb.console.ui.query;

import io.lumadb.console.ui.widget.Widgets;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Where the languages mean different things. One line under the text, which keeps its room: the first difference and how many there
 * are. Pressed, all of them.
 */
final class TranslationNotes extends VBox {

    /** Of the height of text and notes together. */
    private static final double MOST_OF_THE_HEIGHT = 0.5;

    private final ToggleButton summary = new ToggleButton("", Widgets.icon("fth-chevron-right"));
    private final Label all = Widgets.paragraph("", "translation-notes-text");
    private final ScrollPane list = new ScrollPane(all);
    private String count = "";
    private String line = "";

    TranslationNotes() {
        getStyleClass().add("translation-notes");
        setMinHeight(USE_PREF_SIZE);
        summary.getStyleClass().add("translation-notes-summary");
        summary.setMaxWidth(Double.MAX_VALUE);
        summary.setMinWidth(0);
        list.setFitToWidth(true);
        list.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        list.setFocusTraversable(false);
        getChildren().addAll(summary, list);
        summary.selectedProperty().subscribe(open -> {
            Widgets.showOnly(list, open);
            summary.setText(open ? count : line);
            summary.setGraphic(Widgets.icon(open ? "fth-chevron-down" : "fth-chevron-right"));
        });
        parentProperty().subscribe(parent -> {
            if (parent instanceof Region pane) {
                list.maxHeightProperty().bind(pane.heightProperty().multiply(MOST_OF_THE_HEIGHT));
            }
        });
    }

    /** Shows the differences; nothing where there are none. */
    void show(List<String> notes) {
        Widgets.showOnly(this, !notes.isEmpty());
        if (notes.isEmpty()) {
            return;
        }
        count = notes.size() == 1 ? "1 difference in meaning" : notes.size() + " differences in meaning";
        line = count + ": " + notes.getFirst();
        summary.setText(summary.isSelected() ? count : line);
        summary.setAccessibleText(count + ": " + String.join(" ", notes));
        all.setText(String.join("\n", notes));
    }
}
