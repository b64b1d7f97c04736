package io.lumadb.console.ui.theme;

import io.lumadb.document.Tier;
import javafx.scene.paint.Color;

/**
 * The colours of the tiers, the same everywhere: hot orange, warm teal, cold blue. They stay apart for people who see no
 * red-green difference (orange against teal and blue differ in brightness and in yellow-blue), and are never used without
 * a label or {@link #icon} beside them. {@code -luma-hot}, {@code -luma-warm} and {@code -luma-cold} are the same in CSS;
 * a test compares them.
 */
public final class TierColors {

    private TierColors() {}

    /** For lines, bars and text. */
    public static Color of(Tier tier, Theme theme) {
        return switch (theme) {
            case DARK ->
                switch (tier) {
                    case HOT -> Color.web("#fb8a3c");
                    case WARM -> Color.web("#2dc9b4");
                    case COLD -> Color.web("#5b9dff");
                };
            case LIGHT ->
                switch (tier) {
                    case HOT -> Color.web("#e8590c");
                    case WARM -> Color.web("#0d9488");
                    case COLD -> Color.web("#2563eb");
                };
        };
    }

    /** For areas behind other things. */
    public static Color muted(Tier tier, Theme theme) {
        return of(tier, theme).deriveColor(0, 1, 1, 0.22);
    }

    /** The CSS name of {@link #of}. */
    public static String token(Tier tier) {
        return "-luma-" + tier.wireName();
    }

    /** An Ikonli literal that tells the tier without its colour. */
    public static String icon(Tier tier) {
        return switch (tier) {
            case HOT -> "mdi2f-fire";
            case WARM -> "mdi2w-white-balance-sunny";
            case COLD -> "mdi2s-snowflake";
        };
    }

    /** As screens write it. */
    public static String label(Tier tier) {
        return switch (tier) {
            case HOT -> "Hot";
            case WARM -> "Warm";
            case COLD -> "Cold";
        };
    }
}
