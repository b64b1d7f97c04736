/**
 * One node's storage: core loops, each the owner of some shard replicas, and in every replica the hot, warm and cold tier,
 * the indexes and the heat.
 *
 * <p>The cluster module opens a {@link io.lumadb.storage.StorageEngine}, gives it a way to propose commands, and hands
 * committed log entries to {@link io.lumadb.storage.ShardStore#apply}. Readers take a
 * {@link io.lumadb.storage.ShardSnapshot}.
 */
@NullMarked
package io.lumadb.storage;

import org.jspecify.annotations.NullMarked;
