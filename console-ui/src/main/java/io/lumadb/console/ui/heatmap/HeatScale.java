package io.lumadb.console.ui.heatmap;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a value lies between nothing and most, 0 to 1. {@code top} is a round number at or above the largest value in sight;
 * a logarithmic scale begins at {@code bottom} (0 for a linear one), and what is below it but not nothing lies at 0 too.
 */
record HeatScale(boolean logarithmic, double bottom, double top, int decades) {

    /** A tick of the legend. */
    record Tick(double position, double value) {}

    private static final int MOST_DECADES = 4;
    private static final int LINEAR_PARTS = 4;

    static HeatScale upTo(double largest, Measure measure, boolean logarithmic) {
        double least = switch (measure) {
            case READS, WRITES, HEAT -> 10;
            case LAG -> 100;
            case BYTES -> 1024;
            case P99 -> 1000;
            case TIERS -> 1;
        };
        double top = roundUp(Math.max(least, largest), measure == Measure.BYTES ? 1024 : 1000);
        if (!logarithmic) {
            return new HeatScale(false, 0, top, 0);
        }
        // Below a tenth of a document a second, or one log entry, there is nothing to tell apart.
        double floor = least / 100;
        int decades = (int) Math.clamp(Math.floor(Math.log10(top / floor) + 1e-9), 1, MOST_DECADES);
        return new HeatScale(true, top / Math.pow(10, decades), top, decades);
    }

    /** Up to 1, 2 or 5 times a power of ten, within the unit that the figure is written in. */
    private static double roundUp(double value, double unitStep) {
        double unit = 1;
        while (value / unit >= unitStep) {
            unit *= unitStep;
        }
        double size = value / unit;
        double decade = Math.pow(10, Math.floor(Math.log10(size)));
        for (double step : new double[] {1, 2, 5}) {
            if (size <= step * decade * 1.0001) {
                return step * decade * unit;
            }
        }
        double next = 10 * decade;
        return (next >= 1000 ? unitStep : next) * unit;
    }

    double position(double value) {
        if (!(value > 0)) {
            return 0;
        }
        double position = logarithmic ? Math.log10(value / bottom) / decades : value / top;
        return Math.clamp(position, 0, 1);
    }

    /** The numbers of the legend, equally far apart. */
    List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        int parts = logarithmic ? decades : LINEAR_PARTS;
        for (int i = 0; i <= parts; i++) {
            double position = i / (double) parts;
            ticks.add(new Tick(position, logarithmic ? bottom * Math.pow(10, i) : top * position));
        }
        return ticks;
    }
}
