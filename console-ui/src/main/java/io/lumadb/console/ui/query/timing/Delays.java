package io.lumadb.console.ui.query.timing;

import java.time.Duration;

/** Runs something once, later, on the thread that owns the screen's state. */
@FunctionalInterface
public interface Delays {

    /** Returns what calls it off. */
    Runnable after(Duration delay, Runnable action);
}
