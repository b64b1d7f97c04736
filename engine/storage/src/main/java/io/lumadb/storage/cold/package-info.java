/**
 * The cold tier: immutable segment files on cold volumes.
 *
 * <p>A {@link io.lumadb.storage.cold.ColdStore} puts whole segments on a volume and reads documents back from them. A
 * segment file is blocks of documents in key order, each block compressed by Zstandard and guarded by CRC32C, then an
 * index of the blocks, a bloom filter over the keys, a {@link io.lumadb.storage.cold.ZoneMap} of the fields' values, and a
 * footer: a point read touches one block, and a scan none of a segment whose zones rule its conditions out.
 */
@NullMarked
package io.lumadb.storage.cold;

import org.jspecify.annotations.NullMarked;
