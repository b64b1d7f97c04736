package io.lumadb.console.ui.start;

import io.lumadb.console.ui.action.Command;
import io.lumadb.console.ui.action.KeyBindings;
import io.lumadb.console.ui.widget.BrandMark;
import io.lumadb.console.ui.widget.Widgets;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What the console opens with. */
public final class StartPage extends StackPane {

    /** @param openSettings shows the settings */
    public StartPage(StartViewModel viewModel, Runnable openSettings) {
        getStyleClass().add("start-page");
        getStylesheets()
                .add(Objects.requireNonNull(StartPage.class.getResource("start.css"))
                        .toExternalForm());
        VBox column = new VBox(brand(), failure(viewModel), cards(viewModel), foot());
        column.getStyleClass().add("start-column");
        HBox corner = new HBox(Widgets.iconButton(
                "fth-settings", "Settings  " + KeyBindings.current().text(Command.SETTINGS), openSettings));
        corner.setAlignment(Pos.TOP_RIGHT);
        corner.setPickOnBounds(false);
        corner.getStyleClass().add("start-corner");
        getChildren().addAll(column, corner);
    }

    private static HBox brand() {
        VBox words = new VBox(
                1,
                Widgets.label("LumaDB Console", "brand-name"),
                Widgets.label(
                        "A document database that keeps what is hot in memory and what is cold on cheap disks",
                        "muted"));
        HBox brand = new HBox(18, new BrandMark(46), words);
        brand.setAlignment(Pos.CENTER_LEFT);
        return brand;
    }

    private static Label failure(StartViewModel viewModel) {
        Label failure = Widgets.paragraph("", "start-failure");
        failure.setId("start-failure");
        failure.setMaxWidth(Double.MAX_VALUE);
        failure.setGraphic(Widgets.icon("fth-alert-circle"));
        failure.textProperty().bind(viewModel.failureProperty());
        failure.visibleProperty().bind(viewModel.failureProperty().isNotEmpty());
        failure.managedProperty().bind(failure.visibleProperty());
        return failure;
    }

    private static GridPane cards(StartViewModel viewModel) {
        GridPane cards = new GridPane(16, 16);
        for (double share : new double[] {44, 56}) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(share);
            cards.getColumnConstraints().add(column);
        }
        EngineCard engine = new EngineCard(viewModel);
        AttachCard attach = new AttachCard(viewModel);
        cards.add(engine, 0, 0);
        cards.add(attach, 1, 0);
        GridPane.setVgrow(engine, Priority.ALWAYS);
        return cards;
    }

    private static HBox foot() {
        KeyBindings keys = KeyBindings.current();
        HBox foot = new HBox(
                6,
                Widgets.label(keys.text(Command.PALETTE), "key-hint"),
                Widgets.label("command palette", "caption"),
                Widgets.label(keys.text(Command.TOGGLE_THEME), "key-hint"),
                Widgets.label("dark or light", "caption"),
                Widgets.spacer(),
                Widgets.label("No telemetry: nothing about you or your data is sent anywhere.", "caption"));
        foot.setAlignment(Pos.CENTER_LEFT);
        return foot;
    }
}
