/**
 * B-tree and hash indexes of a shard: what entries a document has, how their keys are ordered, and what a range covers.
 *
 * <p>Entries live in the shard's RocksDB; changes since the last checkpoint lie above it as
 * {@link io.lumadb.storage.index.IndexChange}s, as documents do.
 */
@NullMarked
package io.lumadb.storage.index;

import org.jspecify.annotations.NullMarked;
