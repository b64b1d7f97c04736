/**
 * What the executor asks of the cluster below it. {@link io.lumadb.query.database.Database} is implemented by the cluster
 * over Raft groups and shards; tests implement it over a map. Reads give a moment of each shard; writes are conditional
 * on revisions, so that read-modify-write statements retry instead of losing an update.
 */
@NullMarked
package io.lumadb.query.database;

import org.jspecify.annotations.NullMarked;
