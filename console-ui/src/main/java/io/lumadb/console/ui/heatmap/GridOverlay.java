package io.lumadb.console.ui.heatmap;

import io.lumadb.client.model.ShardStatus;
import io.lumadb.console.ui.heatmap.Viewport.Cell;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.ThemeColors;
import io.lumadb.console.ui.theme.Typefaces;
import io.lumadb.console.ui.widget.CanvasRegion;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/** What lies around and above the cells: labels of rows, the time axis, lines between rows, cursor and brush. */
final class GridOverlay extends CanvasRegion {

    private static final double LEFT = 148;
    private static final double TOP = 4;
    private static final double RIGHT = 14;
    private static final double BOTTOM = 26;
    private static final double TICK_ROOM = 110;

    /** Distances between ticks of the time axis, in seconds. */
    private static final long[] TICK_SECONDS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600
    };

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final HeatMapViewModel viewModel;
    private double[] brush = {};

    GridOverlay(HeatMapViewModel viewModel) {
        this.viewModel = viewModel;
    }

    double plotLeft() {
        return LEFT;
    }

    double plotTop() {
        return TOP;
    }

    double plotWidth(double width) {
        return Math.floor(width - LEFT - RIGHT);
    }

    double plotHeight(double height) {
        return Math.floor(height - TOP - BOTTOM);
    }

    void brush(double fromX, double fromY, double toX, double toY) {
        brush = new double[] {fromX, fromY, toX, toY};
        repaint();
    }

    void noBrush() {
        brush = new double[0];
        repaint();
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, Theme theme) {
        Viewport viewport = viewModel.viewport().orElse(null);
        double plotWidth = plotWidth(width);
        double plotHeight = plotHeight(height);
        if (viewport == null || plotWidth < 1 || plotHeight < 1) {
            return;
        }
        ThemeColors colors = ThemeColors.of(theme);
        graphics.setTextBaseline(VPos.CENTER);
        rows(graphics, viewport, plotWidth, plotHeight, colors);
        times(graphics, viewport, plotWidth, plotHeight, colors);
        graphics.setStroke(colors.grid());
        graphics.setLineWidth(1);
        graphics.strokeRect(LEFT - 0.5, TOP - 0.5, plotWidth + 1, plotHeight + 1);
        selection(graphics, viewport, plotWidth, plotHeight, colors);
        Cell cursor = viewModel.cursorProperty().get();
        if (cursor != null && viewport.contains(cursor)) {
            cursor(graphics, viewport, cursor, plotWidth, plotHeight, colors);
        }
        if (brush.length == 4) {
            brush(graphics, plotWidth, plotHeight, colors);
        }
    }

    private void rows(GraphicsContext graphics, Viewport viewport, double width, double height, ThemeColors colors) {
        double rowHeight = height / viewport.shards();
        if (rowHeight >= 7) {
            graphics.setFill(colors.surface());
            for (int i = 1; i < viewport.shards(); i++) {
                graphics.fillRect(LEFT, TOP + Math.round(i * rowHeight) - 1, width, rowHeight >= 20 ? 2 : 1);
            }
        }
        int step = labelStep(rowHeight);
        Map<Integer, ShardStatus> places = rowHeight >= 14 ? places() : Map.of();
        for (int i = 0; i < viewport.shards(); i++) {
            int shard = viewport.firstShard() + i;
            if (shard % step != 0) {
                continue;
            }
            double y = TOP + (i + 0.5) * rowHeight;
            ShardStatus place = places.get(shard);
            graphics.setTextAlign(TextAlignment.RIGHT);
            if (place != null) {
                graphics.setFill(colors.muted());
                graphics.setFont(font(11, FontWeight.NORMAL));
                graphics.fillText(place.leader() + " · core " + place.core(), LEFT - 10, y, 100);
                graphics.setTextAlign(TextAlignment.LEFT);
                graphics.setFill(colors.text());
                graphics.setFont(font(13, FontWeight.BOLD));
                graphics.fillText(String.valueOf(shard), 12, y);
            } else {
                graphics.setFill(colors.muted());
                graphics.setFont(font(11.5, FontWeight.NORMAL));
                graphics.fillText("shard " + Figures.exact(shard), LEFT - 10, y);
            }
        }
    }

    /** Every how many shards a row is named. */
    private static int labelStep(double rowHeight) {
        int step = 1;
        for (int i = 0; step * rowHeight < 14; i++) {
            step = switch (i % 3) {
                case 0 -> step * 2;
                case 1 -> step * 5 / 2;
                default -> step * 2;
            };
        }
        return step;
    }

    private Map<Integer, ShardStatus> places() {
        Map<Integer, ShardStatus> places = new HashMap<>();
        viewModel.shards().forEach(shard -> places.put(shard.shard(), shard));
        return places;
    }

    private static void times(
            GraphicsContext graphics, Viewport viewport, double width, double height, ThemeColors colors) {
        double seconds = viewport.columns() * viewport.span().stepMillis() / 1000.0;
        long step = TICK_SECONDS[TICK_SECONDS.length - 1];
        for (long candidate : TICK_SECONDS) {
            if (candidate / seconds * width >= TICK_ROOM) {
                step = candidate;
                break;
            }
        }
        DateTimeFormatter format = step >= 60 ? MINUTES : SECONDS;
        long begin = viewport.begin(viewport.firstColumn()).getEpochSecond();
        ZoneId zone = ZoneId.systemDefault();
        long offset = zone.getRules().getOffset(Instant.ofEpochSecond(begin)).getTotalSeconds();
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.setFont(font(11.5, FontWeight.NORMAL));
        graphics.setLineWidth(1);
        for (long at = Math.ceilDiv(begin + offset, step) * step - offset; at < begin + seconds; at += step) {
            double x = LEFT + (at - begin) / seconds * width;
            graphics.setStroke(colors.grid());
            graphics.strokeLine(Math.round(x) + 0.5, TOP + height, Math.round(x) + 0.5, TOP + height + 5);
            graphics.setFill(colors.muted());
            double edge = Math.clamp(x, LEFT + 22, LEFT + width - 22);
            graphics.fillText(format.format(Instant.ofEpochSecond(at).atZone(zone)), edge, TOP + height + 15);
        }
    }

    private void selection(
            GraphicsContext graphics, Viewport viewport, double width, double height, ThemeColors colors) {
        Integer selected = viewModel.selectedProperty().get();
        if (selected == null
                || selected < viewport.firstShard()
                || selected >= viewport.firstShard() + viewport.shards()) {
            return;
        }
        double top = TOP + viewport.top(selected, height);
        double rowHeight = Math.max(3, height / viewport.shards());
        graphics.setStroke(colors.accent());
        graphics.setLineWidth(1.5);
        graphics.strokeRect(LEFT, top, width, rowHeight);
        graphics.setFill(colors.accent());
        graphics.fillRoundRect(LEFT - 5, top, 4, rowHeight, 3, 3);
    }

    private void cursor(
            GraphicsContext graphics, Viewport viewport, Cell cursor, double width, double height, ThemeColors colors) {
        double x = LEFT + viewport.left(cursor.column(), width);
        double y = TOP + viewport.top(cursor.shard(), height);
        double cellWidth = Math.max(2, width / viewport.columns());
        double cellHeight = Math.max(2, height / viewport.shards());
        graphics.setStroke(colors.text().deriveColor(0, 1, 1, 0.45));
        graphics.setLineWidth(1);
        double middle = Math.round(x + cellWidth / 2) + 0.5;
        graphics.strokeLine(middle, TOP, middle, TOP + height);
        double line = Math.round(y + cellHeight / 2) + 0.5;
        graphics.strokeLine(LEFT, line, LEFT + width, line);
        graphics.setStroke(colors.window());
        graphics.setLineWidth(4);
        graphics.strokeRect(x, y, cellWidth, cellHeight);
        graphics.setStroke(colors.text());
        graphics.setLineWidth(2);
        graphics.strokeRect(x, y, cellWidth, cellHeight);
        note(graphics, viewport, cursor, x, y, width, height, colors);
    }

    /** The value beside the cursor, where the eye already is. */
    private void note(
            GraphicsContext graphics,
            Viewport viewport,
            Cell cursor,
            double x,
            double y,
            double width,
            double height,
            ThemeColors colors) {
        Measure measure = viewModel.measureProperty().get();
        double value = viewModel.history().value(viewport.span(), measure, cursor.column(), cursor.shard());
        List<String> lines = List.of(
                measure.format(value),
                "shard " + cursor.shard() + " · " + Figures.clock(viewport.begin(cursor.column())));
        double noteWidth = measure == Measure.TIERS ? 232 : 156;
        double noteX = x + 16 + noteWidth > LEFT + width ? x - noteWidth - 14 : x + 16;
        double noteY = Math.clamp(y - 50, TOP + 4, Math.max(TOP + 4, TOP + height - 50));
        graphics.setFill(colors.raised());
        graphics.fillRoundRect(noteX, noteY, noteWidth, 44, 8, 8);
        graphics.setStroke(colors.grid());
        graphics.setLineWidth(1);
        graphics.strokeRoundRect(noteX + 0.5, noteY + 0.5, noteWidth - 1, 43, 8, 8);
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.setFill(colors.text());
        graphics.setFont(font(measure == Measure.TIERS ? 12 : 14, FontWeight.BOLD));
        graphics.fillText(lines.get(0), noteX + 11, noteY + 14);
        graphics.setFill(colors.muted());
        graphics.setFont(font(11.5, FontWeight.NORMAL));
        graphics.fillText(lines.get(1), noteX + 11, noteY + 31);
    }

    private void brush(GraphicsContext graphics, double width, double height, ThemeColors colors) {
        double fromX = Math.clamp(Math.min(brush[0], brush[2]), LEFT, LEFT + width);
        double toX = Math.clamp(Math.max(brush[0], brush[2]), LEFT, LEFT + width);
        double fromY = Math.clamp(Math.min(brush[1], brush[3]), TOP, TOP + height);
        double toY = Math.clamp(Math.max(brush[1], brush[3]), TOP, TOP + height);
        Color accent = colors.accent();
        graphics.setFill(accent.deriveColor(0, 1, 1, 0.22));
        graphics.fillRect(fromX, fromY, toX - fromX, toY - fromY);
        graphics.setStroke(accent);
        graphics.setLineWidth(1.5);
        graphics.strokeRect(fromX, fromY, toX - fromX, toY - fromY);
    }

    private static Font font(double size, FontWeight weight) {
        return Font.font(Typefaces.text(), weight, size);
    }
}
