package io.lumadb.server.metrics;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The last 24 hours, a point each {@link #STEP_SECONDS} seconds (the mean over it), in a ring. Written by the sampler's
 * thread; guarded by its own lock.
 */
public final class MetricsHistory {

    public static final int STEP_SECONDS = 10;

    private static final int POINTS = 24 * 3600 / STEP_SECONDS;

    private static final Map<String, ToDoubleFunction<MetricsSnapshot>> SERIES = series();

    private final long[] times = new long[POINTS];
    private final double[][] values = new double[SERIES.size()][POINTS];
    private final double[] sums = new double[SERIES.size()];
    private int summed;
    private long points;

    private static Map<String, ToDoubleFunction<MetricsSnapshot>> series() {
        Map<String, ToDoubleFunction<MetricsSnapshot>> series = new LinkedHashMap<>();
        series.put("operations", MetricsSnapshot::operations);
        series.put("reads", MetricsSnapshot::reads);
        series.put("writes", MetricsSnapshot::writes);
        series.put("errors", MetricsSnapshot::errors);
        series.put("p50Micros", MetricsSnapshot::p50Micros);
        series.put("p99Micros", MetricsSnapshot::p99Micros);
        series.put("hotHitRatio", MetricsSnapshot::hotHitRatio);
        series.put("cpu", MetricsSnapshot::cpu);
        series.put("heapUsed", MetricsSnapshot::heapUsed);
        series.put("residentBytes", MetricsSnapshot::residentBytes);
        series.put("connections", MetricsSnapshot::connections);
        series.put("runningQueries", MetricsSnapshot::runningQueries);
        series.put("movesPerSecond", MetricsSnapshot::movesPerSecond);
        series.put("writeAmplification", MetricsSnapshot::writeAmplification);
        return series;
    }

    /** {@code points}: pairs of milliseconds since the epoch and the value, oldest first. */
    public record Series(String name, List<List<Number>> points) {}

    public record Answer(long from, long to, int step, List<Series> series) {}

    synchronized void add(long epochMillis, MetricsSnapshot snapshot) {
        int index = 0;
        for (ToDoubleFunction<MetricsSnapshot> field : SERIES.values()) {
            sums[index++] += field.applyAsDouble(snapshot);
        }
        summed++;
        // The first seconds show at once: a chart that has just been opened is not empty for ten of them.
        if (summed == STEP_SECONDS || points == 0) {
            int slot = (int) (points % POINTS);
            times[slot] = epochMillis;
            for (int i = 0; i < sums.length; i++) {
                values[i][slot] = sums[i] / summed;
                sums[i] = 0;
            }
            summed = 0;
            points++;
        }
    }

    /**
     * The recorded points from a time on.
     *
     * @param name one series; empty: all
     * @param step seconds between points, rounded up to a multiple of {@link #STEP_SECONDS}
     * @throws LumaException NOT_FOUND naming the series there are
     */
    public synchronized Answer read(Optional<String> name, long fromMillis, long step, long nowMillis) {
        if (name.isPresent() && !SERIES.containsKey(name.get())) {
            throw new LumaException(
                    ErrorCode.NOT_FOUND,
                    "there is no series '" + name.get() + "'",
                    "series are " + String.join(", ", SERIES.keySet()));
        }
        int every = Math.clamp((step + STEP_SECONDS - 1) / STEP_SECONDS, 1, POINTS);
        List<Series> series = new ArrayList<>();
        int index = 0;
        for (String candidate : SERIES.keySet()) {
            if (name.isEmpty() || name.get().equals(candidate)) {
                series.add(new Series(candidate, points(values[index], fromMillis, every)));
            }
            index++;
        }
        return new Answer(fromMillis, nowMillis, every * STEP_SECONDS, series);
    }

    private List<List<Number>> points(double[] ring, long fromMillis, int every) {
        List<List<Number>> found = new ArrayList<>();
        double sum = 0;
        int count = 0;
        for (long point = Math.max(0, points - POINTS); point < points; point++) {
            int slot = (int) (point % POINTS);
            if (times[slot] >= fromMillis) {
                sum += ring[slot];
                count++;
                if (count == every || point == points - 1) {
                    found.add(List.of(times[slot], sum / count));
                    sum = 0;
                    count = 0;
                }
            }
        }
        return found;
    }
}
