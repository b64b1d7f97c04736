package io.lumadb.console.ui.task;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who keeps the FX thread longer than {@link #LIMIT_MILLIS}: it asks the thread for a sign of life, and where none comes in
 * time looks at what it is doing. A thread of its own; for tests and development, since asking costs a little.
 */
public final class FxWatchdog implements AutoCloseable {

    /** No task on the FX thread may take longer. */
    public static final long LIMIT_MILLIS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(FxWatchdog.class);
    private static final long ASK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Consumer<Overrun> onOverrun;
    private final Thread thread;
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean stopped;

    /**
     * A task that took too long.
     *
     * @param where the console's own line that was running, or the topmost line where none of ours was
     */
    public record Overrun(double millis, String where) {}

    private FxWatchdog(Consumer<Overrun> onOverrun) {
        this.onOverrun = onOverrun;
        thread = Thread.ofPlatform().daemon().name("fx-watchdog").unstarted(this::watch);
    }

    /** Watches, and logs what it finds. */
    public static FxWatchdog start() {
        return start(overrun -> LOG.warn("The FX thread was kept for {} ms by {}", overrun.millis(), overrun.where()));
    }

    /** @param onOverrun called on the watchdog's thread */
    public static FxWatchdog start(Consumer<Overrun> onOverrun) {
        FxWatchdog watchdog = new FxWatchdog(onOverrun);
        watchdog.thread.start();
        return watchdog;
    }

    private void watch() {
        long question = 0;
        while (!stopped) {
            long asked = System.nanoTime();
            long number = ++question;
            Platform.runLater(() -> answered.set(number));
            String where = "";
            while (answered.get() < number && !stopped) {
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
                if (where.isEmpty() && System.nanoTime() - asked > TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS)) {
                    where = whatItDoes();
                }
            }
            double millis = (System.nanoTime() - asked) / 1e6;
            if (!where.isEmpty() && !stopped) {
                onOverrun.accept(new Overrun(Math.round(millis * 10) / 10.0, where));
            }
            LockSupport.parkNanos(ASK_EVERY_NANOS);
        }
    }

    private static String whatItDoes() {
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            if (entry.getKey().getName().equals("JavaFX Application Thread")) {
                StackTraceElement[] stack = entry.getValue();
                for (StackTraceElement line : stack) {
                    if (line.getClassName().startsWith("io.lumadb.")) {
                        return line.toString();
                    }
                }
                return stack.length == 0 ? "nothing that shows" : stack[0].toString();
            }
        }
        return "an FX thread that has ended";
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
    }
}
