package io.lumadb.storage.cold;

import io.lumadb.storage.command.SegmentManifest;

/**
 * How a segment's bytes are cut into fragments: k contiguous ones of the same length, the last padded with zeros that are not
 * stored, and m of parity; with k = 1 every fragment is a whole copy.
 *
 * @param bytes of the segment
 */
record Stripe(long bytes, int dataShards, int parityShards) {

    static Stripe of(SegmentManifest manifest) {
        int k = manifest.dataShards();
        return new Stripe(manifest.storedBytes(), k, manifest.fragments().size() - k);
    }

    int fragments() {
        return dataShards + parityShards;
    }

    boolean isCopied() {
        return dataShards == 1;
    }

    /** Bytes that are coded together: the length of every fragment, padding included. */
    int shardBytes() {
        return Math.toIntExact((bytes + dataShards - 1) / dataShards);
    }

    /** Stored bytes of a fragment, checksums not counted. */
    int length(int fragment) {
        return fragment >= dataShards
                ? shardBytes()
                : (int) Math.clamp(bytes - (long) fragment * shardBytes(), 0L, shardBytes());
    }

    /** Where in the segment a data fragment begins. */
    long start(int fragment) {
        return (long) fragment * shardBytes();
    }

    /** The data fragment that has a byte of the segment. */
    int fragmentAt(long offset) {
        return isCopied() ? 0 : (int) (offset / shardBytes());
    }
}
