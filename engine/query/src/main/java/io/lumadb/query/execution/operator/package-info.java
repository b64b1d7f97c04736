/**
 * The operators that rows flow through. Each pulls batches from the one below; {@link
 * io.lumadb.query.execution.operator.Gather} and {@link io.lumadb.query.execution.operator.MergeSorted} stand between the
 * coordinator and the fragments, which run on one virtual thread a shard, where its snapshot is read. {@link
 * io.lumadb.query.execution.operator.QueryRun} is what all operators of one statement share: its end (cancel, timeout),
 * its memory budget, and what it has read.
 */
@NullMarked
package io.lumadb.query.execution.operator;

import org.jspecify.annotations.NullMarked;
