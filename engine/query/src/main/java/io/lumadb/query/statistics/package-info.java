/**
 * What is known of the values of a field without reading them: a
 * {@link io.lumadb.query.statistics.CollectionSketch} is shown documents one by one, in memory that does not grow with their
 * number, and sums up every field as {@link io.lumadb.query.statistics.FieldStatistics}: how often it is missing, how many
 * different values it has (HyperLogLog), the frequent ones, and a histogram of the others (from a random sample). Planners
 * estimate with it; no result may depend on it.
 */
@NullMarked
package io.lumadb.query.statistics;

import org.jspecify.annotations.NullMarked;
