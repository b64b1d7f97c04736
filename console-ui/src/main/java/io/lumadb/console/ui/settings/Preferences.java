package io.lumadb.console.ui.settings;

import io.lumadb.console.ui.theme.Appearance;
import io.lumadb.console.ui.theme.ThemeChoice;
import java.util.List;
import java.util.Optional;

/**
 * What a user chose, as the store keeps it under {@code theme}, {@code fontSize} and {@code refreshMs}.
 *
 * @param fontSize pixels
 * @param refreshMillis between two frames of the live stream
 */
public record Preferences(ThemeChoice theme, int fontSize, int refreshMillis) {

    public static final String THEME = "theme";
    public static final String FONT_SIZE = "fontSize";
    public static final String REFRESH = "refreshMs";

    /** What refreshing can be set to, in milliseconds. */
    public static final List<Integer> REFRESH_CHOICES = List.of(250, 500, 1000, 2000);

    public static Preferences standard() {
        return new Preferences(ThemeChoice.SYSTEM, Appearance.STANDARD_FONT, 500);
    }

    /** Reads what was chosen; what is missing or cannot be read is the standard. May block. */
    public static Preferences read(SettingsStore store) {
        Preferences standard = standard();
        return new Preferences(
                store.get(THEME).map(ThemeChoice::fromKey).orElse(standard.theme()),
                number(store.get(FONT_SIZE), standard.fontSize(), Appearance.SMALLEST_FONT, Appearance.LARGEST_FONT),
                number(store.get(REFRESH), standard.refreshMillis(), 100, 10_000));
    }

    private static int number(Optional<String> text, int otherwise, int smallest, int largest) {
        return text.filter(digits -> digits.matches("\\d{1,6}"))
                .map(Integer::parseInt)
                .filter(value -> value >= smallest && value <= largest)
                .orElse(otherwise);
    }
}
