package io.lumadb.cluster.node;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of the node for what happens again and again. */
final class Every implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Every.class);

    private final String name;
    private final ScheduledExecutorService thread;

    /** {@code pause}: between the end of one run and the start of the next. */
    Every(Duration pause, String name, Runnable task) {
        this.name = name;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
        thread.scheduleWithFixedDelay(() -> safely(task), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What failed once must not end all the others: the executor would drop the task. */
    private void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("{} failed", name, e);
        }
    }

    @Override
    public void close() {
        // Without an interrupt: one that is writing a file would have its channel closed under it.
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("{} did not stop in time", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
