/**
 * Who moves between the tiers, when, and why.
 *
 * <p>A {@link io.lumadb.storage.tiering.Tiering} belongs to one shard. It hears of accesses, looks through hot and warm
 * documents for those whose policy is due, and carries them: hot and warm are this replica's own affair, cold and back
 * go through the shard's log and are the leader's. Every batch becomes an event with its reason, and the last moves of a
 * document are remembered for its X-ray.
 */
@NullMarked
package io.lumadb.storage.tiering;

import org.jspecify.annotations.NullMarked;
