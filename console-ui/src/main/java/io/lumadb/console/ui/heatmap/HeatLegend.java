package io.lumadb.console.ui.heatmap;

import io.lumadb.console.ui.heatmap.HeatScale.Tick;
import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.ThemeColors;
import io.lumadb.console.ui.theme.Typefaces;
import io.lumadb.console.ui.widget.CanvasRegion;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** What the colours of numbers stand for: none, and the ramp with five numbers in the measure's unit. */
final class HeatLegend extends CanvasRegion {

    private static final double NONE_WIDTH = 34;
    private static final double BAR = 12;
    private static final double EDGE = 44;

    private HeatScale scale = HeatScale.upTo(0, Measure.READS, true);
    private Measure measure = Measure.READS;

    HeatLegend() {
        setMinSize(430, 36);
        setPrefSize(430, 36);
        setMaxHeight(36);
        setMouseTransparent(true);
    }

    void show(HeatScale newScale, Measure newMeasure) {
        scale = newScale;
        measure = newMeasure;
        repaint();
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, Theme theme) {
        ThemeColors colors = ThemeColors.of(theme);
        graphics.setTextBaseline(VPos.CENTER);
        graphics.setFont(Font.font(Typefaces.text(), 11.5));
        graphics.setTextAlign(TextAlignment.CENTER);
        int idle = HeatPalette.idle(theme);
        graphics.setFill(Color.rgb(idle >> 16 & 0xFF, idle >> 8 & 0xFF, idle & 0xFF));
        graphics.fillRoundRect(0, 2, NONE_WIDTH, BAR, 4, 4);
        graphics.setStroke(colors.grid());
        graphics.strokeRoundRect(0.5, 2.5, NONE_WIDTH - 1, BAR - 1, 4, 4);
        graphics.setFill(colors.muted());
        graphics.fillText("none", NONE_WIDTH / 2, 25);
        int[] ramp = ColorRamp.of(theme);
        double left = NONE_WIDTH + EDGE - 14;
        double room = width - left - EDGE;
        for (int i = 0; i < ramp.length; i++) {
            graphics.setFill(Color.rgb(ramp[i] >> 16 & 0xFF, ramp[i] >> 8 & 0xFF, ramp[i] & 0xFF));
            graphics.fillRect(left + i * room / ramp.length, 2, room / ramp.length + 1, BAR);
        }
        for (Tick tick : scale.ticks()) {
            double x = left + tick.position() * room;
            graphics.setStroke(colors.muted());
            graphics.setLineWidth(1);
            graphics.strokeLine(x, 2 + BAR, x, 2 + BAR + 4);
            graphics.setFill(colors.muted());
            String sign = scale.logarithmic() && tick.position() == 0 ? "≤ " : "";
            graphics.fillText(sign + measure.format(tick.value()), x, 25);
        }
    }
}
