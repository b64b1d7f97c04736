/**
 * A node put together: its data directory ({@link io.lumadb.cluster.node.DataDirectory}), its start ({@link
 * io.lumadb.cluster.node.NodeStart}), the node itself ({@link io.lumadb.cluster.node.LocalNode}), and what it remembers and
 * shows of itself: moves, events, latencies, machine figures, and the views made of them.
 */
@NullMarked
package io.lumadb.cluster.node;

import org.jspecify.annotations.NullMarked;
