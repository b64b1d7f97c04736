package io.lumadb.console.ui.tiers;

import io.lumadb.client.model.TierAmount;
import io.lumadb.client.model.TierMove;
import io.lumadb.client.model.TiersStatus.CollectionTiers;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.theme.TierColors;
import io.lumadb.console.ui.widget.EmptyState;
import io.lumadb.console.ui.widget.TierBar;
import io.lumadb.console.ui.widget.TierLabel;
import io.lumadb.console.ui.widget.Widgets;
import io.lumadb.document.Tier;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** The feed of moves and the table of collections. */
final class TierTables {

    private static final double ROW = 30;

    private TierTables() {}

    static TableView<TierMove> moves(ObservableList<TierMove> rows) {
        TableView<TierMove> table = table(
                rows,
                new EmptyState(
                        "fth-repeat",
                        "No moves yet",
                        "Documents cool when they have been idle as long as their policy says, and come back when they"
                                + " are read often. The demonstration policy makes that a matter of seconds."));
        table.setId("tier-moves");
        table.setRowFactory(any -> new MoveRow());
        table.getColumns().add(text("Time", 82, move -> Figures.clock(move.at())));
        table.getColumns().add(node("Move", 162, TierTables::route));
        table.getColumns().add(number("Documents", 90, move -> Figures.exact(move.documents())));
        table.getColumns().add(number("Size", 80, move -> Figures.bytes(move.bytes())));
        table.getColumns().add(text("Of", 112, move -> move.collection() + " · " + move.shard()));
        table.getColumns().add(text("Why", 230, TierTables::why));
        return table;
    }

    static TableView<CollectionTiers> collections(ObservableList<CollectionTiers> rows) {
        TableView<CollectionTiers> table = table(
                rows,
                new EmptyState(
                        "fth-database",
                        "No collections yet",
                        "Load the sample catalogue from the command palette, or import documents."));
        table.setId("tier-collections");
        table.getColumns().add(text("Collection", 120, CollectionTiers::name));
        table.getColumns().add(node("By tier", 120, TierTables::bar));
        for (Tier tier : Tier.values()) {
            table.getColumns()
                    .add(number(
                            TierColors.label(tier),
                            66,
                            row -> Figures.count(
                                    RiverState.amount(row.tiers(), tier).documents())));
        }
        table.getColumns().add(number("On disk", 82, row -> Figures.bytes(diskBytes(row))));
        return table;
    }

    private static long diskBytes(CollectionTiers row) {
        TierAmount warm = row.tiers().warm();
        return warm.diskBytes() + row.tiers().cold().diskBytes();
    }

    /** A move, with all of its words and the keys of some of its documents where the mouse rests on it. */
    private static final class MoveRow extends TableRow<TierMove> {
        private final Tooltip words = new Tooltip();

        @Override
        protected void updateItem(TierMove move, boolean empty) {
            super.updateItem(move, empty);
            if (empty || move == null) {
                setTooltip(null);
                return;
            }
            words.setText(Figures.counted(move.documents(), "document", "documents") + " of " + move.collection()
                    + ", shard " + move.shard() + "\n" + why(move) + "\ntook " + Figures.millis(move.durationMs())
                    + "; among them "
                    + move.sample().stream().map(XrayViewModel::text).collect(Collectors.joining(", ")));
            setTooltip(words);
        }
    }

    /** The rule in words, and the reason before it where the rule does not say it. */
    static String why(TierMove move) {
        String reason = switch (move.reason()) {
            case "policy" -> move.detail().isEmpty() ? "policy" : "";
            case "pressure" -> "memory pressure";
            case "access" -> "read often";
            case "manual" -> "moved by hand";
            default -> move.reason();
        };
        return reason.isEmpty() || move.detail().isEmpty() ? reason + move.detail() : reason + ": " + move.detail();
    }

    static <T> TableView<T> table(ObservableList<T> rows, EmptyState placeholder) {
        TableView<T> table = new TableView<>(rows);
        table.getStyleClass().add("plain");
        table.setFixedCellSize(ROW);
        table.setPlaceholder(placeholder);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setMinSize(0, 60);
        return table;
    }

    static <T> TableColumn<T, String> text(String title, double width, Function<T, String> value) {
        TableColumn<T, String> column = new TableColumn<>(title);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(value.apply(cell.getValue())));
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(width);
        return column;
    }

    static <T> TableColumn<T, String> number(String title, double width, Function<T, String> value) {
        TableColumn<T, String> column = text(title, width, value);
        column.getStyleClass().add("number");
        return column;
    }

    static <T> TableColumn<T, T> node(String title, double width, Function<T, Node> view) {
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
        column.setPrefWidth(width);
        return column;
    }

    private static Node bar(CollectionTiers row) {
        TierBar bar = new TierBar();
        bar.setMaxHeight(10);
        bar.show(
                row.tiers().hot().documents(),
                row.tiers().warm().documents(),
                row.tiers().cold().documents());
        return bar;
    }

    private static Node route(TierMove move) {
        HBox route = new HBox(6, mark(move.from()), Widgets.icon("fth-arrow-right"), mark(move.to()));
        route.setAlignment(Pos.CENTER_LEFT);
        return route;
    }

    static Node mark(String wireName) {
        Optional<Tier> tier = RiverState.tier(wireName);
        return tier.isPresent() ? new TierLabel(tier.get()) : Widgets.label(wireName);
    }
}
