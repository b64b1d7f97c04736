package io.lumadb.server.metrics;

/**
 * The {@code metrics} topic: rates and percentiles of the last few seconds on this node.
 *
 * @param operations API operations a second; {@code reads} and {@code writes} are documents a second
 * @param hotHitRatio share of the documents read that were hot, 0 to 1; 1 when nothing was read
 * @param p50Micros of API requests, from last byte in to first byte out; 0 when there were none
 */
public record MetricsSnapshot(
        double operations,
        double reads,
        double writes,
        double errors,
        double p50Micros,
        double p99Micros,
        double hotHitRatio,
        double cpu,
        long heapUsed,
        long residentBytes,
        int connections,
        int runningQueries,
        double movesPerSecond,
        double writeAmplification) {

    static final MetricsSnapshot NOTHING_YET = new MetricsSnapshot(0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
}
