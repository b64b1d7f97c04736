/**
 * The Overview: what is wrong right now, the numbers a DBA looks at first with fifteen minutes of history, data by tier,
 * nodes, collections, and the newest moves and events. {@link io.lumadb.console.ui.overview.OverviewViewModel} turns the
 * live stream into figures and words; the panes beside it only show them.
 */
@NullMarked
package io.lumadb.console.ui.overview;

import org.jspecify.annotations.NullMarked;
