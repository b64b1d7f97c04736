/**
 * From a statement to a plan. {@link io.lumadb.query.execution.plan.SelectPlanner} builds the tree as the statement says
 * it; {@link io.lumadb.query.execution.plan.AccessChooser} replaces the scan of everything by keys or an index;
 * {@link io.lumadb.query.execution.plan.Distribution} pushes what it can below the gathering of shards: filters,
 * projections, limits, the first rows in order, parts of aggregates.
 */
@NullMarked
package io.lumadb.query.execution.plan;

import org.jspecify.annotations.NullMarked;
