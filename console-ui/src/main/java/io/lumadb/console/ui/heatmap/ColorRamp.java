package io.lumadb.console.ui.heatmap;

import io.lumadb.console.ui.theme.Theme;

/**
 * Colours from nothing to most, in steps that look equally large: lightness runs straight in Oklab (Björn Ottosson 2020)
 * while the hue goes from violet over red to yellow, so that order can be read without seeing hue. In the dark it
 * begins near the ground and ends bright, in the light the other way about.
 */
final class ColorRamp {

    static final int STEPS = 256;

    /** Lightness, a, b of Oklab at equal distances. */
    private static final double[][] DARK = {
        {0.270, 0.020, -0.075},
        {0.404, 0.085, -0.115},
        {0.538, 0.150, -0.035},
        {0.672, 0.150, 0.090},
        {0.806, 0.060, 0.155},
        {0.940, -0.015, 0.120}
    };

    private static final double[][] LIGHT = {
        {0.960, -0.005, 0.040},
        {0.825, 0.045, 0.125},
        {0.690, 0.130, 0.095},
        {0.555, 0.165, -0.005},
        {0.420, 0.095, -0.110},
        {0.285, 0.030, -0.095}
    };

    private ColorRamp() {}

    /** {@link #STEPS} opaque colours as {@code 0xAARRGGBB}. */
    static int[] of(Theme theme) {
        double[][] points = switch (theme) {
            case DARK -> DARK;
            case LIGHT -> LIGHT;
        };
        int[] colors = new int[STEPS];
        for (int i = 0; i < STEPS; i++) {
            double position = i / (STEPS - 1.0) * (points.length - 1);
            int from = Math.min(points.length - 2, (int) position);
            double share = position - from;
            double[] lab = new double[3];
            for (int c = 0; c < 3; c++) {
                lab[c] = points[from][c] + (points[from + 1][c] - points[from][c]) * share;
            }
            colors[i] = argb(lab);
        }
        return colors;
    }

    /** From Oklab to sRGB, cut where it leaves what screens can show. */
    private static int argb(double[] lab) {
        double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
        double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
        double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2]);
        int red = channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
        int green = channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
        int blue = channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
        return 0xFF000000 | red << 16 | green << 8 | blue;
    }

    private static double cube(double value) {
        return value * value * value;
    }

    private static int channel(double linear) {
        double value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (int) Math.round(Math.clamp(value, 0, 1) * 255);
    }

    /** Oklab lightness of an {@code 0xAARRGGBB} colour, 0 to 1. */
    static double lightness(int argb) {
        double red = linear(argb >> 16 & 0xFF);
        double green = linear(argb >> 8 & 0xFF);
        double blue = linear(argb & 0xFF);
        double l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        double m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        double s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        return 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
    }

    static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
