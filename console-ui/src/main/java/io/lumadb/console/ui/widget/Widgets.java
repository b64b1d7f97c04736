package io.lumadb.console.ui.widget;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** Small controls with the console's style classes on them, so that no screen spells them out. */
public final class Widgets {

    private Widgets() {}

    /** An icon in the colour and size that CSS gives it; {@code literal} such as {@code fth-activity}. */
    public static FontIcon icon(String literal) {
        FontIcon icon = new FontIcon(literal);
        icon.setFocusTraversable(false);
        return icon;
    }

    public static Label label(String text, String... styleClasses) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }

    public static Label label(ObservableValue<String> text, String... styleClasses) {
        Label label = label("", styleClasses);
        label.textProperty().bind(text);
        return label;
    }

    /** Text that wraps to the width it is given instead of being cut. */
    public static Label paragraph(String text, String... styleClasses) {
        Label label = label(text, styleClasses);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** A short word on a coloured ground, such as {@code PRODUCTION}. */
    public static Label badge(String text, String... styleClasses) {
        Label label = label(text, "badge");
        label.getStyleClass().addAll(styleClasses);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /** A button that shows only an icon: {@code name} is its tooltip, and what a screen reader says. */
    public static Button iconButton(String literal, String name, Runnable onPress) {
        Button button = new Button(null, icon(literal));
        button.getStyleClass().add("icon-button");
        button.setTooltip(new Tooltip(name));
        button.setAccessibleText(name);
        button.setOnAction(event -> onPress.run());
        return button;
    }

    public static Button button(String text, String literal, Runnable onPress) {
        Button button = new Button(text, icon(literal));
        button.setOnAction(event -> onPress.run());
        return button;
    }

    /** Takes the room that is left in an {@link HBox}. */
    public static Region spacer() {
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        return spacer;
    }

    /** Hidden nodes take no room. */
    public static void showOnly(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /** Puts a style class on or takes it off. */
    public static void style(Node node, String styleClass, boolean on) {
        if (on) {
            if (!node.getStyleClass().contains(styleClass)) {
                node.getStyleClass().add(styleClass);
            }
        } else {
            node.getStyleClass().remove(styleClass);
        }
    }
}
