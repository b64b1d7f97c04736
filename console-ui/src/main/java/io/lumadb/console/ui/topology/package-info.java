/**
 * The nodes, each with its core loops and the shard replicas on them, and the tasks that held a core up. {@link
 * io.lumadb.console.ui.topology.TopologyViewModel} reads the stream; cores in detail are asked for while the screen is shown.
 */
@NullMarked
package io.lumadb.console.ui.topology;

import org.jspecify.annotations.NullMarked;
