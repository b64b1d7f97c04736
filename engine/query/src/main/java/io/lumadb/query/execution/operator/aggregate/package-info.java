/**
 * Aggregates. A {@link io.lumadb.query.execution.operator.aggregate.Measure} is an aggregate as the planner compiles it; it
 * makes one {@link io.lumadb.query.execution.operator.aggregate.Accumulator} a group or frame and adds rows to it.
 * Accumulators over parts of the rows merge into the one over all of them: beside the shards and at the coordinator, from
 * files, and over frames that slide. What an aggregate gives does not depend on how the rows were split: sums are exact
 * ({@link io.lumadb.query.execution.operator.aggregate.ExactSum}), variances are kept in twice a double's precision
 * ({@link io.lumadb.query.execution.operator.aggregate.Twofold}), and of values that are equal without being the same
 * {@link io.lumadb.query.execution.operator.aggregate.Representative} says which is shown.
 */
@NullMarked
package io.lumadb.query.execution.operator.aggregate;

import org.jspecify.annotations.NullMarked;
