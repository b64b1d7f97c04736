/**
 * What a shard's log entries say. A {@link io.lumadb.storage.command.ShardCommand} carries everything that makes its
 * result the same on every replica: times, ids, evaluated documents, request ids. Encoded as BSON.
 */
@NullMarked
package io.lumadb.storage.command;

import org.jspecify.annotations.NullMarked;
