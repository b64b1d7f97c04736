package io.lumadb.console.ui.query.result;

import io.lumadb.console.ui.query.editor.CodePane;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.timing.Threads;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.widget.Widgets;
import io.lumadb.document.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.stage.FileChooser;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The lower half of a query tab: table, tree, JSON, plan and messages, and one line of what it cost. */
public final class ResultPane extends BorderPane {

    private final ResultViewModel viewModel;
    private final Threads threads;
    private final TabPane pages = new TabPane();
    private final ResultTable table;
    private final DocumentTree tree = new DocumentTree();
    private final CodePane json;
    private final HBox shortened;
    private final Tab tablePage;
    private final Tab planPage;
    private final Tab messagesPage;
    private final ResultStatusLine status = new ResultStatusLine();
    private final Button export;
    private Subscription rowsSubscription = Subscription.EMPTY;
    private boolean running;

    /**
     * @param welcome shown until there are rows
     * @param onJump told an offset in the editor that a message leads to
     */
    public ResultPane(ResultViewModel viewModel, Threads threads, Node welcome, IntConsumer onJump) {
        this.viewModel = viewModel;
        this.threads = threads;
        getStyleClass().add("result-pane");
        table = new ResultTable(viewModel, threads);
        json = CodePane.reader(threads);
        shortened = shortenedNotice();
        BorderPane jsonPane = new BorderPane(json);
        jsonPane.setBottom(shortened);
        tablePage = page("Table", new StackPane(table, welcome));
        planPage = page("Plan", new PlanView(viewModel.planProperty()));
        MessageList messageList = new MessageList(viewModel.messages(), onJump);
        messagesPage = page("Messages", messageList);
        pages.getTabs().addAll(tablePage, page("Tree", tree), page("JSON", jsonPane), planPage, messagesPage);
        pages.getStyleClass().addAll("dense", "result-pages");
        pages.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        export = Widgets.iconButton("fth-download", "Export the rows to a file (NDJSON, JSON, CSV)", this::exportRows);
        export.setDisable(true);
        StackPane top = new StackPane(pages, export);
        StackPane.setAlignment(export, javafx.geometry.Pos.TOP_RIGHT);
        setCenter(top);
        setBottom(status);
        viewModel.rowsProperty().subscribe(rows -> {
            Widgets.showOnly(welcome, rows == null);
            Widgets.showOnly(table, rows != null);
            follow(rows);
        });
        viewModel.figuresProperty().subscribe(figures -> showStatus());
        viewModel.documentProperty().subscribe(this::showDocument);
    }

    private static Tab page(String title, Node content) {
        Tab tab = new Tab(title, content);
        tab.setClosable(false);
        return tab;
    }

    private void follow(@Nullable ResultRows rows) {
        rowsSubscription.unsubscribe();
        export.setDisable(rows == null);
        if (rows != null) {
            javafx.beans.InvalidationListener grown = observable -> showStatus();
            rows.rows().addListener(grown);
            rowsSubscription = () -> rows.rows().removeListener(grown);
            if (planPage.isSelected() || messagesPage.isSelected()) {
                showTable();
            }
        }
        showStatus();
    }

    private void showStatus() {
        ResultRows rows = viewModel.rowsProperty().get();
        status.show(
                viewModel.figuresProperty().get(),
                rows == null ? 0 : rows.rows().size(),
                running);
    }

    /** A query runs, or no longer does. */
    public void setRunning(boolean newRunning) {
        running = newRunning;
        showStatus();
    }

    public void showTable() {
        pages.getSelectionModel().select(tablePage);
    }

    public void showPlan() {
        pages.getSelectionModel().select(planPage);
    }

    public void showMessages() {
        pages.getSelectionModel().select(messagesPage);
    }

    /** Shows the page of this title, such as {@code JSON}. */
    public void showPage(String title) {
        pages.getTabs().stream()
                .filter(tab -> title.equals(tab.getText()))
                .findFirst()
                .ifPresent(tab -> pages.getSelectionModel().select(tab));
    }

    /** The table of rows, for the focus. */
    public Node table() {
        return table;
    }

    private void showDocument(@Nullable ShownDocument shown) {
        tree.show(shown);
        json.show(QueryLanguage.JQL, shown == null ? "" : shown.text().text());
        json.area().moveTo(0);
        json.area().requestFollowCaret();
        Widgets.showOnly(shortened, shown != null && shown.text().shortened());
    }

    private HBox shortenedNotice() {
        Label words = Widgets.label("Shortened for reading.", "muted");
        Button more = new Button("Show more");
        more.setOnAction(event -> viewModel.showMore());
        Button copy = new Button("Copy all");
        copy.setOnAction(event -> copyDocument());
        Button save = new Button("Save…");
        save.setOnAction(event -> saveDocument());
        HBox notice = new HBox(8, words, Widgets.spacer(), more, copy, save);
        notice.getStyleClass().add("shortened-notice");
        Widgets.showOnly(notice, false);
        return notice;
    }

    private void copyDocument() {
        ShownDocument shown = viewModel.documentProperty().get();
        if (shown != null) {
            threads.background().execute(() -> {
                String text = Json.pretty(shown.document());
                threads.fx().execute(() -> {
                    ClipboardContent content = new ClipboardContent();
                    content.putString(text);
                    Clipboard.getSystemClipboard().setContent(content);
                });
            });
        }
    }

    private void saveDocument() {
        ShownDocument shown = viewModel.documentProperty().get();
        File file = shown == null
                ? null
                : chooser("document.json").showSaveDialog(getScene().getWindow());
        if (shown != null && file != null) {
            write(file.toPath(), () -> {
                Files.writeString(file.toPath(), Json.pretty(shown.document()));
                return 1;
            });
        }
    }

    private void exportRows() {
        ResultRows rows = viewModel.rowsProperty().get();
        File file = rows == null
                ? null
                : chooser("result.ndjson").showSaveDialog(getScene().getWindow());
        if (rows != null && file != null) {
            Path path = file.toPath();
            List<String> columns = rows.columnsProperty().get().stream()
                    .map(ResultColumn::name)
                    .toList();
            write(path, () -> ResultExport.write(rows.store(), columns, path, ResultExport.Format.ofFile(path)));
        }
    }

    private static FileChooser chooser(String name) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(name);
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter("NDJSON, one document a line", "*.ndjson"),
                        new FileChooser.ExtensionFilter("JSON", "*.json"),
                        new FileChooser.ExtensionFilter("CSV", "*.csv"));
        return chooser;
    }

    /** Something that writes a file, and says how many documents it wrote. */
    @FunctionalInterface
    private interface Writing {
        long write() throws IOException;
    }

    private void write(Path path, Writing writing) {
        threads.background().execute(() -> {
            RunMessage message = outcome(path, writing);
            threads.fx().execute(() -> {
                viewModel.messages().add(message);
                showMessages();
            });
        });
    }

    private static RunMessage outcome(Path path, Writing writing) {
        java.time.Instant now = java.time.Instant.now();
        try {
            String words = Figures.counted(writing.write(), "document", "documents") + " written to " + path;
            return new RunMessage(RunMessage.Kind.DONE, now, "export", words, null);
        } catch (IOException e) {
            return new RunMessage(
                    RunMessage.Kind.FAILED, now, "export", "cannot write " + path + ": " + e.getMessage(), null);
        }
    }
}
