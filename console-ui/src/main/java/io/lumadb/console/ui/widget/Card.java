package io.lumadb.console.ui.widget;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A titled box on the page: a header line with room for controls at its right, and one body that fills the rest. */
public final class Card extends VBox {

    private final HBox header = new HBox();
    private final Label note = Widgets.label("", "card-note");

    public Card(String title, Node body) {
        getStyleClass().add("card-box");
        header.getStyleClass().add("card-header");
        header.getChildren().addAll(Widgets.label(title, "card-title"), note, Widgets.spacer());
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(header, body);
    }

    /** A word about the title, in grey behind it. */
    public Label note() {
        return note;
    }

    /** Adds a control at the right of the header. */
    public Card with(Node control) {
        header.getChildren().add(control);
        return this;
    }
}
