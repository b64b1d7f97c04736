/**
 * The whole way from a statement to a plan that can be run: {@link io.lumadb.query.execution.planner.QueryPlanner} binds,
 * optimizes, chooses the ways to the documents and says what runs beside the shards.
 */
@NullMarked
package io.lumadb.query.execution.planner;

import org.jspecify.annotations.NullMarked;
