/**
 * What stands between the coordinator and the shards: a {@link io.lumadb.query.execution.operator.exchange.Fragment} runs
 * beside each shard; {@link io.lumadb.query.execution.operator.exchange.Gather} takes the fragments' rows as they come,
 * {@link io.lumadb.query.execution.operator.exchange.MergeSorted} in their order.
 */
@NullMarked
package io.lumadb.query.execution.operator.exchange;

import org.jspecify.annotations.NullMarked;
