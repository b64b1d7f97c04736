package io.lumadb.console.ui.query;

import io.lumadb.console.ui.query.timing.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One thread for everything, and time that the test moves. */
final class ManualThreads {

    private final List<Waiting> waiting = new ArrayList<>();
    private long nowMillis;

    private record Waiting(long atMillis, Runnable action) {}

    Threads threads() {
        return new Threads(Runnable::run, Runnable::run, Runnable::run, this::after);
    }

    private Runnable after(Duration delay, Runnable action) {
        Waiting entry = new Waiting(nowMillis + delay.toMillis(), action);
        waiting.add(entry);
        return () -> waiting.remove(entry);
    }

    /** Lets time pass, and what was due happen. */
    void pass(Duration time) {
        nowMillis += time.toMillis();
        for (Waiting due : List.copyOf(waiting)) {
            if (due.atMillis() <= nowMillis && waiting.remove(due)) {
                due.action().run();
            }
        }
    }
}
