package io.lumadb.console.ui.topology;

import io.lumadb.client.model.ClusterStatus.NodeStatus;
import io.lumadb.console.ui.screen.Screen;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.topology.TopologyViewModel.Held;
import io.lumadb.console.ui.widget.Card;
import io.lumadb.console.ui.widget.EmptyState;
import java.util.Objects;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Parent;
import javafx.scene.control.ListView;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Which node, which core, which shards; and what held a core up. */
public final class TopologyScreen implements Screen {

    public static final String TITLE = "Topology";
    public static final String ICON = "fth-server";

    private static final double ROW = 30;

    private final TopologyViewModel viewModel;
    private final HBox page = new HBox();

    public TopologyScreen(ConsoleSession session) {
        viewModel = new TopologyViewModel(session, Platform::runLater);
        page.getStyleClass().addAll("page", "topology");
        page.getStylesheets()
                .add(Objects.requireNonNull(TopologyScreen.class.getResource("topology.css"))
                        .toExternalForm());
        page.getChildren().addAll(nodes(), held());
    }

    private Card nodes() {
        ListView<NodeStatus> list = new ListView<>(viewModel.nodes());
        list.setId("topology-nodes");
        list.getStyleClass().add("plain");
        list.setCellFactory(any -> new NodeCell(viewModel));
        list.setPlaceholder(new EmptyState("fth-server", "No node yet", "The first frame of the stream brings them."));
        Card card = new Card("Nodes", list);
        card.note().textProperty().bind(viewModel.summaryProperty());
        share(card, 53);
        return card;
    }

    private Card held() {
        TableView<Held> table = new TableView<>(viewModel.held());
        table.setId("topology-held");
        table.getStyleClass().add("plain");
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setPlaceholder(new EmptyState(
                "fth-check-circle",
                "No core was held up",
                "A task that takes a core loop for more than 5 ms is listed here, with what it was at."));
        table.setRowFactory(any -> new HeldRow());
        table.getColumns()
                .add(column("Time", 78, false, held -> Figures.clock(held.task().at())));
        table.getColumns().add(column("Core", 54, true, held -> String.valueOf(held.core())));
        table.getColumns()
                .add(column("Shard", 58, true, held -> shard(held.task().shard())));
        table.getColumns()
                .add(column("Took", 76, true, held -> Figures.millis(held.task().millis())));
        table.getColumns()
                .add(column("CPU", 76, true, held -> Figures.millis(held.task().cpuMillis())));
        table.getColumns().add(column("Why", 200, false, Held::why));
        Card card = new Card("Tasks over 5 ms", table);
        card.note().textProperty().bind(viewModel.heldSummaryProperty());
        share(card, 47);
        return card;
    }

    /** Below 0: work of the core itself. */
    private static String shard(int shard) {
        return shard < 0 ? Figures.NOTHING : String.valueOf(shard);
    }

    private static void share(Region card, double percent) {
        card.setMinSize(0, 0);
        card.setPrefWidth(percent * 10);
        HBox.setHgrow(card, Priority.ALWAYS);
    }

    private static TableColumn<Held, String> column(
            String title, double width, boolean number, Function<Held, String> text) {
        TableColumn<Held, String> column = new TableColumn<>(title);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(text.apply(cell.getValue())));
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(width);
        if (number) {
            column.getStyleClass().add("number");
        }
        return column;
    }

    /** The stack where the mouse rests. */
    private static final class HeldRow extends TableRow<Held> {
        private final Tooltip words = new Tooltip();

        @Override
        protected void updateItem(Held held, boolean empty) {
            super.updateItem(held, empty);
            if (empty || held == null) {
                setTooltip(null);
                return;
            }
            words.setText(
                    held.task().stack().isEmpty()
                            ? held.why() + "; it was over before its stack could be taken"
                            : held.why() + "\n" + String.join("\n", held.task().stack()));
            setTooltip(words);
        }
    }

    TopologyViewModel viewModel() {
        return viewModel;
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public String icon() {
        return ICON;
    }

    @Override
    public Parent view() {
        return page;
    }

    @Override
    public void shown() {
        viewModel.asked().setShown(true);
    }

    @Override
    public void hidden() {
        viewModel.asked().setShown(false);
    }

    @Override
    public void close() {
        viewModel.close();
    }
}
