package io.lumadb.console.ui.tiers;

import io.lumadb.client.model.TiersStatus.ShardTiers;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.screen.ScreenRequest;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.ThemeColors;
import io.lumadb.console.ui.theme.TierColors;
import io.lumadb.console.ui.theme.Typefaces;
import io.lumadb.console.ui.widget.CanvasRegion;
import io.lumadb.document.Tier;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/**
 * Every shard as three bars, hot, warm, cold from left to right, all on one scale: the largest tier of the largest shard.
 * Documents by the square root of their number, so that small tiers stay in sight. A click opens the shard.
 */
final class ShardMultiples extends CanvasRegion {

    private static final double CELL_WIDTH = 86;
    private static final double CELL_HEIGHT = 92;

    private final TiersViewModel viewModel;

    ShardMultiples(TiersViewModel viewModel, Subscriptions subscriptions) {
        this.viewModel = viewModel;
        setId("shard-multiples");
        setMinSize(80, 60);
        subscriptions.onListChange(viewModel.shards(), this::repaint);
        setOnMouseClicked(event -> {
            int shard = at(event.getX() - snappedLeftInset(), event.getY() - snappedTopInset());
            if (shard >= 0) {
                fireEvent(new ScreenRequest("heat-map", String.valueOf(shard)));
            }
        });
    }

    private static int columns(double width) {
        return Math.max(1, (int) (width / CELL_WIDTH));
    }

    private double cellHeight(double width, double height, int count) {
        int rows = Math.max(1, Math.ceilDiv(count, columns(width)));
        return Math.clamp(height / rows, 10, CELL_HEIGHT * 1.6);
    }

    private int at(double x, double y) {
        double width = getWidth() - snappedLeftInset() - snappedRightInset();
        double height = getHeight() - snappedTopInset() - snappedBottomInset();
        int count = viewModel.shards().size();
        int columns = columns(width);
        int column = (int) (x / (width / columns));
        int row = (int) (y / cellHeight(width, height, count));
        int index = row * columns + column;
        return x < 0 || y < 0 || column >= columns || index >= count
                ? -1
                : viewModel.shards().get(index).shard();
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, Theme theme) {
        List<ShardTiers> shards = viewModel.shards();
        double most = 1;
        for (ShardTiers shard : shards) {
            for (Tier tier : Tier.values()) {
                most = Math.max(
                        most, (double) RiverState.amount(shard.tiers(), tier).documents());
            }
        }
        int columns = columns(width);
        double cellWidth = width / columns;
        double cellHeight = cellHeight(width, height, shards.size());
        for (int i = 0; i < shards.size(); i++) {
            int column = i % columns;
            int row = i / columns;
            paint(graphics, shards.get(i), most, column * cellWidth, row * cellHeight, cellWidth, cellHeight, theme);
        }
    }

    private static void paint(
            GraphicsContext graphics,
            ShardTiers shard,
            double most,
            double x,
            double y,
            double width,
            double height,
            Theme theme) {
        ThemeColors colors = ThemeColors.of(theme);
        boolean labelled = height >= 44;
        double base = y + height - (labelled ? 22 : 2);
        double room = base - y - (labelled ? 20 : 3);
        double bar = (width - 30) / 3;
        for (Tier tier : Tier.values()) {
            long documents = RiverState.amount(shard.tiers(), tier).documents();
            double left = x + 8 + RiverState.depth(tier) * (bar + 5);
            double tall = documents == 0 ? 0 : Math.max(2, Math.sqrt(documents / most) * room);
            graphics.setFill(colors.track());
            graphics.fillRect(left, base - 1, bar, 1);
            graphics.setFill(TierColors.of(tier, theme));
            graphics.fillRoundRect(left, base - tall, bar, tall, 4, 4);
            if (labelled && bar >= 16) {
                graphics.setTextBaseline(VPos.BOTTOM);
                graphics.setTextAlign(TextAlignment.CENTER);
                graphics.setFont(Font.font(Typefaces.text(), 10));
                graphics.setFill(colors.muted());
                graphics.fillText(Figures.count(documents), left + bar / 2, base - tall - 2, bar + 4);
            }
        }
        if (labelled) {
            graphics.setTextBaseline(VPos.TOP);
            graphics.setTextAlign(TextAlignment.CENTER);
            graphics.setFont(Font.font(Typefaces.text(), FontWeight.BOLD, 12));
            graphics.setFill(colors.text());
            graphics.fillText("shard " + shard.shard(), x + width / 2 - 3, base + 3);
        }
    }
}
