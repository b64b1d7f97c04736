package io.lumadb.storage.cold;

import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.SegmentManifest.Fragment;
import io.lumadb.storage.volume.VolumeFailure;
import io.lumadb.storage.volume.VolumeStore;
import java.util.Optional;

/** One fragment where it lies, with the checksums of its chunks. What it gives is verified. Immutable; blocks. */
final class FragmentFile {

    private final VolumeStore volume;
    private final String object;
    private final int length;
    /** Empty for a whole segment of an earlier version, whose blocks have checksums of their own. */
    private final Optional<int[]> checksums;

    private FragmentFile(VolumeStore volume, String object, int length, Optional<int[]> checksums) {
        this.volume = volume;
        this.object = object;
        this.length = length;
        this.checksums = checksums;
    }

    /** Whether a segment is of an earlier version: one object, and nothing behind the segment's bytes. */
    static boolean isBare(SegmentManifest manifest) {
        return manifest.fragments().size() == 1
                && manifest.fragments().getFirst().bytes() == manifest.storedBytes();
    }

    /**
     * Reads the checksums.
     *
     * @throws FragmentLoss when the fragment is not there, or not what it should be
     * @throws VolumeFailure when the thread was interrupted
     */
    static FragmentFile open(VolumeStore volume, String object, SegmentManifest manifest, Fragment fragment)
            throws FragmentLoss {
        Stripe stripe = Stripe.of(manifest);
        int length = stripe.length(fragment.n());
        if (isBare(manifest)) {
            return new FragmentFile(volume, object, length, Optional.empty());
        }
        try {
            byte[] tail = volume.get(object, length, FragmentLayout.tailBytes(length));
            int[] checksums = FragmentLayout.checksums(tail, manifest.segment(), fragment.n(), stripe);
            return new FragmentFile(volume, object, length, Optional.of(checksums));
        } catch (VolumeFailure e) {
            throw FragmentLoss.of(e);
        } catch (IllegalArgumentException e) {
            throw FragmentLoss.damaged(volume.locate(object), String.valueOf(e.getMessage()));
        }
    }

    /** Reads a range into a buffer; what lies behind the fragment's end is zeros. */
    void read(int offset, byte[] into, int at, int wanted) throws FragmentLoss {
        int end = Math.min(offset + wanted, length);
        if (offset >= end) {
            return;
        }
        int from = checksums.isEmpty() ? offset : offset / FragmentLayout.CHUNK_BYTES * FragmentLayout.CHUNK_BYTES;
        int to = checksums.isEmpty() ? end : Math.min(length, FragmentLayout.chunks(end) * FragmentLayout.CHUNK_BYTES);
        byte[] read;
        try {
            read = volume.get(object, from, to - from);
        } catch (VolumeFailure e) {
            throw FragmentLoss.of(e);
        }
        verify(read, from);
        System.arraycopy(read, offset - from, into, at, end - offset);
    }

    private void verify(byte[] read, int from) throws FragmentLoss {
        if (checksums.isEmpty()) {
            return;
        }
        int chunk = from / FragmentLayout.CHUNK_BYTES;
        for (int at = 0; at < read.length; at += FragmentLayout.CHUNK_BYTES) {
            int bytes = Math.min(FragmentLayout.CHUNK_BYTES, read.length - at);
            if (SegmentLayout.crc(read, at, bytes) != checksums.get()[chunk++]) {
                throw FragmentLoss.damaged(
                        volume.locate(object),
                        "the checksum of its bytes " + (from + at) + " to " + (from + at + bytes) + " does not match");
            }
        }
    }
}
