package io.lumadb.console.ui.overview;

import io.lumadb.client.model.ClusterStatus.CoreStatus;
import io.lumadb.client.model.ClusterStatus.NodeStatus;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.ThemeColors;
import io.lumadb.console.ui.widget.CanvasRegion;
import io.lumadb.console.ui.widget.Widgets;
import java.time.Duration;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The nodes, one line each: state, how busy each core loop is, CPU, memory, time up. */
final class NodeList extends ListView<NodeStatus> {

    private static final double ROW = 62;

    NodeList(OverviewViewModel viewModel, Subscriptions subscriptions) {
        super(viewModel.nodes());
        getStyleClass().add("plain");
        setFixedCellSize(ROW);
        setCellFactory(list -> new NodeCell());
        setPlaceholder(Widgets.label("No node has said anything yet", "muted"));
        setMinHeight(ROW);
        subscriptions.add(() -> setItems(javafx.collections.FXCollections.emptyObservableList()));
    }

    private static final class NodeCell extends ListCell<NodeStatus> {
        private final Label name = Widgets.label("", "strong");
        private final Label state = Widgets.badge("");
        private final Label version = Widgets.label("", "caption");
        private final Label usage = Widgets.label("", "small");
        private final Label memory = Widgets.label("", "caption");
        private final CoreBars cores = new CoreBars();
        private final Tooltip coreWords = new Tooltip();
        private final HBox row;

        NodeCell() {
            HBox head = new HBox(7, name, state);
            head.setAlignment(Pos.CENTER_LEFT);
            VBox left = new VBox(2, head, version);
            left.setAlignment(Pos.CENTER_LEFT);
            VBox right = new VBox(2, usage, memory);
            right.setAlignment(Pos.CENTER_RIGHT);
            right.setMinWidth(Region.USE_PREF_SIZE);
            Tooltip.install(cores, coreWords);
            row = new HBox(14, left, Widgets.spacer(), cores, right);
            row.setAlignment(Pos.CENTER_LEFT);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(NodeStatus node, boolean empty) {
            super.updateItem(node, empty);
            if (empty || node == null) {
                setGraphic(null);
                return;
            }
            name.setText(node.id());
            state.setText(node.state());
            Widgets.style(state, "good", node.state().equals("serving"));
            version.setText(node.version() + " · up " + Figures.duration(Duration.ofMillis(node.uptimeMs())));
            usage.setText("CPU " + Figures.percent(node.cpu()));
            memory.setText(Figures.bytes(node.memory().residentBytes()) + " resident");
            cores.show(node.cores());
            coreWords.setText(words(node.cores()));
            setGraphic(row);
        }

        private static String words(List<CoreStatus> cores) {
            StringBuilder words = new StringBuilder("Core loops, busy in the last second:");
            for (CoreStatus core : cores) {
                words.append("\ncore ")
                        .append(core.core())
                        .append(": ")
                        .append(Figures.percent(core.busy()))
                        .append(", ")
                        .append(Figures.counted(core.queue(), "message waiting", "messages waiting"))
                        .append(", shards ")
                        .append(core.shards());
            }
            return words.toString();
        }
    }

    /** How busy each core loop is, side by side. */
    private static final class CoreBars extends CanvasRegion {
        private List<CoreStatus> cores = List.of();

        CoreBars() {
            setMinSize(8, 30);
            setMaxHeight(30);
        }

        void show(List<CoreStatus> newCores) {
            cores = newCores;
            setPrefWidth(Math.min(96, newCores.size() * 11.0));
            setMinWidth(getPrefWidth());
            repaint();
        }

        @Override
        protected void paint(GraphicsContext graphics, double width, double height, Theme theme) {
            ThemeColors colors = ThemeColors.of(theme);
            double step = width / Math.max(1, cores.size());
            double bar = Math.max(2, step - 3);
            for (int i = 0; i < cores.size(); i++) {
                double busy = Math.clamp(cores.get(i).busy(), 0, 1);
                graphics.setFill(colors.track());
                graphics.fillRoundRect(i * step, 0, bar, height, 3, 3);
                graphics.setFill(busy > 0.9 ? colors.critical() : busy > 0.7 ? colors.warning() : colors.accent());
                graphics.fillRoundRect(i * step, height * (1 - busy), bar, height * busy, 3, 3);
            }
        }
    }
}
