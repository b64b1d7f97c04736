/**
 * Consensus by Apache Ratis. One {@link io.lumadb.cluster.raft.RaftHost} a node runs one server with a group for the
 * catalog and one for each shard; a {@link io.lumadb.cluster.raft.ReplicationGroup} is the door to a group. A
 * {@link io.lumadb.cluster.raft.ShardReplica} ties a shard's group to its {@link io.lumadb.storage.ShardStore}: client
 * writes pass through the {@link io.lumadb.cluster.raft.ShardWriter}, which packs those that arrive while an entry is in
 * flight into the next one; committed entries reach the store through the {@link
 * io.lumadb.cluster.raft.ShardStateMachine}. Nothing outside this package and the catalog's state machine knows Ratis.
 */
@NullMarked
package io.lumadb.cluster.raft;

import org.jspecify.annotations.NullMarked;
