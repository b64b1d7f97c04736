package io.lumadb.console.ui.screen;

import javafx.event.Event;
import javafx.event.EventType;

/**
 * "Show that screen, about this": fired from a node of one screen, it travels up to the frame, which knows the others. A
 * request for a screen that this build does not have is refused in the status bar.
 */
public final class ScreenRequest extends Event {

    public static final EventType<ScreenRequest> SCREEN_REQUEST = new EventType<>(Event.ANY, "SCREEN_REQUEST");

    private static final long serialVersionUID = 1L;

    private final String screen;
    private final String detail;

    /**
     * @param screen the {@link ScreenCatalog.Entry#id}
     * @param detail handed to {@link Screen#open}; empty for none
     */
    public ScreenRequest(String screen, String detail) {
        super(SCREEN_REQUEST);
        this.screen = screen;
        this.detail = detail;
    }

    public String screen() {
        return screen;
    }

    public String detail() {
        return detail;
    }
}
