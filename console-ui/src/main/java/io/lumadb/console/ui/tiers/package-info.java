/**
 * The tier river: where the documents are, and how they move between RAM, SSD and cold segments.
 * {@link io.lumadb.console.ui.tiers.TiersViewModel} reads the live frames; {@link io.lumadb.console.ui.tiers.TierRiver}
 * draws basins and streams by {@link io.lumadb.console.ui.tiers.RiverGeometry}; below it stand the feed of moves and panels
 * for collections, shards, write amplification, the policy of a collection
 * ({@link io.lumadb.console.ui.tiers.PolicyViewModel}) and one document ({@link io.lumadb.console.ui.tiers.XrayViewModel}).
 */
@NullMarked
package io.lumadb.console.ui.tiers;

import org.jspecify.annotations.NullMarked;
