/**
 * The live stream as observable properties. {@link io.lumadb.console.ui.live.LiveCluster} is fed from a client's network
 * thread and changes on the FX thread only, at most once a frame; who listens to it does so through
 * {@link io.lumadb.console.ui.live.Subscriptions}, which end together.
 */
@NullMarked
package io.lumadb.console.ui.live;

import org.jspecify.annotations.NullMarked;
