/**
 * From a statement to rows: plan, rewrite, run. {@link io.lumadb.query.execution.QueryEngine} is the door: it parses in
 * any language, binds parameters, plans, runs on virtual threads over shard snapshots, counts what it read by tier, and
 * can be cancelled.
 */
@NullMarked
package io.lumadb.query.execution;

import org.jspecify.annotations.NullMarked;
