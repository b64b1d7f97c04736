package io.lumadb.console.ui.heatmap;

import io.lumadb.client.model.ClusterStatus;
import io.lumadb.client.model.ShardStatus;
import io.lumadb.console.ui.heatmap.NowLayout.Box;
import io.lumadb.console.ui.heatmap.NowLayout.CoreBox;
import io.lumadb.console.ui.heatmap.NowLayout.NodeBox;
import io.lumadb.console.ui.heatmap.NowLayout.ShardBox;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.ThemeColors;
import io.lumadb.console.ui.theme.Typefaces;
import io.lumadb.console.ui.widget.CanvasRegion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/**
 * Nodes, the cores in them, the shard replicas on those, as they are now: leaders filled with the measure's colour and
 * marked L, followers in outline. Arrows walk, Enter opens the shard. Belongs to the FX thread.
 */
final class NowMap extends CanvasRegion {

    private final HeatMapViewModel viewModel;
    private NowLayout layout = new NowLayout(List.of());
    private @Nullable ShardBox pointed;

    NowMap(HeatMapViewModel viewModel, Subscriptions subscriptions) {
        this.viewModel = viewModel;
        setId("now-map");
        getStyleClass().add("now-map");
        setMinSize(200, 120);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.NODE);
        setAccessibleRoleDescription("map of nodes, cores and shards");
        setAccessibleText("Arrow keys walk from shard to shard.");
        setOnMouseMoved(event -> point(at(event).orElse(null)));
        setOnMouseExited(event -> point(null));
        setOnMousePressed(event -> requestFocus());
        setOnMouseClicked(event -> at(event).ifPresent(shard -> viewModel.select(shard.shard())));
        setOnKeyPressed(this::key);
        subscriptions.onChange(viewModel.versionProperty(), version -> repaint());
        subscriptions.onChange(viewModel.selectedProperty(), shard -> repaint());
    }

    private Optional<ShardBox> at(MouseEvent event) {
        return layout.at(event.getX() - snappedLeftInset(), event.getY() - snappedTopInset());
    }

    private void point(@Nullable ShardBox shard) {
        if (shard == null ? pointed != null : !shard.equals(pointed)) {
            pointed = shard;
            setAccessibleText(shard == null ? "Arrow keys walk from shard to shard." : words(shard));
            repaint();
        }
    }

    private String words(ShardBox box) {
        return viewModel
                .shard(box.shard())
                .map(shard -> {
                    Measure measure = viewModel.measureProperty().get();
                    return "Shard " + box.shard() + " on " + box.node()
                            + (shard.leader().equals(box.node()) ? ", leader, " : ", follower, ")
                            + measure.title() + " " + measure.format(measure.of(shard));
                })
                .orElse("Shard " + box.shard());
    }

    private void key(KeyEvent event) {
        boolean handled = true;
        switch (event.getCode()) {
            case LEFT -> walk(-1, 0);
            case RIGHT -> walk(1, 0);
            case UP -> walk(0, -1);
            case DOWN -> walk(0, 1);
            case ENTER, SPACE -> {
                handled = pointed != null;
                if (pointed != null) {
                    viewModel.select(pointed.shard());
                }
            }
            case ESCAPE -> handled = viewModel.stepBack();
            default -> handled = false;
        }
        if (handled) {
            event.consume();
        }
    }

    private void walk(int right, int down) {
        List<ShardBox> all = layout.all();
        if (!all.isEmpty()) {
            ShardBox from = pointed;
            point(from == null ? all.getFirst() : layout.next(from, right, down).orElse(from));
        }
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, Theme theme) {
        ClusterStatus topology = viewModel.topology();
        if (topology == null) {
            return;
        }
        layout = NowLayout.of(topology.nodes(), width, height);
        Map<Integer, ShardStatus> shards = new HashMap<>();
        viewModel.shards().forEach(shard -> shards.put(shard.shard(), shard));
        Measure measure = viewModel.measureProperty().get();
        HeatPalette palette =
                measure == Measure.TIERS ? HeatPalette.ofTiers(theme) : HeatPalette.of(viewModel.scale(), theme);
        ThemeColors colors = ThemeColors.of(theme);
        graphics.setTextBaseline(VPos.CENTER);
        for (NodeBox node : layout.nodes()) {
            paintNode(graphics, node, colors);
            for (CoreBox core : node.cores()) {
                paintCore(graphics, core, colors);
                for (ShardBox shard : core.shards()) {
                    paintShard(graphics, shard, shards.get(shard.shard()), measure, palette, colors);
                }
            }
        }
    }

    private static void paintNode(GraphicsContext graphics, NodeBox node, ThemeColors colors) {
        Box box = node.box();
        graphics.setFill(colors.raised());
        graphics.fillRoundRect(box.x(), box.y(), box.width(), box.height(), 14, 14);
        graphics.setStroke(colors.grid());
        graphics.setLineWidth(1);
        graphics.strokeRoundRect(box.x() + 0.5, box.y() + 0.5, box.width() - 1, box.height() - 1, 14, 14);
        double middle = box.y() + NowLayout.NODE_HEADER / 2 + 1;
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.setFill(node.node().state().equals("serving") ? colors.good() : colors.warning());
        graphics.fillOval(box.x() + 13, middle - 4, 8, 8);
        graphics.setFill(colors.text());
        graphics.setFont(font(14, FontWeight.BOLD));
        graphics.fillText(node.node().id() + " · " + node.node().state(), box.x() + 28, middle, box.width() * 0.5);
        graphics.setTextAlign(TextAlignment.RIGHT);
        graphics.setFill(colors.muted());
        graphics.setFont(font(12, FontWeight.NORMAL));
        graphics.fillText(
                "CPU " + Figures.percent(node.node().cpu()) + " · hot "
                        + Figures.bytes(node.node().memory().hotUsed()) + " of "
                        + Figures.bytes(node.node().memory().hotBudget()),
                box.x() + box.width() - 13,
                middle,
                box.width() * 0.45);
    }

    private static void paintCore(GraphicsContext graphics, CoreBox core, ThemeColors colors) {
        Box box = core.box();
        graphics.setFill(colors.surface());
        graphics.fillRoundRect(box.x(), box.y(), box.width(), box.height(), 10, 10);
        double middle = box.y() + NowLayout.CORE_HEADER / 2;
        double busy = Math.clamp(core.core().busy(), 0, 1);
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.setFill(colors.text());
        graphics.setFont(font(12.5, FontWeight.BOLD));
        graphics.fillText("core " + core.core().core(), box.x() + 11, middle, box.width() * 0.25);
        double left = box.x() + Math.min(70, box.width() * 0.3);
        double room = Math.max(0, box.x() + box.width() - 160 - left);
        graphics.setFill(colors.track());
        graphics.fillRoundRect(left, middle - 3, room, 6, 6, 6);
        graphics.setFill(busy > 0.9 ? colors.critical() : busy > 0.7 ? colors.warning() : colors.accent());
        graphics.fillRoundRect(left, middle - 3, room * busy, 6, 6, 6);
        graphics.setTextAlign(TextAlignment.RIGHT);
        graphics.setFill(colors.muted());
        graphics.setFont(font(12, FontWeight.NORMAL));
        graphics.fillText(
                Figures.percent(core.core().busy()) + " busy · "
                        + Figures.exact(core.core().queue()) + " waiting",
                box.x() + box.width() - 11,
                middle,
                Math.min(170, box.width() * 0.6));
    }

    private void paintShard(
            GraphicsContext graphics,
            ShardBox box,
            @Nullable ShardStatus shard,
            Measure measure,
            HeatPalette palette,
            ThemeColors colors) {
        Box at = box.box();
        double arc = Math.min(8, at.height() / 3);
        boolean leader = shard != null && shard.leader().equals(box.node());
        double value = shard == null ? Double.NaN : measure.of(shard);
        short code = measure == Measure.TIERS
                ? (Double.isNaN(value) ? CellCode.EMPTY : (short) value)
                : CellCode.encode(value);
        Color fill = palette.paint(code);
        graphics.setFill(leader ? fill : fill.deriveColor(0, 1, 1, 0.28));
        graphics.fillRoundRect(at.x(), at.y(), at.width(), at.height(), arc, arc);
        if (!leader) {
            graphics.setStroke(fill);
            graphics.setLineWidth(1);
            graphics.strokeRoundRect(at.x() + 0.5, at.y() + 0.5, at.width() - 1, at.height() - 1, arc, arc);
        }
        Integer selected = viewModel.selectedProperty().get();
        boolean chosen = selected != null && selected == box.shard();
        if (chosen || box.equals(pointed)) {
            graphics.setStroke(chosen ? colors.accent() : colors.text());
            graphics.setLineWidth(2.5);
            graphics.strokeRoundRect(at.x() + 1, at.y() + 1, at.width() - 2, at.height() - 2, arc, arc);
        }
        if (at.width() >= 34 && at.height() >= 18) {
            Color ink = leader && !fill.equals(Color.TRANSPARENT) ? inkOn(fill) : colors.text();
            label(graphics, box, leader, measure.format(value), ink, measure == Measure.TIERS);
        }
    }

    private static void label(
            GraphicsContext graphics, ShardBox box, boolean leader, String value, Color ink, boolean small) {
        Box at = box.box();
        double middle = at.x() + at.width() / 2;
        boolean roomy = at.height() >= 46 && at.width() >= 70;
        graphics.setFill(ink);
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.setFont(font(roomy ? 20 : 12, FontWeight.BOLD));
        graphics.fillText(
                String.valueOf(box.shard()), middle, at.y() + at.height() / 2 - (roomy ? 9 : 0), at.width() - 8);
        if (roomy) {
            graphics.setFont(font(small ? 11 : 12.5, FontWeight.NORMAL));
            graphics.fillText(value, middle, at.y() + at.height() / 2 + 13, at.width() - 12);
        }
        if (leader && at.width() >= 48 && at.height() >= 26) {
            graphics.setFont(font(11, FontWeight.BOLD));
            graphics.setTextAlign(TextAlignment.LEFT);
            graphics.fillText("L", at.x() + 7, at.y() + 10);
        }
    }

    /** Black or white, whichever can be read on that ground. */
    private static Color inkOn(Color ground) {
        return ColorRamp.lightness(HeatPalette.argb(ground)) > 0.62 ? Color.web("#10141c") : Color.WHITE;
    }

    private static Font font(double size, FontWeight weight) {
        return Font.font(Typefaces.text(), weight, size);
    }
}
