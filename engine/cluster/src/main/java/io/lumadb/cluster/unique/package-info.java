/**
 * Unique indexes over shards. A document lives on the shard of its {@code _id}, a unique key on the shard of its own hash:
 * the key is reserved there, then the document is written, then the reservation is confirmed.
 *
 * <p>A {@link io.lumadb.cluster.unique.Claim} is a key's row: who holds it, and whether that is settled. {@link
 * io.lumadb.cluster.unique.UniqueWrites} is the door for writes: it puts writes of the same document in order ({@code
 * DocumentOrder}) and carries them out in rounds ({@code UniqueRounds}). A claim that its writer left unsettled is decided
 * by whoever meets it ({@code Decisions}). {@link io.lumadb.cluster.unique.UniqueBackfill} claims the keys of documents
 * that were there before the index, {@link io.lumadb.cluster.unique.UniqueCheck} holds claims against documents. The
 * protocol and why it is safe: {@code engine/docs/adr/0012}.
 */
@NullMarked
package io.lumadb.cluster.unique;

import org.jspecify.annotations.NullMarked;
