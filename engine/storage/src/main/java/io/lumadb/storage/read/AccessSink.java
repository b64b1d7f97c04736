package io.lumadb.storage.read;

import io.lumadb.document.Tier;

/** Told of accesses to documents that are not in RAM. Any thread; may forget some. */
@FunctionalInterface
public interface AccessSink {

    void accessed(byte[] key, Tier tier);
}
