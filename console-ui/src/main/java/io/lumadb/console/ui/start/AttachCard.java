package io.lumadb.console.ui.start;

import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.widget.EmptyState;
import io.lumadb.console.ui.widget.Widgets;
import java.time.Duration;
import java.time.Instant;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Attach to a cluster: the connections that were used last come first. */
final class AttachCard extends VBox {

    private final StartViewModel viewModel;
    private final VBox list = new VBox();

    AttachCard(StartViewModel viewModel) {
        this.viewModel = viewModel;
        getStyleClass().addAll("card-box", "start-card");
        Button add = Widgets.button("New connection", "fth-plus", viewModel::newConnection);
        add.setId("new-connection");
        add.disableProperty().bind(viewModel.busyProperty());
        HBox head = new HBox(
                9, Widgets.icon("fth-link"), Widgets.label("Attach to a cluster", "h2"), Widgets.spacer(), add);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("start-head");
        list.getStyleClass().add("connections");
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("connection-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll);
        viewModel.recent().addListener((ListChangeListener<SavedConnection>) change -> build());
        build();
    }

    private void build() {
        if (viewModel.recent().isEmpty()) {
            EmptyState empty = new EmptyState(
                    "fth-server",
                    "No connections yet",
                    "A connection needs the address of any one node, a user and a password.");
            VBox.setVgrow(empty, Priority.ALWAYS);
            list.getChildren().setAll(empty);
        } else {
            list.getChildren().setAll(viewModel.recent().stream().map(this::row).toList());
        }
    }

    private Node row(SavedConnection connection) {
        Region stripe = new Region();
        stripe.getStyleClass().add("connection-stripe");
        stripe.setStyle("-fx-background-color: " + connection.color() + ";");
        Label name = Widgets.label(connection.name(), "strong");
        HBox first = new HBox(7, name);
        first.setAlignment(Pos.CENTER_LEFT);
        if (connection.production()) {
            first.getChildren().add(Widgets.badge("PRODUCTION", "production"));
        }
        if (connection.readOnly()) {
            first.getChildren().add(Widgets.badge("READ-ONLY", "read-only"));
        }
        VBox words = new VBox(1, first, Widgets.label(connection.url(), "caption", "mono"));
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox inside = new HBox(11, stripe, words, Widgets.label(used(connection), "caption"));
        inside.setAlignment(Pos.CENTER_LEFT);
        Button open = new Button(null, inside);
        open.getStyleClass().setAll("connection-row");
        open.setAccessibleText("Connect to " + connection.name());
        open.disableProperty().bind(viewModel.busyProperty());
        open.setMaxWidth(Double.MAX_VALUE);
        inside.prefWidthProperty().bind(open.widthProperty().subtract(24));
        open.setOnAction(event -> viewModel.attach(connection));
        HBox.setHgrow(open, Priority.ALWAYS);
        HBox row = new HBox(
                2,
                open,
                Widgets.iconButton("fth-edit-2", "Edit " + connection.name(), () -> viewModel.edit(connection)),
                Widgets.iconButton("fth-trash-2", "Forget " + connection.name(), () -> viewModel.delete(connection)));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static String used(SavedConnection connection) {
        return connection
                .lastUsed()
                .map(at -> Figures.age(Duration.between(at, Instant.now())) + " ago")
                .orElse("");
    }
}
