/**
 * Aggregates and groups. A {@link io.lumadb.query.execution.operator.aggregate.Measure} is an aggregate as the planner
 * compiles it; it makes one {@link io.lumadb.query.execution.operator.aggregate.Accumulator} a group and adds rows to it.
 * Accumulators over parts of the rows merge into the one over all of them, which is how {@link
 * io.lumadb.query.execution.operator.aggregate.Group} works beside the shards first and at the coordinator after.
 */
@NullMarked
package io.lumadb.query.execution.operator.aggregate;

import org.jspecify.annotations.NullMarked;
