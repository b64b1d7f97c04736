/**
 * The warm tier: one RocksDB a shard, written without a log of its own.
 *
 * <p>A {@link io.lumadb.storage.warm.WarmStore} holds documents, the places of cold documents, index entries and the
 * shard's own notes in column families. Logical state goes down only in one {@link io.lumadb.storage.warm.WarmBatch} a
 * checkpoint, which takes the files from the state at one log entry to the state at a later one: replaying the log from
 * there is exact. {@link io.lumadb.storage.warm.WarmSnapshot} is a counted view for readers.
 */
@NullMarked
package io.lumadb.storage.warm;

import org.jspecify.annotations.NullMarked;
