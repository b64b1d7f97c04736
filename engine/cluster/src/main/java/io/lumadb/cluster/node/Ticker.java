package io.lumadb.cluster.node;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's thread for what happens once a second: figures, latencies, log purge. */
final class Ticker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("node-ticker").daemon().factory());

    Ticker(Runnable everySecond) {
        thread.scheduleWithFixedDelay(() -> safely(everySecond), 0, 1, TimeUnit.SECONDS);
    }

    /** A figure that could not be read must not end all the others: the executor would drop the task. */
    private static void safely(Runnable everySecond) {
        try {
            everySecond.run();
        } catch (RuntimeException e) {
            LOG.warn("the node's figures could not be taken", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("the node's ticker did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
