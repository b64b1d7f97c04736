package io.lumadb.console.ui.frame;

import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.task.BackgroundTask;
import io.lumadb.console.ui.task.BackgroundTasks;
import io.lumadb.console.ui.widget.Widgets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** What goes on underneath: the stream, queries, moves, background work with progress and cancel, and the last error. */
final class StatusBar extends HBox implements AutoCloseable {

    private final Subscriptions subscriptions = new Subscriptions();
    private final HBox jobs = new HBox(14);
    private final BackgroundTasks tasks;

    StatusBar(FrameViewModel viewModel, BackgroundTasks tasks) {
        this.tasks = tasks;
        getStyleClass().add("status-bar");
        jobs.setAlignment(Pos.CENTER_LEFT);
        jobs.setMinWidth(Region.USE_PREF_SIZE);
        getChildren()
                .addAll(
                        item("fth-radio", viewModel.streamTextProperty(), "Live stream and its lag"),
                        item("fth-terminal", viewModel.queriesProperty(), "Queries that run on the cluster now"),
                        item("fth-repeat", viewModel.movesProperty(), "Documents that change tier"),
                        jobs,
                        Widgets.spacer(),
                        errorLabel());
        subscriptions.onListChange(tasks.running(), this::listJobs);
        listJobs();
    }

    private static Label item(String icon, javafx.beans.value.ObservableValue<String> text, String meaning) {
        Label label = Widgets.label(text);
        label.setGraphic(Widgets.icon(icon));
        label.setTooltip(new Tooltip(meaning));
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.visibleProperty().bind(text.map(words -> !words.isEmpty()));
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private Label errorLabel() {
        Label error = new Label();
        error.setId("last-error");
        error.setMinWidth(0);
        subscriptions.follow(tasks.lastErrorProperty(), words -> {
            boolean bad = !words.isEmpty();
            error.setText(bad ? words : "No errors");
            error.setGraphic(Widgets.icon(bad ? "fth-alert-circle" : "fth-check"));
            error.setTooltip(bad ? new Tooltip(words + "\n\nClick to clear.") : null);
            Widgets.style(error, "error-text", bad);
        });
        error.setOnMouseClicked(event -> tasks.clearError());
        return error;
    }

    private void listJobs() {
        jobs.getChildren().setAll(tasks.running().stream().map(this::job).toList());
        Widgets.showOnly(jobs, !tasks.running().isEmpty());
    }

    private HBox job(BackgroundTask<?> task) {
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(task.progressProperty());
        Label words = new Label();
        words.textProperty()
                .bind(task.messageProperty().map(message -> task.title() + (message.isEmpty() ? "" : ": " + message)));
        HBox job = new HBox(7, words, bar, Widgets.iconButton("fth-x", "Cancel: " + task.title(), task::cancel));
        job.setAlignment(Pos.CENTER_LEFT);
        return job;
    }

    @Override
    public void close() {
        subscriptions.close();
    }
}
