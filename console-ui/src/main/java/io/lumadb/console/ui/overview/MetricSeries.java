package io.lumadb.console.ui.overview;

import io.lumadb.client.model.MetricsSnapshot;
import io.lumadb.console.ui.live.LiveCluster.Timed;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The metric history as arrays, which sparklines draw without looking at records.
 *
 * @param times milliseconds since 1970, rising; every other array is as long
 */
public record MetricSeries(
        long[] times,
        double[] operations,
        double[] p50Micros,
        double[] p99Micros,
        double[] hotHitRatio,
        double[] movesPerSecond,
        double[] writeAmplification) {

    static final MetricSeries EMPTY = of(List.of());

    static MetricSeries of(List<Timed<MetricsSnapshot>> history) {
        return new MetricSeries(
                history.stream().mapToLong(sample -> sample.at().toEpochMilli()).toArray(),
                column(history, MetricsSnapshot::operations),
                column(history, MetricsSnapshot::p50Micros),
                column(history, MetricsSnapshot::p99Micros),
                column(history, MetricsSnapshot::hotHitRatio),
                column(history, MetricsSnapshot::movesPerSecond),
                column(history, MetricsSnapshot::writeAmplification));
    }

    private static double[] column(List<Timed<MetricsSnapshot>> history, ToDoubleFunction<MetricsSnapshot> value) {
        return history.stream()
                .mapToDouble(sample -> value.applyAsDouble(sample.value()))
                .toArray();
    }
}
