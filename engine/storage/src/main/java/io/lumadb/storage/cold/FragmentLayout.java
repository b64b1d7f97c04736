package io.lumadb.storage.cold;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How a fragment's object is laid out; all numbers big-endian.
 *
 * <pre>
 * fragment          a piece of the segment, or parity
 * checksums         CRC32C (4) of each {@link #CHUNK_BYTES} of the fragment, the last of what is left
 * trailer (60)      segment (8), n (4), k (4), m (4), bytes of the segment (8), bytes of the fragment (8), bytes of a
 *                   chunk (4), version (4), CRC32C of checksums and trailer so far (4), magic (12)
 * </pre>
 *
 * <p>Any range can so be verified by reading the chunks it touches. A segment of an earlier version is an object of its
 * own, without checksums and trailer: its blocks have their own.
 */
final class FragmentLayout {

    /** Small, so that a point read fetches little more than it wants; the checksums take 1/4096 of the space. */
    static final int CHUNK_BYTES = 16 * 1024;

    private static final byte[] MAGIC = "LUMAFRAGMENT".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int TRAILER_BYTES = 8 + 4 + 4 + 4 + 8 + 8 + 4 + 4 + 4 + MAGIC.length;

    private FragmentLayout() {}

    /** Whose fragment it is, as the trailer has it. */
    private record Owner(
            long segment, int n, int dataShards, int parityShards, long segmentBytes, long bytes, int chunkBytes) {

        static Owner of(long segment, int n, Stripe stripe) {
            return new Owner(
                    segment,
                    n,
                    stripe.dataShards(),
                    stripe.parityShards(),
                    stripe.bytes(),
                    stripe.length(n),
                    CHUNK_BYTES);
        }
    }

    static int chunks(int length) {
        return (length + CHUNK_BYTES - 1) / CHUNK_BYTES;
    }

    /** Bytes behind a fragment of that length. */
    static int tailBytes(int length) {
        return 4 * chunks(length) + TRAILER_BYTES;
    }

    /** Writes checksums and trailer behind the fragment, which is the start of {@code object}. */
    static void seal(byte[] object, long segment, int n, Stripe stripe) {
        int length = stripe.length(n);
        ByteBuffer out = ByteBuffer.wrap(object).position(length);
        for (int chunk = 0; chunk < chunks(length); chunk++) {
            int from = chunk * CHUNK_BYTES;
            out.putInt(SegmentLayout.crc(object, from, Math.min(CHUNK_BYTES, length - from)));
        }
        out.putLong(segment)
                .putInt(n)
                .putInt(stripe.dataShards())
                .putInt(stripe.parityShards())
                .putLong(stripe.bytes())
                .putLong(length)
                .putInt(CHUNK_BYTES)
                .putInt(VERSION);
        out.putInt(SegmentLayout.crc(object, length, out.position() - length)).put(MAGIC);
    }

    /**
     * The checksums of a fragment's chunks.
     *
     * @param tail what lies behind the fragment
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static int[] checksums(byte[] tail, long segment, int n, Stripe stripe) {
        int magicAt = tail.length - MAGIC.length;
        if (!Arrays.equals(tail, magicAt, tail.length, MAGIC, 0, MAGIC.length)) {
            throw new IllegalArgumentException("it does not end as a fragment does");
        }
        ByteBuffer in = ByteBuffer.wrap(tail);
        if (in.getInt(magicAt - 4) != SegmentLayout.crc(tail, 0, magicAt - 4)) {
            throw new IllegalArgumentException("the checksum of its trailer does not match");
        }
        int[] checksums = new int[chunks(stripe.length(n))];
        for (int chunk = 0; chunk < checksums.length; chunk++) {
            checksums[chunk] = in.getInt();
        }
        Owner written =
                new Owner(in.getLong(), in.getInt(), in.getInt(), in.getInt(), in.getLong(), in.getLong(), in.getInt());
        if (!written.equals(Owner.of(segment, n, stripe))) {
            throw new IllegalArgumentException("it belongs to another segment or place");
        }
        if (in.getInt() != VERSION) {
            throw new IllegalArgumentException("it has a layout of another version than " + VERSION);
        }
        return checksums;
    }
}
