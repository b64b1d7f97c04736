/**
 * A shard replica: its state, how log entries change it, how it reaches disk, and how it is read.
 *
 * <p>{@link io.lumadb.storage.shard.LocalShard} is the door. Behind it, all on one core loop: the
 * {@code ApplyQueue} puts log entries in order and has what they need fetched from disk; the
 * {@code Applier} carries them out on the {@link io.lumadb.storage.shard.ShardState}; the
 * {@code Checkpointer} brings changes down; a {@link io.lumadb.storage.shard.Moment} is what
 * readers see.
 */
@NullMarked
package io.lumadb.storage.shard;

import org.jspecify.annotations.NullMarked;
