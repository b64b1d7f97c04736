package io.lumadb.console.ui.widget;

import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.ThemeColors;
import java.util.Arrays;
import java.util.function.Function;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;

/**
 * The last minutes of a number as a line: the time axis is fixed (its right end is now), the value axis starts at 0.
 * Where several samples fall on a pixel the largest is drawn, so that no peak is lost; gaps in time stay gaps.
 */
public final class Sparkline extends CanvasRegion {

    /** Longest time between samples that are joined by a line, in milliseconds. */
    private static final long GAP_MILLIS = 15_000;

    private final Function<Theme, Color> color;
    private long[] times = {};
    private double[] values = {};
    private long spanMillis = 900_000;
    private double floor = 1;

    public Sparkline(Function<Theme, Color> color) {
        this.color = color;
        setMinSize(20, 18);
        setPrefHeight(44);
        setMouseTransparent(true);
    }

    /** In the accent colour. */
    public static Sparkline accented() {
        return new Sparkline(theme -> ThemeColors.of(theme).accent());
    }

    /** The smallest value that the top of the axis stands for, so that a quiet line lies low instead of trembling. */
    public Sparkline withFloor(double smallestTop) {
        floor = smallestTop;
        return this;
    }

    /**
     * Shows samples.
     *
     * @param sampleTimes milliseconds since 1970, rising
     * @param samples as many; what is not finite is a gap
     * @param span how much time the width shows, in milliseconds
     */
    public void show(long[] sampleTimes, double[] samples, long span) {
        times = sampleTimes;
        values = samples;
        spanMillis = span;
        repaint();
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, Theme theme) {
        ThemeColors colors = ThemeColors.of(theme);
        graphics.setStroke(colors.grid());
        graphics.setLineWidth(1);
        graphics.strokeLine(0, height - 0.5, width, height - 0.5);
        if (times.length == 0) {
            return;
        }
        double top = Math.max(
                floor, Arrays.stream(values).filter(Double::isFinite).max().orElse(0) * 1.08);
        Color line = color.apply(theme);
        double[] columns = columns((int) Math.ceil(width));
        int start = -1;
        int gapColumns = Math.max(2, (int) Math.ceil(width * GAP_MILLIS / spanMillis));
        int last = -1;
        for (int column = 0; column <= columns.length; column++) {
            boolean filled = column < columns.length && Double.isFinite(columns[column]);
            if (filled) {
                if (start >= 0 && column - last > gapColumns) {
                    stroke(graphics, columns, start, last, top, height, line);
                    start = column;
                }
                start = start < 0 ? column : start;
                last = column;
            }
        }
        if (start >= 0) {
            stroke(graphics, columns, start, last, top, height, line);
        }
    }

    /** The largest value of each pixel column; NaN where there is none. */
    private double[] columns(int count) {
        double[] columns = new double[Math.max(1, count)];
        Arrays.fill(columns, Double.NaN);
        long end = times[times.length - 1];
        for (int i = 0; i < times.length; i++) {
            double position = 1 - (double) (end - times[i]) / spanMillis;
            if (position >= 0 && Double.isFinite(values[i])) {
                int column = (int) Math.min(columns.length - 1, position * columns.length);
                columns[column] = Double.isNaN(columns[column]) ? values[i] : Math.max(columns[column], values[i]);
            }
        }
        return columns;
    }

    private static void stroke(
            GraphicsContext graphics, double[] columns, int from, int to, double top, double height, Color line) {
        double base = height - 1;
        graphics.beginPath();
        graphics.moveTo(from, base - columns[from] / top * (base - 2));
        double x = from;
        for (int column = from + 1; column <= to; column++) {
            if (Double.isFinite(columns[column])) {
                x = column;
                graphics.lineTo(x, base - columns[column] / top * (base - 2));
            }
        }
        graphics.setStroke(line);
        graphics.setLineWidth(1.4);
        graphics.stroke();
        graphics.lineTo(x, base);
        graphics.lineTo(from, base);
        graphics.closePath();
        graphics.setFill(new LinearGradient(
                0,
                0,
                0,
                height,
                false,
                CycleMethod.NO_CYCLE,
                new Stop(0, line.deriveColor(0, 1, 1, 0.32)),
                new Stop(1, line.deriveColor(0, 1, 1, 0.02))));
        graphics.fill();
    }
}
