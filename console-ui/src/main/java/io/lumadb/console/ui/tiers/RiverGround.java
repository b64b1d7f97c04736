package io.lumadb.console.ui.tiers;

import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.ThemeColors;
import io.lumadb.console.ui.theme.TierColors;
import io.lumadb.console.ui.tiers.RiverGeometry.Basin;
import io.lumadb.console.ui.tiers.RiverGeometry.Lane;
import io.lumadb.console.ui.tiers.RiverState.Stream;
import io.lumadb.console.ui.widget.CanvasRegion;
import io.lumadb.document.Tier;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;
import javafx.scene.shape.StrokeLineCap;
import org.jspecify.annotations.Nullable;

/** The part of the river that stands still between two frames: basins with their level, and the beds of the streams. */
final class RiverGround extends CanvasRegion {

    private static final double ROUND = 18;
    private static final double ARROW = 13;

    /** Height of a basin's name and icon, which a full basin leaves dry. */
    private static final double HEADING = 46;

    private @Nullable RiverState state;

    RiverGround() {
        setMouseTransparent(true);
    }

    void show(RiverState newState) {
        state = newState;
        repaint();
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, Theme theme) {
        RiverGeometry geometry = new RiverGeometry(width, height);
        RiverState shown = state;
        if (shown != null) {
            for (Stream stream : shown.streams()) {
                if (stream.flows()) {
                    flowing(graphics, stream, geometry.lane(stream), theme);
                } else if (!stream.direct()) {
                    idle(graphics, geometry.lane(stream), theme);
                }
            }
        }
        for (Tier tier : Tier.values()) {
            basin(graphics, tier, geometry.basin(tier), shown == null ? 0 : shown.share(tier), theme);
        }
    }

    private static void idle(GraphicsContext graphics, Lane lane, Theme theme) {
        graphics.setStroke(ThemeColors.of(theme).grid());
        graphics.setLineWidth(2);
        graphics.setLineDashes(3, 7);
        graphics.strokeLine(lane.fromX(), lane.y(), lane.toX(), lane.y());
        graphics.setLineDashes();
    }

    private static void flowing(GraphicsContext graphics, Stream stream, Lane lane, Theme theme) {
        double thick = RiverGeometry.thickness(stream);
        Color from = TierColors.of(stream.from(), theme);
        Color to = TierColors.of(stream.to(), theme);
        if (lane.straight()) {
            bed(graphics, lane, thick, gradient(lane, from, to));
            arrow(graphics, lane, thick, to);
            return;
        }
        graphics.setLineCap(StrokeLineCap.BUTT);
        graphics.setStroke(gradient(lane, from, to));
        graphics.setLineWidth(thick);
        graphics.beginPath();
        graphics.moveTo(lane.fromX(), lane.y() - 4);
        graphics.bezierCurveTo(lane.fromX(), lane.depth(), lane.toX(), lane.depth(), lane.toX(), lane.y() - 4);
        graphics.stroke();
    }

    private static LinearGradient gradient(Lane lane, Color from, Color to) {
        return new LinearGradient(
                lane.fromX(),
                0,
                lane.toX(),
                0,
                false,
                CycleMethod.NO_CYCLE,
                new Stop(0, from.deriveColor(0, 1, 1, 0.85)),
                new Stop(1, to.deriveColor(0, 1, 1, 0.85)));
    }

    /** A straight stream widens where it leaves its basin. */
    private static void bed(GraphicsContext graphics, Lane lane, double thick, LinearGradient water) {
        double way = Math.signum(lane.toX() - lane.fromX());
        double end = lane.toX() - way * ARROW;
        double half = thick / 2;
        double mouth = half + Math.min(12, 4 + half * 0.5);
        double bend = lane.fromX() + way * 26;
        graphics.setFill(water);
        graphics.beginPath();
        graphics.moveTo(lane.fromX() - way * 2, lane.y() - mouth);
        graphics.bezierCurveTo(
                lane.fromX() + way * 9, lane.y() - half, bend - way * 8, lane.y() - half, bend, lane.y() - half);
        graphics.lineTo(end, lane.y() - half);
        graphics.lineTo(end, lane.y() + half);
        graphics.lineTo(bend, lane.y() + half);
        graphics.bezierCurveTo(
                bend - way * 8,
                lane.y() + half,
                lane.fromX() + way * 9,
                lane.y() + half,
                lane.fromX() - way * 2,
                lane.y() + mouth);
        graphics.closePath();
        graphics.fill();
    }

    private static void arrow(GraphicsContext graphics, Lane lane, double thick, Color color) {
        double way = Math.signum(lane.toX() - lane.fromX());
        double base = lane.toX() - way * ARROW;
        double half = thick / 2 + 6;
        graphics.setFill(color.deriveColor(0, 1, 1, 0.85));
        graphics.fillPolygon(
                new double[] {base, lane.toX() - way * 2, base},
                new double[] {lane.y() - half, lane.y(), lane.y() + half},
                3);
    }

    private static void basin(GraphicsContext graphics, Tier tier, Basin basin, double share, Theme theme) {
        ThemeColors colors = ThemeColors.of(theme);
        Color color = TierColors.of(tier, theme);
        graphics.setFill(colors.surface());
        graphics.fillRoundRect(basin.x(), basin.y(), basin.width(), basin.height(), ROUND, ROUND);
        if (share > 0) {
            water(graphics, basin, color, share);
        }
        graphics.setStroke(color.deriveColor(0, 1, 1, 0.75));
        graphics.setLineWidth(2);
        graphics.strokeRoundRect(
                basin.x() + 1, basin.y() + 1, basin.width() - 2, basin.height() - 2, ROUND - 2, ROUND - 2);
    }

    private static void water(GraphicsContext graphics, Basin basin, Color color, double share) {
        double depth = Math.max(6, share * (basin.height() - HEADING));
        double top = basin.y() + basin.height() - depth;
        double wave = Math.min(4, depth / 4);
        graphics.save();
        graphics.beginPath();
        graphics.moveTo(basin.x() + ROUND / 2, basin.y());
        graphics.lineTo(basin.x() + basin.width() - ROUND / 2, basin.y());
        graphics.arcTo(
                basin.x() + basin.width(), basin.y(), basin.x() + basin.width(), basin.y() + ROUND / 2, ROUND / 2);
        graphics.lineTo(basin.x() + basin.width(), basin.y() + basin.height() - ROUND / 2);
        graphics.arcTo(
                basin.x() + basin.width(),
                basin.y() + basin.height(),
                basin.x() + basin.width() - ROUND / 2,
                basin.y() + basin.height(),
                ROUND / 2);
        graphics.lineTo(basin.x() + ROUND / 2, basin.y() + basin.height());
        graphics.arcTo(
                basin.x(), basin.y() + basin.height(), basin.x(), basin.y() + basin.height() - ROUND / 2, ROUND / 2);
        graphics.lineTo(basin.x(), basin.y() + ROUND / 2);
        graphics.arcTo(basin.x(), basin.y(), basin.x() + ROUND / 2, basin.y(), ROUND / 2);
        graphics.closePath();
        graphics.clip();
        graphics.beginPath();
        graphics.moveTo(basin.x(), top);
        for (double x = 0; x <= basin.width(); x += 4) {
            graphics.lineTo(basin.x() + x, top + Math.sin(x / basin.width() * Math.PI * 4) * wave);
        }
        // Faint, since at some level or other it lies behind every line of the basin's text.
        graphics.setStroke(color.deriveColor(0, 1, 1, 0.3));
        graphics.setLineWidth(2);
        graphics.stroke();
        graphics.lineTo(basin.x() + basin.width(), basin.y() + basin.height());
        graphics.lineTo(basin.x(), basin.y() + basin.height());
        graphics.closePath();
        graphics.setFill(new LinearGradient(
                0,
                top,
                0,
                basin.y() + basin.height(),
                false,
                CycleMethod.NO_CYCLE,
                new Stop(0, color.deriveColor(0, 1, 1, 0.34)),
                new Stop(1, color.deriveColor(0, 1, 1, 0.14))));
        graphics.fill();
        graphics.restore();
    }
}
