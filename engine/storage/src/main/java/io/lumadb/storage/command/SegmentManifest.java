package io.lumadb.storage.command;

import io.lumadb.document.Value;
import java.util.List;

/**
 * What is known of a cold segment without reading it.
 *
 * @param segment unique within the shard
 * @param keys the documents' keys, in segment order, and the revisions they were written with
 * @param rawBytes BSON bytes of the documents; {@code storedBytes} what the data takes compressed, parity not counted
 * @param fragments where each fragment lies, data fragments first
 */
public record SegmentManifest(
        long segment,
        int collection,
        List<Key> keys,
        long rawBytes,
        long storedBytes,
        int dataShards,
        int parityShards,
        List<Fragment> fragments) {

    public SegmentManifest {
        keys = List.copyOf(keys);
        fragments = List.copyOf(fragments);
    }

    public record Key(Value id, long revision) {}

    /** Fragment {@code n} of the segment: its node, its volume on that node, its bytes and their CRC32C. */
    public record Fragment(int n, String node, int volume, long bytes, int crc) {}
}
