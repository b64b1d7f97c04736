/**
 * Plans. A {@link io.lumadb.query.execution.plan.PlanNode} is a step; {@link
 * io.lumadb.query.execution.plan.AccessChooser} finds the ways to the documents that a condition allows;
 * {@link io.lumadb.query.execution.plan.Distribution} pushes what it can below the gathering of shards: filters,
 * projections, limits, the first rows in order, parts of aggregates.
 */
@NullMarked
package io.lumadb.query.execution.plan;

import org.jspecify.annotations.NullMarked;
