package io.lumadb.console.ui.widget;

import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/** Says why there is nothing to see, and what to do about it. */
public final class EmptyState extends VBox {

    public EmptyState(String icon, String title, String text) {
        getStyleClass().add("empty-state");
        getChildren()
                .addAll(Widgets.icon(icon), Widgets.label(title, "empty-title"), Widgets.paragraph(text, "empty-text"));
        setMinHeight(0);
    }

    public EmptyState withAction(String title, Runnable onPress) {
        Button button = new Button(title);
        button.getStyleClass().add("accent");
        button.setOnAction(event -> onPress.run());
        getChildren().add(button);
        return this;
    }
}
