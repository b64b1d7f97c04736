package io.lumadb.console.ui.start;

import io.lumadb.console.ui.widget.Widgets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Start a local engine: one button, and what it starts with behind "Options". */
final class EngineCard extends VBox {

    private final StartViewModel viewModel;

    EngineCard(StartViewModel viewModel) {
        this.viewModel = viewModel;
        getStyleClass().addAll("card-box", "start-card");
        EngineOptionsViewModel engine = viewModel.engine();
        Button start = new Button("Start a local engine", Widgets.icon("fth-play"));
        start.setId("start-local");
        start.getStyleClass().addAll("accent", "large");
        start.setMaxWidth(Double.MAX_VALUE);
        start.setDefaultButton(true);
        start.disableProperty()
                .bind(viewModel.busyProperty().or(engine.problemProperty().isNotEmpty()));
        start.setOnAction(event -> viewModel.startLocal());
        CheckBox sample = check("Load the sample catalogue", engine.loadSampleProperty());
        sample.setId("load-sample");
        ToggleButton more = new ToggleButton("Options", Widgets.icon("fth-sliders"));
        more.getStyleClass().add("icon-button");
        more.setId("engine-options");
        GridPane options = options(engine);
        Widgets.showOnly(options, false);
        more.selectedProperty().subscribe(on -> Widgets.showOnly(options, on));
        CheckBox demonstration =
                check("Demonstration tiering: 20 s to warm, 60 s to cold", engine.demonstrationProperty());
        demonstration.setId("engine-demonstration");
        HBox line = new HBox(10, sample, Widgets.spacer(), more);
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .addAll(
                        head(),
                        Widgets.paragraph(
                                "One node inside this console, with its data in a folder of yours. Nothing leaves"
                                        + " this machine.",
                                "muted"),
                        start,
                        line,
                        demonstration,
                        options,
                        progress());
    }

    private static HBox head() {
        HBox head = new HBox(9, Widgets.icon("fth-cpu"), Widgets.label("Local engine", "h2"));
        head.getStyleClass().add("start-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private static GridPane options(EngineOptionsViewModel engine) {
        GridPane grid = new GridPane(12, 8);
        grid.getStyleClass().add("engine-options");
        TextField name = new TextField();
        name.setId("engine-name");
        name.textProperty().bindBidirectional(engine.nameProperty());
        Spinner<Integer> budget = spinner(
                EngineOptionsViewModel.SMALLEST_BUDGET,
                EngineOptionsViewModel.LARGEST_BUDGET,
                engine.hotBudgetMebibytesProperty(),
                64);
        Spinner<Integer> shards = spinner(0, EngineOptionsViewModel.MOST_SHARDS, engine.shardsProperty(), 1);
        row(grid, 0, "Name", name, "names the data folder");
        row(grid, 1, "Hot budget", budget, "MiB of RAM for hot documents");
        row(grid, 2, "Shards", shards, "0: by the number of cores");
        Label problem = Widgets.paragraph("", "error-text", "small");
        problem.textProperty().bind(engine.problemProperty());
        problem.visibleProperty().bind(engine.problemProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        grid.add(problem, 0, 3, 3, 1);
        return grid;
    }

    private static void row(GridPane grid, int row, String title, Region field, String meaning) {
        field.setPrefWidth(130);
        Label label = Widgets.label(title, "muted");
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setLabelFor(field);
        grid.addRow(row, label, field, Widgets.label(meaning, "caption"));
    }

    private static Spinner<Integer> spinner(
            int smallest, int largest, javafx.beans.property.IntegerProperty value, int step) {
        Spinner<Integer> spinner = new Spinner<>(smallest, largest, value.get(), step);
        spinner.setEditable(true);
        spinner.valueProperty().subscribe(chosen -> {
            if (chosen != null) {
                value.set(chosen);
            }
        });
        return spinner;
    }

    private static CheckBox check(String title, javafx.beans.property.BooleanProperty value) {
        CheckBox box = new CheckBox(title);
        box.selectedProperty().bindBidirectional(value);
        return box;
    }

    private Node progress() {
        ProgressIndicator wheel = new ProgressIndicator();
        wheel.setMinSize(18, 18);
        wheel.setPrefSize(18, 18);
        Label words = Widgets.label(viewModel.progressProperty(), "muted");
        words.setId("start-progress");
        Button cancel = new Button("Cancel");
        cancel.getStyleClass().add("small");
        cancel.setOnAction(event -> viewModel.cancel());
        HBox box = new HBox(10, wheel, words, Widgets.spacer(), cancel);
        box.setAlignment(Pos.CENTER_LEFT);
        box.visibleProperty().bind(viewModel.busyProperty());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }
}
