package io.lumadb.storage.shard;

import io.lumadb.document.Tier;
import io.lumadb.storage.ShardSnapshot.Stored;

/** Told of accesses to documents that are not in RAM. Any thread; may forget some. */
@FunctionalInterface
interface AccessSink {

    void accessed(byte[] key, Stored stored, Tier tier);
}
