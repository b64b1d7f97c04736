/**
 * What is counted. {@link io.lumadb.server.metrics.RequestMetrics} hears of every request,
 * {@link io.lumadb.server.metrics.Sampler} turns totals into rates once a second for the stream and keeps a day of them, and
 * {@link io.lumadb.server.metrics.PrometheusPage} shows the totals as Prometheus text.
 */
@NullMarked
package io.lumadb.server.metrics;

import org.jspecify.annotations.NullMarked;
