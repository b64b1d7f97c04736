package io.lumadb.console.ui.theme;

import javafx.scene.paint.Color;

/**
 * What canvases and gauges paint with, per theme; the tokens of the same names in {@code tokens-*.css}.
 *
 * @param window behind everything
 * @param surface of cards and tables
 * @param grid hairlines and axes
 * @param track the empty part of a bar or gauge
 */
public record ThemeColors(
        Color window,
        Color surface,
        Color raised,
        Color grid,
        Color track,
        Color text,
        Color muted,
        Color accent,
        Color good,
        Color warning,
        Color critical) {

    private static final ThemeColors DARK_COLORS = new ThemeColors(
            Color.web("#0b0e14"),
            Color.web("#131820"),
            Color.web("#1a212b"),
            Color.web("#262e3a"),
            Color.web("#222a35"),
            Color.web("#dbe1ea"),
            Color.web("#8f99a8"),
            Color.web("#9d8cff"),
            Color.web("#3fb950"),
            Color.web("#e3b341"),
            Color.web("#f8655c"));
    private static final ThemeColors LIGHT_COLORS = new ThemeColors(
            Color.web("#f3f4f7"),
            Color.web("#ffffff"),
            Color.web("#f8f9fb"),
            Color.web("#dfe3ea"),
            Color.web("#e6e9ef"),
            Color.web("#1b2330"),
            Color.web("#5a6577"),
            Color.web("#6246d6"),
            Color.web("#1a7f37"),
            Color.web("#9a6700"),
            Color.web("#cf222e"));

    public static ThemeColors of(Theme theme) {
        return switch (theme) {
            case DARK -> DARK_COLORS;
            case LIGHT -> LIGHT_COLORS;
        };
    }
}
