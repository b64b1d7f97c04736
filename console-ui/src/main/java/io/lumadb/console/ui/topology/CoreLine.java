package io.lumadb.console.ui.topology;

import io.lumadb.client.model.ClusterStatus.CoreStatus;
import io.lumadb.client.model.ShardStatus;
import io.lumadb.console.ui.screen.ScreenRequest;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.ThemeColors;
import io.lumadb.console.ui.widget.CanvasRegion;
import io.lumadb.console.ui.widget.Widgets;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** One core loop: how busy, what waits, and the shard replicas on it. */
final class CoreLine extends HBox {

    private final Label name = Widgets.label("", "muted");
    private final BusyBar bar = new BusyBar();
    private final Label busy = Widgets.label("", "strong", "core-busy");
    private final Label waits = Widgets.label("", "caption", "core-waits");
    private final FlowPane shards = new FlowPane(4, 4);
    private List<String> shown = List.of();

    CoreLine() {
        getStyleClass().add("core-line");
        setAlignment(Pos.CENTER_LEFT);
        name.setMinWidth(Region.USE_PREF_SIZE);
        busy.setMinWidth(Region.USE_PREF_SIZE);
        waits.setMinWidth(Region.USE_PREF_SIZE);
        shards.setAlignment(Pos.CENTER_LEFT);
        shards.setMinWidth(60);
        HBox.setHgrow(shards, Priority.ALWAYS);
        getChildren().addAll(name, bar, busy, waits, shards);
    }

    void show(CoreStatus core, String node, TopologyViewModel viewModel) {
        name.setText("core " + core.core());
        bar.show(core.busy());
        busy.setText(Figures.percent(core.busy()));
        waits.setText(Figures.exact(core.queue()) + " waiting · p99 " + Figures.micros(core.waitP99Micros()) + " · "
                + Figures.counted(core.longTasks(), "long task", "long tasks"));
        List<String> now = core.shards().stream()
                .map(shard -> shard + " " + words(viewModel.shard(shard)))
                .toList();
        if (!now.equals(shown)) {
            shown = now;
            shards.getChildren()
                    .setAll(core.shards().stream()
                            .map(shard -> chip(shard, node, viewModel.shard(shard)))
                            .toList());
        }
        setAccessibleText("core " + core.core() + " of " + node + ", " + busy.getText() + " busy, " + waits.getText());
    }

    /** Made anew only where these change, so that the keyboard keeps its place. */
    private static String words(Optional<ShardStatus> status) {
        return status.map(it -> "led by " + it.leader() + ", term " + it.term()).orElse("of unknown leader");
    }

    private Button chip(int shard, String node, Optional<ShardStatus> status) {
        boolean leads = status.map(it -> node.equals(it.leader())).orElse(false);
        Button chip = new Button((leads ? "★ " : "") + shard);
        chip.getStyleClass().add("shard-chip");
        chip.setMinWidth(Region.USE_PREF_SIZE);
        String words = "shard " + shard + ", " + words(status);
        chip.setTooltip(new Tooltip(words + "\nOpens its heat"));
        chip.setAccessibleText(words);
        chip.setOnAction(event -> fireEvent(new ScreenRequest("heat-map", String.valueOf(shard))));
        return chip;
    }

    private static final class BusyBar extends CanvasRegion {
        private static final double HIGH = 0.9;
        private static final double RAISED = 0.7;

        private double share;

        BusyBar() {
            setMinSize(70, 10);
            setPrefSize(90, 10);
            setMaxHeight(10);
        }

        void show(double now) {
            if (now != share) {
                share = now;
                repaint();
            }
        }

        @Override
        protected void paint(GraphicsContext graphics, double width, double height, Theme theme) {
            ThemeColors colors = ThemeColors.of(theme);
            double filled = Math.clamp(share, 0, 1) * width;
            graphics.setFill(colors.track());
            graphics.fillRoundRect(0, 0, width, height, 6, 6);
            graphics.setFill(share > HIGH ? colors.critical() : share > RAISED ? colors.warning() : colors.accent());
            graphics.fillRoundRect(0, 0, filled, height, 6, 6);
        }
    }
}
