package io.lumadb.storage.command;

import io.lumadb.document.Value;
import java.util.List;

/**
 * What is known of a cold segment without reading it.
 *
 * @param segment unique within the shard
 * @param keys the documents' keys, in segment order, and the revisions they were written with
 * @param rawBytes BSON bytes of the documents; {@code storedBytes} what the data takes compressed, parity not counted
 * @param dataShards k; 1 when every fragment is a whole copy
 * @param parityShards m, the fragments that may be lost
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

    /** What all fragments take on disk. */
    public long diskBytes() {
        return fragments.stream().mapToLong(Fragment::bytes).sum();
    }

    /** The same segment with a fragment in another place. */
    public SegmentManifest with(Fragment placed) {
        return new SegmentManifest(
                segment,
                collection,
                keys,
                rawBytes,
                storedBytes,
                dataShards,
                parityShards,
                fragments.stream()
                        .map(fragment -> fragment.n() == placed.n() ? placed : fragment)
                        .toList());
    }

    public record Key(Value id, long revision) {}

    /** Fragment {@code n} of the segment: its node, its volume on that node, and its file's bytes and their
     * CRC32C. */
    public record Fragment(int n, String node, int volume, long bytes, int crc) {}
}
