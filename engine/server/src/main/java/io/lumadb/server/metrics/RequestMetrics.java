package io.lumadb.server.metrics;

import io.lumadb.server.http.RequestObserver;
import io.lumadb.server.http.Route;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts requests as they are answered. Thread-safe and wait-free for those who report. */
public final class RequestMetrics implements RequestObserver {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final MeterRegistry registry;
    private final ConcurrentHashMap<Route, ByStatus> timers = new ConcurrentHashMap<>();
    private final ByStatus unknownRoute;
    private final Recorder latencies = new Recorder(1, LONGEST_MICROS, 2);
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicInteger connections = new AtomicInteger();

    public RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.unknownRoute = new ByStatus("", "none");
    }

    @Override
    public void connectionOpened() {
        connections.incrementAndGet();
    }

    @Override
    public void connectionClosed() {
        connections.decrementAndGet();
    }

    @Override
    public void answered(Optional<Route> route, int status, long nanos) {
        ByStatus byStatus = route.isEmpty()
                ? unknownRoute
                : timers.computeIfAbsent(
                        route.get(), known -> new ByStatus(known.method().name(), known.path()));
        byStatus.timer(status).record(nanos, TimeUnit.NANOSECONDS);
        latencies.recordValue(Math.clamp(nanos / 1000, 1, LONGEST_MICROS));
        answered.increment();
        if (status >= 500) {
            failed.increment();
        }
    }

    int connections() {
        return connections.get();
    }

    long answeredTotal() {
        return answered.sum();
    }

    /** Answers with a status of 500 or more. */
    long failedTotal() {
        return failed.sum();
    }

    /** Latencies in microseconds since the last call. */
    Histogram takeLatencies() {
        return latencies.getIntervalHistogram();
    }

    /** One timer for each class of status, 2xx, 4xx, …, made when it is first needed. */
    private final class ByStatus {
        private final String method;
        private final String path;
        private final AtomicReferenceArray<Timer> timers = new AtomicReferenceArray<>(6);

        private ByStatus(String method, String path) {
            this.method = method;
            this.path = path;
        }

        private Timer timer(int status) {
            int hundreds = Math.clamp(status / 100, 0, timers.length() - 1);
            Timer known = timers.get(hundreds);
            if (known != null) {
                return known;
            }
            Timer made = Timer.builder("luma.http.requests")
                    .description("Requests answered, and the time from last byte in to first byte out")
                    .tag("method", method)
                    .tag("route", path)
                    .tag("status", hundreds + "xx")
                    .register(registry);
            timers.set(hundreds, made);
            return made;
        }
    }
}
