/**
 * A shard replica: its state, how log entries change it, and how it reaches disk.
 *
 * <p>{@link io.lumadb.storage.shard.LocalShard} is the door. Behind it, all on one core loop: the {@code ApplyQueue} puts
 * log entries in order and has what they need fetched from disk; the {@code ApplyStage} and the {@code Applier} carry
 * them out on the {@code ShardState}; the {@code Checkpointer} brings changes down, and the
 * {@link io.lumadb.storage.shard.Residence} lets documents into RAM and out. The {@code IndexBuilds} have new indexes filled
 * on a builder's thread while log entries go on.
 */
@NullMarked
package io.lumadb.storage.shard;

import org.jspecify.annotations.NullMarked;
