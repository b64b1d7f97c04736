package io.lumadb.storage.core;

import io.lumadb.storage.view.LongTaskView;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the core loops from a thread of its own: a task that runs for more than 5 ms is caught in the act, with the
 * stack it has then. All are counted and the last few kept; those that cost 5 ms of CPU time, or hang for 100 ms, are told
 * of as well, at most one a core in ten seconds, and again each time a hanging one has become ten times as old.
 *
 * <p>The rest, long by the clock but not by their own doing, waited for a processor or a garbage collection.
 */
public final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /** While the loops sleep there is less to see, and nobody should be woken for it. */
    private static final long IDLE_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final int LOOKS_UNTIL_IDLE = 50;
    private static final long HANGS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** What the watchdog's thread knows of one loop. */
    private static final class Watched {
        private final CoreLoop loop;
        private @Nullable Task met;
        private long tellAgainNanos;
        private boolean told;
        private long toldNanos = System.nanoTime() - REST_NANOS;
        private long untold;

        Watched(CoreLoop loop) {
            this.loop = loop;
        }
    }

    private final List<Watched> watched;
    private final Consumer<Held> listener;
    private final Thread thread;
    private volatile boolean closed;

    /** A task that holds its core up, and how many others of that core nobody was told of since the last one. */
    public record Held(LongTaskView task, long untold) {

        /** In words, for a log. */
        public String text() {
            String where = task.stack().stream()
                    .filter(frame -> frame.startsWith("io.lumadb."))
                    .findFirst()
                    .orElse(
                            task.stack().isEmpty()
                                    ? "an unknown place"
                                    : task.stack().getFirst());
            boolean waited = task.cpuMillis() * 1e6 < LongTasks.LEAST_NANOS;
            return "a task of shard %d has held core %d for %.0f ms (%.0f ms of CPU time%s) at %s%s"
                    .formatted(
                            task.shard(),
                            task.core(),
                            task.millis(),
                            task.cpuMillis(),
                            waited ? ": it waits for a processor, a garbage collection or a disk" : "",
                            where,
                            untold == 0 ? "" : "; " + untold + " more since the last report");
        }
    }

    /** Watches from now on. The listener is told on the watchdog's thread. */
    public Watchdog(List<CoreLoop> loops, Consumer<Held> listener) {
        this.watched = loops.stream().map(Watched::new).toList();
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("luma-watchdog").daemon().start(this::run);
    }

    private void run() {
        int quiet = 0;
        while (!closed) {
            boolean asleep = true;
            for (Watched each : watched) {
                asleep &= each.loop.isParked();
                try {
                    look(each);
                } catch (RuntimeException e) {
                    LOG.warn("the watchdog could not look at core {}", each.loop.number(), e);
                }
            }
            quiet = asleep ? quiet + 1 : 0;
            LockSupport.parkNanos(this, quiet > LOOKS_UNTIL_IDLE ? IDLE_LOOK_NANOS : LOOK_NANOS);
        }
    }

    // It is about one and the same task.
    @SuppressWarnings("ReferenceEquality")
    private void look(Watched each) {
        Task task = each.loop.running().orElse(null);
        long now = System.nanoTime();
        if (task == null || now - task.startedNanos < LongTasks.LEAST_NANOS) {
            return;
        }
        boolean isNew = each.met != task;
        if (isNew) {
            each.met = task;
            each.told = false;
        } else if (each.told && now < each.tellAgainNanos) {
            return;
        }
        StackTraceElement[] stack = each.loop.stack();
        long cpu = each.loop.cpuNanos();
        if (each.loop.running().orElse(null) != task) {
            // It ended meanwhile, and the stack may be of another.
            each.untold += isNew ? 1 : 0;
            return;
        }
        LongTaskView view = each.loop.longTaskLog().met(task, stack, now, cpu);
        boolean serious = view.cpuMillis() * 1e6 >= LongTasks.LEAST_NANOS || now - task.startedNanos >= HANGS_NANOS;
        if (serious) {
            tell(each, view, now);
        } else if (isNew) {
            each.untold++;
        }
    }

    private void tell(Watched each, LongTaskView view, long now) {
        boolean again = each.told;
        each.told = true;
        each.tellAgainNanos = now + 9 * Math.max(HANGS_NANOS, (long) (view.millis() * 1e6));
        if (!again && now - each.toldNanos < REST_NANOS) {
            each.untold++;
            return;
        }
        each.toldNanos = now;
        listener.accept(new Held(view, each.untold));
        each.untold = 0;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
