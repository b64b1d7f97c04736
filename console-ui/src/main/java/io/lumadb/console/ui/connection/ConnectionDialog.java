package io.lumadb.console.ui.connection;

import io.lumadb.console.ui.connection.ConnectionTest.Stage;
import io.lumadb.console.ui.connection.ConnectionTest.Step;
import io.lumadb.console.ui.session.SessionOpener;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.console.ui.task.BackgroundTask;
import io.lumadb.console.ui.task.BackgroundTasks;
import io.lumadb.console.ui.widget.Widgets;
import java.util.Objects;
import javafx.application.Platform;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The sheet in which a connection is written, tested and opened. Belongs to the FX thread; the test runs elsewhere. */
public final class ConnectionDialog extends VBox {

    /** What the dialog leads to. */
    public interface Outcome {

        /** Connect; {@code password} is what was typed, to be kept when {@code keep}. */
        void connect(SavedConnection connection, String password, boolean keep);

        void cancel();
    }

    private final ConnectionViewModel viewModel;
    private final SessionOpener opener;
    private final BackgroundTasks tasks;
    private final Outcome outcome;
    private final VBox steps = new VBox();
    private final Button test = new Button("Test", Widgets.icon("fth-check-square"));
    private final TextField nameField = new TextField();
    private final PasswordField passwordField = new PasswordField();
    private @Nullable BackgroundTask<Boolean> testing;

    public ConnectionDialog(
            String title, ConnectionViewModel viewModel, SessionOpener opener, BackgroundTasks tasks, Outcome outcome) {
        this.viewModel = viewModel;
        this.opener = opener;
        this.tasks = tasks;
        this.outcome = outcome;
        getStyleClass().addAll("floating", "connection-dialog");
        getStylesheets()
                .add(Objects.requireNonNull(ConnectionDialog.class.getResource("connection.css"))
                        .toExternalForm());
        HBox header = new HBox(Widgets.icon("fth-link"), Widgets.label(title, "h2"));
        header.getStyleClass().add("floating-header");
        steps.getStyleClass().add("steps");
        Widgets.showOnly(steps, false);
        VBox body = new VBox(form(), problem(), steps);
        body.getStyleClass().add("floating-body");
        getChildren().addAll(header, body, footer());
        focusedProperty().subscribe(focused -> {
            if (focused) {
                (viewModel.nameProperty().get().isEmpty() ? nameField : passwordField).requestFocus();
            }
        });
    }

    private GridPane form() {
        GridPane form = new GridPane(12, 9);
        ColumnConstraints labels = new ColumnConstraints();
        labels.setMinWidth(84);
        ColumnConstraints fields = new ColumnConstraints();
        fields.setHgrow(Priority.ALWAYS);
        form.getColumnConstraints().addAll(labels, fields);
        TextField url = field("connection-url", viewModel.urlProperty(), "lumadb://user@host:8080/");
        url.getStyleClass().add("mono");
        nameField.setPromptText("As it is called in your house");
        nameField.textProperty().bindBidirectional(viewModel.nameProperty());
        nameField.setId("connection-name");
        passwordField.textProperty().bindBidirectional(viewModel.passwordProperty());
        passwordField.setId("connection-password");
        passwordField.setOnAction(event -> connect());
        HBox password = new HBox(10, passwordField, check("Keep it", viewModel.keepPasswordProperty()));
        password.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(passwordField, Priority.ALWAYS);
        int row = 0;
        row(form, row++, "URL", url);
        row(form, row++, "Name", nameField);
        row(form, row++, "Hosts", field("connection-hosts", viewModel.hostsProperty(), "host:8080, host2:8080"));
        row(form, row++, "User", field("connection-user", viewModel.userProperty(), "admin"));
        row(form, row++, "Password", password);
        row(form, row++, "Colour", colors());
        row(form, row, "", flags());
        return form;
    }

    private static void row(GridPane form, int row, String title, Node field) {
        Label label = Widgets.label(title, "muted");
        label.setLabelFor(field);
        form.add(label, 0, row);
        form.add(field, 1, row);
    }

    private static TextField field(String id, StringProperty value, String example) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(example);
        field.textProperty().bindBidirectional(value);
        return field;
    }

    private static CheckBox check(String title, javafx.beans.property.BooleanProperty value) {
        CheckBox box = new CheckBox(title);
        box.selectedProperty().bindBidirectional(value);
        return box;
    }

    private HBox flags() {
        HBox flags = new HBox(
                18,
                check("TLS", viewModel.tlsProperty()),
                check("Read-only", viewModel.readOnlyProperty()),
                check("Production", viewModel.productionProperty()));
        flags.setAlignment(Pos.CENTER_LEFT);
        return flags;
    }

    private HBox colors() {
        HBox row = new HBox(6);
        row.setAlignment(Pos.CENTER_LEFT);
        ToggleGroup group = new ToggleGroup();
        for (String color : ConnectionViewModel.COLORS) {
            ToggleButton swatch = new ToggleButton();
            swatch.getStyleClass().setAll("swatch");
            swatch.setStyle("-swatch: " + color + ";");
            swatch.setAccessibleText("Colour " + color);
            swatch.setToggleGroup(group);
            swatch.setSelected(color.equals(viewModel.colorProperty().get()));
            swatch.setOnAction(event -> {
                swatch.setSelected(true);
                viewModel.colorProperty().set(color);
            });
            row.getChildren().add(swatch);
        }
        return row;
    }

    private Label problem() {
        Label problem = Widgets.paragraph("", "error-text");
        problem.setId("connection-problem");
        problem.textProperty().bind(viewModel.problemProperty());
        problem.visibleProperty().bind(viewModel.problemProperty().map(text -> !text.isEmpty()));
        problem.managedProperty().bind(problem.visibleProperty());
        return problem;
    }

    private HBox footer() {
        test.setId("connection-test");
        test.setOnAction(event -> test());
        Button cancel = new Button("Cancel");
        cancel.setOnAction(event -> leave());
        Button connect = new Button("Connect", Widgets.icon("fth-log-in"));
        connect.setId("connection-connect");
        connect.getStyleClass().add("accent");
        connect.setDefaultButton(true);
        connect.disableProperty().bind(viewModel.problemProperty().map(text -> !text.isEmpty()));
        connect.setOnAction(event -> connect());
        HBox footer = new HBox(test, Widgets.spacer(), cancel, connect);
        footer.getStyleClass().add("floating-footer");
        return footer;
    }

    private void test() {
        viewModel.address().ifPresent(address -> {
            stopTest();
            steps.getChildren().clear();
            Widgets.showOnly(steps, true);
            test.setDisable(true);
            String password = viewModel.passwordProperty().get();
            ConnectionTest trial = new ConnectionTest(opener::connect, step -> Platform.runLater(() -> tell(step)));
            testing = tasks.start(
                    "Testing " + address.hosts().getFirst(),
                    (BackgroundTask<Boolean> task) -> trial.run(address, password),
                    passed -> test.setDisable(false),
                    failure -> {
                        test.setDisable(false);
                        tell(new Step(Stage.SERVER, false, String.valueOf(failure.getMessage())));
                    });
        });
    }

    private void tell(Step step) {
        Label words = Widgets.paragraph(step.words(), step.passed() ? "muted" : "error-text");
        HBox.setHgrow(words, Priority.ALWAYS);
        Label stage = Widgets.label(step.stage().title(), "strong");
        stage.setMinWidth(58);
        HBox line = new HBox(9, Widgets.icon(step.passed() ? "fth-check-circle" : "fth-x-circle"), stage, words);
        line.getStyleClass().addAll("step", step.passed() ? "passed" : "failed");
        steps.getChildren().add(line);
    }

    private void connect() {
        viewModel.toSave().ifPresent(connection -> {
            stopTest();
            outcome.connect(
                    connection,
                    viewModel.passwordProperty().get(),
                    viewModel.keepPasswordProperty().get());
        });
    }

    private void leave() {
        stopTest();
        outcome.cancel();
    }

    private void stopTest() {
        if (testing != null) {
            testing.cancel();
            testing = null;
        }
    }
}
