package io.lumadb.console.ui.topology;

import io.lumadb.client.model.ClusterStatus.Disk;
import io.lumadb.client.model.ClusterStatus.NodeStatus;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.widget.Widgets;
import java.time.Duration;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** A node as a card: who it is, what it uses, and a line for each core. */
final class NodeCell extends ListCell<NodeStatus> {

    private final TopologyViewModel viewModel;
    private final Label name = Widgets.label("", "strong", "node-name");
    private final Label state = Widgets.badge("");
    private final Label about = Widgets.label("", "caption");
    private final Label usage = Widgets.label("");
    private final Label disks = Widgets.label("", "muted");
    private final VBox cores = new VBox();
    private final VBox card;

    NodeCell(TopologyViewModel viewModel) {
        this.viewModel = viewModel;
        HBox head = new HBox(8, name, state, about);
        head.setAlignment(Pos.CENTER_LEFT);
        about.setMinWidth(0);
        usage.setMinWidth(0);
        disks.setMinWidth(0);
        cores.getStyleClass().add("cores");
        card = new VBox(head, usage, disks, cores);
        card.getStyleClass().add("node-card");
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
        Widgets.style(state, "warning", !node.state().equals("serving"));
        about.setText(node.http() + " · " + (node.zone() == null ? "" : node.zone() + " · ") + node.version() + " · up "
                + Figures.duration(Duration.ofMillis(node.uptimeMs())));
        usage.setText("CPU " + Figures.percent(node.cpu()) + " · "
                + Figures.bytes(node.memory().residentBytes())
                + " resident, heap " + Figures.bytes(node.memory().heapUsed()) + " of "
                + Figures.bytes(node.memory().heapMax()) + " · hot "
                + Figures.bytes(node.memory().hotUsed()) + " of "
                + Figures.bytes(node.memory().hotBudget()));
        disks.setText(disks(node));
        while (cores.getChildren().size() < node.cores().size()) {
            cores.getChildren().add(new CoreLine());
        }
        cores.getChildren().remove(node.cores().size(), cores.getChildren().size());
        int at = 0;
        for (Node line : cores.getChildren()) {
            ((CoreLine) line).show(node.cores().get(at++), node.id(), viewModel);
        }
        setGraphic(card);
    }

    private static String disks(NodeStatus node) {
        Optional<Disk> data =
                node.disks().stream().filter(disk -> disk.role().equals("data")).findFirst();
        long volumes = node.disks().stream()
                .filter(disk -> disk.role().startsWith("cold volume"))
                .count();
        return data.map(disk -> "Disk " + Figures.bytes(disk.freeBytes()) + " free of "
                                + Figures.bytes(disk.totalBytes()))
                        .orElse("No disk told of")
                + (volumes == 0 ? "" : " · " + Figures.counted(volumes, "cold volume", "cold volumes"));
    }
}
