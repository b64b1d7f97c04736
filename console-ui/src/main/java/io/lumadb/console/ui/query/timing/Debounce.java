package io.lumadb.console.ui.query.timing;

import java.time.Duration;

/** Runs only the last of many requests, once it has been quiet for a while. Belongs to the FX thread. */
public final class Debounce {

    private final Delays delays;
    private final Duration quiet;
    private Runnable callOff = Debounce::nothing;
    private Runnable pending = Debounce::nothing;

    public Debounce(Delays delays, Duration quiet) {
        this.delays = delays;
        this.quiet = quiet;
    }

    public void request(Runnable action) {
        callOff.run();
        pending = action;
        callOff = delays.after(quiet, this::flush);
    }

    /** Runs what waits, at once. */
    public void flush() {
        Runnable action = pending;
        cancel();
        action.run();
    }

    public void cancel() {
        callOff.run();
        callOff = Debounce::nothing;
        pending = Debounce::nothing;
    }

    private static void nothing() {
        // Nothing waits.
    }
}
