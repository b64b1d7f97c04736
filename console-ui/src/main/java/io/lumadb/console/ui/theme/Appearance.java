package io.lumadb.console.ui.theme;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;

/**
 * The look of the whole process: theme and font size, and the scenes that wear them. There is one, because JavaFX has one
 * control theme a process. All of it belongs to the FX thread.
 *
 * <p>Views that draw on a canvas listen to {@link #themeProperty()} and take their colours from {@link TierColors} and
 * {@link ThemeColors}; everything else follows by CSS.
 */
public final class Appearance {

    /** Points of text that a user can choose from; what zooming steps through. */
    public static final int SMALLEST_FONT = 10;

    public static final int LARGEST_FONT = 22;
    public static final int STANDARD_FONT = 13;

    private static final Appearance CURRENT = new Appearance();
    private static final List<String> SHEETS = List.of("console.css", "widgets.css", "bridge-controlsfx.css");

    private final ReadOnlyObjectWrapper<ThemeChoice> choice = new ReadOnlyObjectWrapper<>(ThemeChoice.SYSTEM);
    private final ReadOnlyObjectWrapper<Theme> theme = new ReadOnlyObjectWrapper<>(Theme.DARK);
    private final ReadOnlyIntegerWrapper fontSize = new ReadOnlyIntegerWrapper(STANDARD_FONT);
    private final List<Scene> scenes = new ArrayList<>();
    private boolean followsSystem;

    private Appearance() {}

    public static Appearance current() {
        return CURRENT;
    }

    /** The theme in force. */
    public ReadOnlyObjectProperty<Theme> themeProperty() {
        return theme.getReadOnlyProperty();
    }

    public Theme theme() {
        return theme.get();
    }

    /** What was asked for. */
    public ReadOnlyObjectProperty<ThemeChoice> choiceProperty() {
        return choice.getReadOnlyProperty();
    }

    /** In pixels of text that is neither small nor a heading. */
    public ReadOnlyIntegerProperty fontSizeProperty() {
        return fontSize.getReadOnlyProperty();
    }

    /** Puts the theme on a scene, now and whenever it changes, until {@link #forget}. */
    public void install(Scene scene) {
        if (scenes.isEmpty()) {
            Application.setUserAgentStylesheet(theme.get().userAgentStylesheet());
        }
        scenes.add(scene);
        dress(scene);
    }

    public void forget(Scene scene) {
        scenes.remove(scene);
    }

    public void choose(ThemeChoice newChoice) {
        choice.set(newChoice);
        if (newChoice == ThemeChoice.SYSTEM && !followsSystem) {
            followsSystem = true;
            Platform.getPreferences().colorSchemeProperty().subscribe(scheme -> {
                if (choice.get() == ThemeChoice.SYSTEM) {
                    wear(ofScheme(scheme));
                }
            });
        }
        wear(
                switch (newChoice) {
                    case LIGHT -> Theme.LIGHT;
                    case DARK -> Theme.DARK;
                    case SYSTEM -> ofScheme(Platform.getPreferences().getColorScheme());
                });
    }

    /** From dark to light and back; the desktop is no longer followed. */
    public void toggle() {
        choose(ThemeChoice.of(theme.get().other()));
    }

    /** @param pixels brought into {@link #SMALLEST_FONT} … {@link #LARGEST_FONT} */
    public void chooseFontSize(int pixels) {
        fontSize.set(Math.clamp(pixels, SMALLEST_FONT, LARGEST_FONT));
        scenes.forEach(this::dress);
    }

    private void wear(Theme newTheme) {
        if (theme.get() == newTheme) {
            return;
        }
        theme.set(newTheme);
        if (!scenes.isEmpty()) {
            Application.setUserAgentStylesheet(newTheme.userAgentStylesheet());
            scenes.forEach(this::dress);
        }
    }

    private void dress(Scene scene) {
        List<String> sheets = new ArrayList<>();
        sheets.add(file(theme.get().tokensFile()));
        SHEETS.forEach(name -> sheets.add(file(name)));
        sheets.add(typefaceSheet());
        scene.getStylesheets().setAll(sheets);
    }

    /**
     * Typefaces depend on what the machine has, and CSS cannot ask; icons are text themselves, so that sizes in em
     * would multiply. A sheet of a few rules is written here.
     */
    private String typefaceSheet() {
        int size = fontSize.get();
        String css = """
                .root { -fx-font-family: "%s"; -fx-font-size: %dpx; }
                .mono, .text-area.mono, .code-area { -fx-font-family: "%s"; }
                .ikonli-font-icon { -fx-icon-size: %dpx; }
                .rail-item .ikonli-font-icon { -fx-icon-size: %dpx; }
                .status-bar .ikonli-font-icon, .stat-title-row .ikonli-font-icon { -fx-icon-size: %dpx; }
                .empty-state .ikonli-font-icon { -fx-icon-size: %dpx; }
                """.formatted(
                        Typefaces.text(),
                        size,
                        Typefaces.code(),
                        Math.round(size * 1.15f),
                        Math.round(size * 1.25f),
                        size,
                        size * 2);
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    }

    private static Theme ofScheme(ColorScheme scheme) {
        return switch (scheme) {
            case LIGHT -> Theme.LIGHT;
            case DARK -> Theme.DARK;
        };
    }

    private static String file(String name) {
        URL url = Objects.requireNonNull(Appearance.class.getResource(name), name);
        return url.toExternalForm();
    }
}
