package io.lumadb.storage.read;

import io.lumadb.document.Tier;

/** Told of accesses to documents, and which tier they were found in. Any thread; may forget some. */
@FunctionalInterface
public interface AccessSink {

    void accessed(byte[] key, Tier tier, long atMillis);
}
