package io.lumadb.console.ui.frame;

import io.lumadb.console.ui.action.Command;
import io.lumadb.console.ui.action.KeyBindings;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.console.ui.theme.Appearance;
import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.widget.Widgets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Which connection this is and how it fares; the palette, the theme and the settings. */
final class TopBar extends HBox implements AutoCloseable {

    private final Subscriptions subscriptions = new Subscriptions();

    TopBar(FrameViewModel viewModel, FrameActions actions) {
        getStyleClass().add("top-bar");
        HBox left = new HBox(9, connection(viewModel));
        left.getChildren().addAll(badges(viewModel.connection()));
        left.getChildren().add(healthPill(viewModel, actions));
        left.setAlignment(Pos.CENTER_LEFT);
        left.setMinWidth(0);
        HBox right = new HBox(
                2,
                streamLabel(viewModel),
                themeButton(actions),
                Widgets.iconButton("fth-settings", "Settings  " + keys(Command.SETTINGS), actions::settings),
                Widgets.iconButton(
                        "fth-log-out", "Close the connection  " + keys(Command.CLOSE_CONNECTION), actions::disconnect));
        right.setAlignment(Pos.CENTER_RIGHT);
        right.setMinWidth(Region.USE_PREF_SIZE);
        // Both sides share what the palette leaves, so that it stays in the middle.
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        left.setPrefWidth(10);
        right.setPrefWidth(10);
        getChildren().addAll(left, paletteButton(actions), right);
    }

    private static HBox connection(FrameViewModel viewModel) {
        SavedConnection connection = viewModel.connection();
        Region stripe = new Region();
        stripe.getStyleClass().add("connection-stripe");
        stripe.setStyle("-fx-background-color: " + connection.color() + ";");
        Label name = Widgets.label(connection.name(), "brand");
        name.setMinWidth(Region.USE_PREF_SIZE);
        Label address = Widgets.label(viewModel.address(), "muted", "mono", "small");
        HBox box = new HBox(9, stripe, name, address);
        box.setAlignment(Pos.CENTER_LEFT);
        box.setMinWidth(0);
        return box;
    }

    private static Label[] badges(SavedConnection connection) {
        java.util.List<Label> badges = new java.util.ArrayList<>();
        if (connection.production()) {
            badges.add(Widgets.badge("PRODUCTION", "production"));
        }
        if (connection.readOnly()) {
            badges.add(Widgets.badge("READ-ONLY", "read-only"));
        }
        return badges.toArray(Label[]::new);
    }

    private Label healthPill(FrameViewModel viewModel, FrameActions actions) {
        Label pill = Widgets.label(viewModel.healthTextProperty(), "pill");
        pill.setId("health");
        pill.setMinWidth(Region.USE_PREF_SIZE);
        pill.setOnMouseClicked(event -> actions.showFirstScreen());
        subscriptions.follow(viewModel.healthProperty(), health -> {
            pill.getStyleClass().removeAll("good", "warning", "critical");
            switch (health) {
                case UNKNOWN -> pill.setGraphic(Widgets.icon("fth-loader"));
                case GOOD -> wear(pill, "good", "fth-check-circle");
                case WARNING -> wear(pill, "warning", "fth-alert-triangle");
                case CRITICAL -> wear(pill, "critical", "fth-alert-octagon");
            }
        });
        return pill;
    }

    private static void wear(Label pill, String styleClass, String icon) {
        pill.getStyleClass().add(styleClass);
        pill.setGraphic(Widgets.icon(icon));
    }

    private Label streamLabel(FrameViewModel viewModel) {
        Label stream = Widgets.label(viewModel.streamTextProperty(), "pill");
        stream.setTooltip(new Tooltip("The live stream, and how old its newest frame is"));
        stream.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setMargin(stream, new javafx.geometry.Insets(0, 6, 0, 0));
        subscriptions.follow(viewModel.staleProperty(), stale -> {
            stream.setGraphic(Widgets.icon(stale ? "fth-wifi-off" : "fth-radio"));
            Widgets.style(stream, "warning", stale);
        });
        return stream;
    }

    private Button themeButton(FrameActions actions) {
        Button button = Widgets.iconButton("fth-sun", "Switch between dark and light", actions::toggleTheme);
        button.setId("theme-toggle");
        subscriptions.follow(
                Appearance.current().themeProperty(),
                theme -> button.setGraphic(Widgets.icon(theme == Theme.DARK ? "fth-sun" : "fth-moon")));
        return button;
    }

    private static Button paletteButton(FrameActions actions) {
        Label hint = Widgets.label(keys(Command.PALETTE), "key-hint");
        hint.setMinWidth(Region.USE_PREF_SIZE);
        HBox inside = new HBox(
                8,
                Widgets.icon("fth-search"),
                Widgets.label("Search actions, collections, nodes", "muted"),
                Widgets.spacer(),
                hint);
        inside.setAlignment(Pos.CENTER_LEFT);
        Button button = new Button(null, inside);
        button.setId("palette-button");
        button.getStyleClass().setAll("palette-button");
        button.setAccessibleText("Command palette");
        inside.prefWidthProperty().bind(button.widthProperty().subtract(22));
        button.setOnAction(event -> actions.palette());
        return button;
    }

    private static String keys(Command command) {
        return KeyBindings.current().text(command);
    }

    @Override
    public void close() {
        subscriptions.close();
    }
}
