package io.lumadb.console.ui.action;

import java.util.List;

/**
 * What has keys. {@code Shortcut} is Ctrl, and Cmd on macOS. Combinations are by key code, which every platform knows;
 * the first is the one that hints show.
 */
public enum Command {
    PALETTE("palette", "Command palette", "Shortcut+Shift+P"),
    SETTINGS("settings", "Settings", "Shortcut+Comma"),
    TOGGLE_THEME("toggle-theme", "Switch between dark and light", "Shortcut+Shift+L"),
    ZOOM_IN("zoom-in", "Larger text", "Shortcut+Equals", "Shortcut+Plus", "Shortcut+Add"),
    ZOOM_OUT("zoom-out", "Smaller text", "Shortcut+Minus", "Shortcut+Subtract"),
    ZOOM_RESET("zoom-reset", "Standard text size", "Shortcut+0"),
    TOGGLE_RAIL("toggle-rail", "Narrow or widen the navigation", "Shortcut+B"),
    CLOSE_CONNECTION("close-connection", "Close the connection", "Shortcut+Shift+W"),
    HELP("help", "Keys and help", "F1"),
    RUN("run", "Run the statement", "Shortcut+Enter", "F5"),
    RUN_SCRIPT("run-script", "Run the whole script", "Alt+X"),
    EXPLAIN("explain", "Explain", "Shortcut+Shift+E"),
    CANCEL("cancel", "Cancel the running query", "Shortcut+F2"),
    COMPLETE("complete", "Complete", "Ctrl+Space"),
    SIGNATURE("signature", "Show the parameters", "Ctrl+Shift+Space"),
    FORMAT("format", "Format", "Shortcut+Shift+F"),
    COMMENT("comment", "Comment or uncomment", "Shortcut+Slash"),
    NEW_TAB("new-tab", "New tab", "Shortcut+T"),
    CLOSE_TAB("close-tab", "Close the tab", "Shortcut+W");

    private final String key;
    private final String title;
    private final List<String> standard;

    Command(String key, String title, String... standard) {
        this.key = key;
        this.title = title;
        this.standard = List.of(standard);
    }

    /** A stable word for settings. */
    public String key() {
        return key;
    }

    public String title() {
        return title;
    }

    /** What {@link javafx.scene.input.KeyCombination#valueOf} reads. */
    List<String> standard() {
        return standard;
    }
}
