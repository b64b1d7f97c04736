package io.lumadb.console.ui.overview;

import io.lumadb.client.model.ClusterStatus.Trouble;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.widget.Widgets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What is wrong right now, each with what mends it; or that nothing is. */
final class TroublePane extends VBox {

    private final OverviewViewModel viewModel;

    TroublePane(OverviewViewModel viewModel, Subscriptions subscriptions) {
        this.viewModel = viewModel;
        getStyleClass().add("trouble-pane");
        setId("troubles");
        subscriptions.onListChange(viewModel.troubles(), this::build);
        subscriptions.follow(viewModel.calmProperty(), words -> build());
    }

    private void build() {
        getChildren().setAll(viewModel.troubles().stream().map(TroublePane::row).toList());
        if (viewModel.troubles().isEmpty()) {
            String calm = viewModel.calmProperty().get();
            getChildren()
                    .setAll(
                            calm.isEmpty()
                                    ? line("fth-loader", "Waiting for the first frame of the cluster", "", "")
                                    : line("fth-check-circle", "Nothing is wrong", calm, "good"));
        }
    }

    private static Node row(Trouble trouble) {
        boolean critical = trouble.severity().equals("critical");
        HBox row = line(
                critical ? "fth-alert-octagon" : "fth-alert-triangle",
                trouble.text(),
                "",
                critical ? "critical" : "warning");
        Label action = Widgets.label(trouble.action(), "trouble-action");
        action.setGraphic(Widgets.icon("fth-corner-down-right"));
        HBox.setHgrow(action, Priority.ALWAYS);
        row.getChildren().add(action);
        return row;
    }

    private static HBox line(String icon, String title, String words, String styleClass) {
        HBox line = new HBox(9, Widgets.icon(icon), Widgets.label(title, "strong"));
        if (!words.isEmpty()) {
            line.getChildren().add(Widgets.label(words, "muted"));
        }
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("trouble");
        if (!styleClass.isEmpty()) {
            line.getStyleClass().add(styleClass);
        }
        return line;
    }
}
