package io.lumadb.console.ui.heatmap;

import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.TierColors;
import io.lumadb.document.Tier;
import javafx.scene.paint.Color;

/** The colour of every {@link CellCode} as {@code 0xAARRGGBB}, looked up by code: a cell costs one read of an array. */
final class HeatPalette {

    private final int[] colors;

    private HeatPalette(int[] colors) {
        this.colors = colors;
    }

    /** For numbers. Nothing (0) is fainter than the least of something. */
    static HeatPalette of(HeatScale scale, Theme theme) {
        int[] ramp = ColorRamp.of(theme);
        int[] colors = new int[CellCode.LIMIT];
        colors[0] = idle(theme);
        for (int code = 1; code < colors.length; code++) {
            double position = scale.position(CellCode.decode((short) code));
            colors[code] = ramp[(int) Math.round(position * (ramp.length - 1))];
        }
        return new HeatPalette(colors);
    }

    /** For {@link TierShares}: the tiers' colours mixed as light mixes. */
    static HeatPalette ofTiers(Theme theme) {
        int[] colors = new int[CellCode.LIMIT];
        for (int hot = 0; hot <= TierShares.STEPS; hot++) {
            for (int warm = 0; warm <= TierShares.STEPS - hot; warm++) {
                int code = hot << 7 | warm;
                colors[code] = mix(TierShares.unpack(code), theme);
            }
        }
        return new HeatPalette(colors);
    }

    /** A shard that was there and did nothing. */
    static int idle(Theme theme) {
        return switch (theme) {
            case DARK -> 0xFF1A2030;
            case LIGHT -> 0xFFE9ECF2;
        };
    }

    private static int mix(TierShares shares, Theme theme) {
        Color hot = TierColors.of(Tier.HOT, theme);
        Color warm = TierColors.of(Tier.WARM, theme);
        Color cold = TierColors.of(Tier.COLD, theme);
        return argb(new Color(
                light(hot.getRed(), warm.getRed(), cold.getRed(), shares),
                light(hot.getGreen(), warm.getGreen(), cold.getGreen(), shares),
                light(hot.getBlue(), warm.getBlue(), cold.getBlue(), shares),
                1));
    }

    private static double light(double hot, double warm, double cold, TierShares shares) {
        double squares = hot * hot * shares.hot() + warm * warm * shares.warm() + cold * cold * shares.cold();
        return Math.min(1, Math.sqrt(squares));
    }

    static int argb(Color color) {
        return 0xFF000000
                | (int) Math.round(color.getRed() * 255) << 16
                | (int) Math.round(color.getGreen() * 255) << 8
                | (int) Math.round(color.getBlue() * 255);
    }

    /** Clear for {@link CellCode#EMPTY}. */
    int color(short code) {
        return code < 0 ? 0 : colors[code];
    }

    Color paint(short code) {
        int argb = color(code);
        return Color.rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF, (argb >>> 24) / 255.0);
    }
}
