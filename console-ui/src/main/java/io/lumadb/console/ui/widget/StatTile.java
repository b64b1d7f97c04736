package io.lumadb.console.ui.widget;

import io.lumadb.console.ui.theme.Figures.Figure;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * A number with its unit, a line of what it means, and below it its history or a gauge. A tile that leads somewhere can be
 * clicked, focused, and pressed with Enter or Space.
 */
public final class StatTile extends VBox {

    private final Label number = Widgets.label("", "stat-number");
    private final Label unit = Widgets.label("", "stat-unit");
    private final HBox value;
    private final Label note = Widgets.label("", "stat-note");

    public StatTile(String title, String icon, ObservableValue<Figure> figure, ObservableValue<String> words) {
        getStyleClass().addAll("card-box", "stat-tile");
        HBox head = new HBox(6, Widgets.icon(icon), Widgets.label(title, "stat-title"));
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("stat-title-row");
        number.textProperty().bind(figure.map(Figure::number));
        unit.textProperty().bind(figure.map(Figure::unit));
        number.setMinWidth(Region.USE_PREF_SIZE);
        unit.setMinWidth(Region.USE_PREF_SIZE);
        value = new HBox(5, number, unit);
        value.setAlignment(Pos.BOTTOM_LEFT);
        note.textProperty().bind(words);
        getChildren().addAll(head, value, note);
        setMinWidth(0);
        accessibleTextProperty().bind(figure.map(shown -> title + " " + shown));
    }

    /** Fills the lower part, edge to edge. */
    public StatTile withHistory(Node history) {
        VBox.setVgrow(history, Priority.ALWAYS);
        VBox.setMargin(history, new Insets(6, -10, 1, -10));
        getChildren().add(history);
        return this;
    }

    /** Puts something at the right of the number, such as a gauge. */
    public StatTile withSide(Node side) {
        HBox.setMargin(side, new Insets(0, -4, 0, 0));
        HBox row = new HBox(4, value, Widgets.spacer(), side);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setFillHeight(false);
        VBox.setVgrow(row, Priority.ALWAYS);
        VBox.setMargin(note, new Insets(0, 0, 9, 0));
        getChildren().add(1, row);
        return this;
    }

    /** What a click opens: what the number is made of. */
    public StatTile opening(String where, Runnable open) {
        getStyleClass().add("pressable");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleHelp(where);
        setOnMouseClicked(event -> open.run());
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                open.run();
                event.consume();
            }
        });
        return this;
    }

    /** The line of words below the number. */
    public Label note() {
        return note;
    }
}
