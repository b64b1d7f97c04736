/**
 * A node of a cluster: Raft groups over the storage, the catalog in the {@code meta} group, and the cluster's view of
 * itself. {@link io.lumadb.cluster.LumaNode} is the door the server goes through.
 */
@NullMarked
package io.lumadb.cluster;

import org.jspecify.annotations.NullMarked;
