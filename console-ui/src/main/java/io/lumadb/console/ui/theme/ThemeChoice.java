package io.lumadb.console.ui.theme;

import java.util.Locale;

/** What the user asked for; {@link #SYSTEM} follows the desktop as it changes. */
public enum ThemeChoice {
    SYSTEM,
    LIGHT,
    DARK;

    /** As settings keep it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@link #key()}; what it does not know is {@link #SYSTEM}. */
    public static ThemeChoice fromKey(String key) {
        for (ThemeChoice choice : values()) {
            if (choice.key().equals(key)) {
                return choice;
            }
        }
        return SYSTEM;
    }

    /** The choice that names a theme. */
    public static ThemeChoice of(Theme theme) {
        return switch (theme) {
            case LIGHT -> LIGHT;
            case DARK -> DARK;
        };
    }
}
