/**
 * GROUP BY. {@link io.lumadb.query.execution.operator.group.Group} finds each row's group in a {@link
 * io.lumadb.query.execution.operator.group.GroupTable} and adds the row to the group's accumulators; beside a shard over
 * that shard's rows, at the coordinator over the shards' groups. {@link
 * io.lumadb.query.execution.operator.group.SpilledGroups} are those that memory had no room for.
 */
@NullMarked
package io.lumadb.query.execution.operator.group;

import org.jspecify.annotations.NullMarked;
