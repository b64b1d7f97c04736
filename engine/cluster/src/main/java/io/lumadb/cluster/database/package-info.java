/**
 * The {@link io.lumadb.query.database.Database} that queries run on, over the catalog and the shards' Raft groups. Keys are
 * hashed to shards ({@link io.lumadb.cluster.database.KeyHash}); a read is a snapshot of one shard ({@link
 * io.lumadb.cluster.database.ShardCursor}); writes go to their shards' writers ({@link
 * io.lumadb.cluster.database.Writes}), those of collections with unique indexes by way of {@link
 * io.lumadb.cluster.unique.UniqueWrites}; changes of collections and indexes are agreed on in the catalog and then carried
 * to every shard ({@link io.lumadb.cluster.database.Definitions}). Indexes are built in the background ({@link
 * io.lumadb.cluster.database.IndexBuilding}), and {@link io.lumadb.cluster.database.IndexReports} says how they are. What
 * planners estimate with is counted in the background too ({@link io.lumadb.cluster.database.FieldCensus}).
 */
@NullMarked
package io.lumadb.cluster.database;

import org.jspecify.annotations.NullMarked;
