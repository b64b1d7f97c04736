package io.lumadb.storage.tiering;

import java.util.Arrays;

/** A document's key as a key of maps. */
@SuppressWarnings("ArrayRecordComponent")
record Key(byte[] bytes) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Key(byte[] that) && Arrays.equals(bytes, that);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
