package io.lumadb.console.ui.query.result;

import io.lumadb.console.ui.query.timing.Threads;
import io.lumadb.console.ui.theme.Appearance;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a table, of which only what is on show exists: the items are row numbers, and cells ask for their text. Sorting is
 * the query's business. Belongs to the FX thread.
 */
final class ResultTable extends TableView<Integer> {

    /** Selecting more rows than this, to copy them, would take seconds. */
    private static final int MOST_SELECTED = 10_000;

    private final Threads threads;
    private final Set<DataCell> waiting = new HashSet<>();
    private Subscription rowsSubscription = Subscription.EMPTY;
    private @Nullable ResultRows rows;

    ResultTable(ResultViewModel viewModel, Threads threads) {
        this.threads = threads;
        getStyleClass().addAll("plain", "result-table", "dense");
        setAccessibleText("Result rows");
        setPlaceholder(new Label(""));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        getSelectionModel().setCellSelectionEnabled(true);
        Appearance.current()
                .fontSizeProperty()
                .map(size -> Math.rint(size.doubleValue() * 2))
                .subscribe(size -> setFixedCellSize(size));
        viewModel.rowsProperty().subscribe(this::show);
        getFocusModel().focusedCellProperty().subscribe((before, cell) -> {
            if (cell.getRow() >= 0) {
                viewModel.select(cell.getRow());
            }
        });
        addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        setContextMenu(menu());
    }

    private void show(@Nullable ResultRows newRows) {
        rowsSubscription.unsubscribe();
        waiting.clear();
        getColumns().clear();
        rows = newRows;
        if (newRows == null) {
            getItems().clear();
            return;
        }
        setItems(newRows.rows());
        rowsSubscription = Subscription.combine(
                newRows.columnsProperty().subscribe(columns -> showColumns(newRows, columns)),
                newRows.pagesLoadedProperty().subscribe((before, after) -> retry()));
    }

    private void retry() {
        List<DataCell> cells = List.copyOf(waiting);
        waiting.clear();
        cells.forEach(DataCell::render);
    }

    /** New columns are added at their place; those that are there keep their width. */
    private void showColumns(ResultRows shown, List<ResultColumn> columns) {
        if (columns.isEmpty()) {
            return;
        }
        List<TableColumn<Integer, ?>> wanted = new ArrayList<>();
        wanted.add(getColumns().isEmpty() ? numberColumn() : getColumns().getFirst());
        for (ResultColumn column : columns) {
            TableColumn<Integer, ?> existing = getColumns().stream()
                    .filter(candidate -> column.name().equals(candidate.getUserData()))
                    .findFirst()
                    .orElseGet(() -> dataColumn(shown, column));
            existing.setGraphic(header(column));
            wanted.add(existing);
        }
        if (!getColumns().equals(wanted)) {
            getColumns().setAll(wanted);
        }
    }

    private static HBox header(ResultColumn column) {
        Label name = new Label(column.name());
        name.getStyleClass().add("column-name");
        Label type = new Label(column.type());
        type.getStyleClass().add("column-type");
        name.setMinWidth(0);
        type.setMinWidth(0);
        HBox header = new HBox(6, name, type);
        header.setAlignment(column.numeric() ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
        Tooltip.install(header, new Tooltip(column.name() + (column.type().isEmpty() ? "" : ": " + column.type())));
        return header;
    }

    private TableColumn<Integer, Integer> numberColumn() {
        TableColumn<Integer, Integer> column = column("#", 56);
        column.setCellFactory(ignored -> new TableCell<>() {
            {
                getStyleClass().addAll("row-number", "number");
            }

            @Override
            protected void updateItem(@Nullable Integer row, boolean empty) {
                super.updateItem(row, empty);
                setText(empty || row == null ? "" : Figures.exact(row + 1L));
            }
        });
        return column;
    }

    private TableColumn<Integer, Integer> dataColumn(ResultRows shown, ResultColumn column) {
        double em = Appearance.current().fontSizeProperty().get() * 0.58;
        int header = column.name().length() + column.type().length() + 3;
        double width = Math.clamp(Math.max(header, column.characters() + 2), 7, 34) * em + 16;
        TableColumn<Integer, Integer> made = column("", width);
        made.setUserData(column.name());
        made.setCellFactory(ignored -> new DataCell(shown, column.name()));
        return made;
    }

    private static TableColumn<Integer, Integer> column(String title, double width) {
        TableColumn<Integer, Integer> column = new TableColumn<>(title);
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(width);
        column.setMinWidth(36);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        return column;
    }

    private void onKey(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
            copySelection();
            event.consume();
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.A) {
            getSelectionModel().clearSelection();
            int last = Math.min(getItems().size(), MOST_SELECTED) - 1;
            if (last >= 0 && getColumns().size() > 1) {
                getSelectionModel()
                        .selectRange(0, getColumns().get(1), last, getColumns().getLast());
            }
            event.consume();
        }
    }

    private ContextMenu menu() {
        return new ContextMenu(
                item("Copy cell", this::copyCell),
                item(
                        "Copy row as JSON",
                        () -> copy(picked -> String.join(
                                "\n", picked.stream().map(Json::pretty).toList()))),
                item(
                        "Copy rows with header (TSV)",
                        () -> copy(picked -> ResultExport.tabSeparated(picked, columnNames()))));
    }

    private static MenuItem item(String title, Runnable action) {
        MenuItem item = new MenuItem(title);
        item.setOnAction(event -> action.run());
        return item;
    }

    private List<String> columnNames() {
        return getColumns().stream()
                .map(column -> column.getUserData() instanceof String name ? name : "")
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** One cell: its whole value. More: tab-separated, as spreadsheets paste it. */
    void copySelection() {
        if (getSelectionModel().getSelectedCells().size() <= 1) {
            copyCell();
            return;
        }
        Set<String> names = new HashSet<>();
        getSelectionModel().getSelectedCells().forEach(position -> {
            if (position.getTableColumn() != null && position.getTableColumn().getUserData() instanceof String name) {
                names.add(name);
            }
        });
        List<String> columns = columnNames().stream().filter(names::contains).toList();
        copy(picked -> ResultExport.tabSeparated(picked, columns));
    }

    private void copyCell() {
        TablePosition<?, ?> position = getFocusModel().getFocusedCell();
        TableColumn<?, ?> column = position == null ? null : position.getTableColumn();
        if (column != null && column.getUserData() instanceof String name) {
            copyRows(
                    Set.of(position.getRow()),
                    picked -> CellText.whole(picked.getFirst().get(name)));
        }
    }

    private void copy(Function<List<Value.Obj>, String> asText) {
        Set<Integer> picked = new TreeSet<>();
        getSelectionModel().getSelectedCells().stream()
                .limit((long) MOST_SELECTED * Math.max(1, getColumns().size()))
                .forEach(position -> picked.add(position.getRow()));
        copyRows(picked, asText);
    }

    private void copyRows(Set<Integer> picked, Function<List<Value.Obj>, String> asText) {
        ResultRows shown = rows;
        if (shown == null || picked.isEmpty()) {
            return;
        }
        threads.background().execute(() -> {
            List<Value.Obj> documents = new ArrayList<>();
            picked.forEach(row -> shown.store().row(row).ifPresent(documents::add));
            if (!documents.isEmpty()) {
                String text = asText.apply(documents);
                threads.fx().execute(() -> {
                    ClipboardContent content = new ClipboardContent();
                    content.putString(text);
                    Clipboard.getSystemClipboard().setContent(content);
                });
            }
        });
    }

    /** Shows the text of a value, or that it is coming. */
    private final class DataCell extends TableCell<Integer, Integer> {

        private final ResultRows shown;
        private final String column;

        DataCell(ResultRows shown, String column) {
            this.shown = shown;
            this.column = column;
        }

        @Override
        protected void updateItem(@Nullable Integer row, boolean empty) {
            super.updateItem(row, empty);
            render();
        }

        private void render() {
            Integer row = getItem();
            if (isEmpty() || row == null) {
                waiting.remove(this);
                look("", "");
                return;
            }
            Cell cell = shown.cell(row, column);
            if (cell.equals(Cell.LOADING)) {
                waiting.add(this);
            }
            look(
                    cell.text(),
                    switch (cell.kind()) {
                        case MISSING -> "missing";
                        case NULL -> "null";
                        case NUMBER -> "number";
                        case BOOLEAN -> "boolean";
                        case TEXT -> "";
                        case TIMESTAMP -> "timestamp";
                        case COMPOSITE -> "composite";
                    });
        }

        private void look(String text, String style) {
            setText(text);
            setTooltip(text.length() > 28 ? new Tooltip(text) : null);
            getStyleClass().removeAll("missing", "null", "number", "boolean", "timestamp", "composite");
            if (!style.isEmpty()) {
                getStyleClass().add(style);
            }
        }
    }
}
