package io.lumadb.server.metrics;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.LumaNode.Counters;
import java.util.ArrayDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once a second: totals into rates over the last {@link #WINDOW} seconds. Its own thread owns the window; the newest
 * snapshot may be read from anywhere.
 */
public final class Sampler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
    private static final int WINDOW = 5;

    private final LumaNode node;
    private final RequestMetrics requests;
    private final ProcessStatus process = new ProcessStatus();
    private final MetricsHistory history = new MetricsHistory();
    private final ArrayDeque<Sample> window = new ArrayDeque<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("luma-metrics").daemon(true).factory());
    private volatile MetricsSnapshot newest = MetricsSnapshot.NOTHING_YET;

    private record Sample(long nanos, long answered, long failed, Counters counters, Histogram latencies) {}

    public Sampler(LumaNode node, RequestMetrics requests) {
        this.node = node;
        this.requests = requests;
        ticker.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    public MetricsSnapshot newest() {
        return newest;
    }

    public MetricsHistory history() {
        return history;
    }

    private void tick() {
        try {
            newest = sample();
            history.add(System.currentTimeMillis(), newest);
        } catch (RuntimeException e) {
            // A scheduled task that throws is never run again; metrics shall outlive one bad second.
            LOG.warn("Metrics of this second are missing", e);
        }
    }

    private MetricsSnapshot sample() {
        Sample now = new Sample(
                System.nanoTime(),
                requests.answeredTotal(),
                requests.failedTotal(),
                node.counters(),
                requests.takeLatencies());
        window.addLast(now);
        if (window.size() > WINDOW + 1) {
            window.removeFirst();
        }
        Sample before = window.getFirst();
        double seconds = Math.max(1e-3, (now.nanos - before.nanos) / 1e9);
        Counters to = now.counters;
        Counters from = before.counters;
        long hot = to.documentsReadHot() - from.documentsReadHot();
        long read = hot
                + (to.documentsReadWarm() - from.documentsReadWarm())
                + (to.documentsReadCold() - from.documentsReadCold());
        Histogram latencies = merged();
        boolean quiet = latencies.getTotalCount() == 0;
        return new MetricsSnapshot(
                (now.answered - before.answered) / seconds,
                read / seconds,
                (to.documentsWritten() - from.documentsWritten()) / seconds,
                (now.failed - before.failed) / seconds,
                quiet ? 0 : latencies.getValueAtPercentile(50),
                quiet ? 0 : latencies.getValueAtPercentile(99),
                read == 0 ? 1 : (double) hot / read,
                process.cpu(),
                process.heapUsed(),
                process.residentBytes(),
                requests.connections(),
                node.queries().running().size(),
                (to.moves() - from.moves()) / seconds,
                writeAmplification(to));
    }

    private Histogram merged() {
        Histogram all = new Histogram(window.getLast().latencies);
        all.reset();
        window.forEach(sample -> all.add(sample.latencies));
        return all;
    }

    static double writeAmplification(Counters counters) {
        if (counters.userBytes() == 0) {
            return 0;
        }
        long written = counters.raftLogBytes()
                + counters.flushedBytes()
                + counters.compactedBytes()
                + counters.coldBytes()
                + counters.parityBytes();
        return (double) written / counters.userBytes();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
