package io.lumadb.console.ui.settings;

import io.lumadb.console.ui.task.BackgroundTasks;
import io.lumadb.console.ui.theme.ThemeChoice;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The settings while the console runs: whoever changes a property here changes what is kept, too. Belongs to the FX
 * thread; writing to disk happens elsewhere.
 */
public final class SettingsViewModel {

    private final ObjectProperty<ThemeChoice> theme;
    private final IntegerProperty fontSize;
    private final ObjectProperty<Integer> refreshMillis;

    public SettingsViewModel(Preferences preferences, SettingsStore store, BackgroundTasks tasks) {
        theme = new SimpleObjectProperty<>(preferences.theme());
        fontSize = new SimpleIntegerProperty(preferences.fontSize());
        refreshMillis = new SimpleObjectProperty<>(preferences.refreshMillis());
        theme.addListener((value, before, after) -> keep(store, tasks, Preferences.THEME, after.key()));
        fontSize.addListener((value, before, after) -> keep(store, tasks, Preferences.FONT_SIZE, after.toString()));
        refreshMillis.addListener((value, before, after) -> keep(store, tasks, Preferences.REFRESH, after.toString()));
    }

    private static void keep(SettingsStore store, BackgroundTasks tasks, String key, String value) {
        tasks.fetch(
                "Keeping the setting " + key,
                () -> {
                    store.put(key, value);
                    return key;
                },
                kept -> {});
    }

    public ObjectProperty<ThemeChoice> themeProperty() {
        return theme;
    }

    /** In pixels. */
    public IntegerProperty fontSizeProperty() {
        return fontSize;
    }

    /** Between two frames of the live stream; the next connection follows it. */
    public ObjectProperty<Integer> refreshMillisProperty() {
        return refreshMillis;
    }
}
