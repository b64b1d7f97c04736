package io.lumadb.console.ui.overview;

import io.lumadb.client.model.ClusterEvent;
import io.lumadb.client.model.TierMove;
import io.lumadb.client.model.TiersStatus.CollectionTiers;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.theme.TierColors;
import io.lumadb.console.ui.widget.EmptyState;
import io.lumadb.console.ui.widget.TierBar;
import io.lumadb.console.ui.widget.TierLabel;
import io.lumadb.console.ui.widget.Widgets;
import io.lumadb.document.Tier;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** The three tables of the Overview: collections, recent moves, recent events. */
final class OverviewTables {

    private static final double ROW = 29;

    private OverviewTables() {}

    static TableView<CollectionTiers> collections(ObservableList<CollectionTiers> rows) {
        TableView<CollectionTiers> table = table(
                rows,
                new EmptyState(
                        "fth-database",
                        "No collections yet",
                        "Load the sample catalogue from the command palette, or create a collection in the query"
                                + " screen."));
        table.getColumns().add(flexible(text("Collection", 100, CollectionTiers::name)));
        table.getColumns().add(number("Documents", 84, row -> Figures.exact(OverviewViewModel.documents(row.tiers()))));
        table.getColumns().add(flexible(node("By tier", 70, OverviewTables::bar)));
        table.getColumns()
                .add(number("Hot", 61, row -> Figures.count(row.tiers().hot().documents())));
        table.getColumns()
                .add(number("Warm", 61, row -> Figures.count(row.tiers().warm().documents())));
        table.getColumns()
                .add(number("Cold", 61, row -> Figures.count(row.tiers().cold().documents())));
        table.getColumns().add(number("Size", 80, row -> Figures.bytes(OverviewViewModel.bytes(row.tiers()))));
        return table;
    }

    static TableView<TierMove> moves(ObservableList<TierMove> rows) {
        TableView<TierMove> table = table(
                rows,
                new EmptyState(
                        "fth-repeat",
                        "No moves yet",
                        "Documents move when they have been idle as long as their policy says, and come back when"
                                + " they are read often."));
        table.getColumns().add(text("Time", 76, move -> Figures.clock(move.at())));
        table.getColumns().add(node("Move", 154, OverviewTables::route));
        table.getColumns().add(number("Documents", 84, move -> Figures.exact(move.documents())));
        table.getColumns().add(number("Size", 76, move -> Figures.bytes(move.bytes())));
        table.getColumns().add(text("Of", 130, move -> move.collection() + " · shard " + move.shard()));
        table.getColumns()
                .add(flexible(told(text("Why", 110, move -> move.detail().isEmpty() ? move.reason() : move.detail()))));
        return table;
    }

    static TableView<ClusterEvent> events(ObservableList<ClusterEvent> rows) {
        TableView<ClusterEvent> table = table(
                rows, new EmptyState("fth-list", "No events yet", "Elections, checkpoints and failures come here."));
        table.getColumns().add(text("Time", 76, event -> Figures.clock(event.at())));
        table.getColumns().add(node("Kind", 150, OverviewTables::kind));
        table.getColumns().add(flexible(told(text("What", 200, ClusterEvent::text))));
        return table;
    }

    private static <T> TableView<T> table(ObservableList<T> rows, EmptyState placeholder) {
        TableView<T> table = new TableView<>(rows);
        table.getStyleClass().add("plain");
        table.setFixedCellSize(ROW);
        table.setPlaceholder(placeholder);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setMinSize(0, 60);
        return table;
    }

    private static <T> TableColumn<T, String> text(String title, double width, Function<T, String> value) {
        TableColumn<T, String> column = new TableColumn<>(title);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(value.apply(cell.getValue())));
        column.setSortable(false);
        column.setReorderable(false);
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setMaxWidth(width);
        return column;
    }

    private static <T> TableColumn<T, String> number(String title, double width, Function<T, String> value) {
        TableColumn<T, String> column = text(title, width, value);
        column.getStyleClass().add("number");
        return column;
    }

    private static <T> TableColumn<T, T> node(String title, double width, Function<T, Node> view) {
        TableColumn<T, T> column = new TableColumn<>(title);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setCellFactory(any -> new TableCell<>() {
            @Override
            protected void updateItem(T item, boolean empty) {
                super.updateItem(item, empty);
                setGraphic(empty || item == null ? null : view.apply(item));
            }
        });
        column.setSortable(false);
        column.setReorderable(false);
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setMaxWidth(width);
        return column;
    }

    /** Text that may be cut is whole in the tooltip. */
    private static <T> TableColumn<T, String> told(TableColumn<T, String> column) {
        column.setCellFactory(any -> new TableCell<>() {
            private final Tooltip whole = new Tooltip();

            @Override
            protected void updateItem(String words, boolean empty) {
                super.updateItem(words, empty);
                setText(empty ? null : words);
                whole.setText(words);
                setTooltip(empty || words == null ? null : whole);
            }
        });
        return column;
    }

    /** Takes the room that the others leave. */
    private static <C extends TableColumn<?, ?>> C flexible(C column) {
        column.setMaxWidth(Double.MAX_VALUE);
        return column;
    }

    private static Node bar(CollectionTiers row) {
        TierBar bar = new TierBar();
        bar.setMaxHeight(9);
        bar.show(
                row.tiers().hot().documents(),
                row.tiers().warm().documents(),
                row.tiers().cold().documents());
        return bar;
    }

    private static Node route(TierMove move) {
        HBox route = new HBox(5, mark(move.from()), Widgets.icon("fth-arrow-right"), mark(move.to()));
        route.setAlignment(Pos.CENTER_LEFT);
        return route;
    }

    private static Node mark(String tier) {
        for (Tier known : Tier.values()) {
            if (known.wireName().equals(tier.toLowerCase(Locale.ROOT))) {
                return new TierLabel(known, TierColors.label(known));
            }
        }
        return Widgets.label(tier);
    }

    private static Node kind(ClusterEvent event) {
        String style = event.severity().equals("info") ? "muted" : event.severity() + "-text";
        return Widgets.label(event.kind(), "small", style);
    }
}
