package io.lumadb.storage.cold;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Makes the objects of a segment's fragments, in arrays that it keeps from one segment to the next. For one thread at a time. */
final class FragmentCutter {

    private byte[][] rows = new byte[0][];

    /**
     * The objects in the fragments' order, checksums included. They hold until the next cut.
     *
     * @param bytes the segment, from the start of the buffer
     */
    List<ByteBuffer> cut(ByteBuffer bytes, long segment, Stripe stripe, Fragments fragments) {
        int shardBytes = stripe.shardBytes();
        byte[][] parts = parts(stripe.fragments(), shardBytes + FragmentLayout.tailBytes(shardBytes));
        int copied = stripe.isCopied() ? parts.length : stripe.dataShards();
        for (int n = 0; n < copied; n++) {
            int length = stripe.length(n);
            // A short segment may leave the last fragments nothing.
            int from = length == 0 || stripe.isCopied() ? 0 : (int) stripe.start(n);
            bytes.get(from, parts[n], 0, length);
            Arrays.fill(parts[n], length, shardBytes, (byte) 0);
        }
        if (!stripe.isCopied()) {
            fragments.code(stripe).encode(parts, 0, shardBytes);
        }
        List<ByteBuffer> objects = new ArrayList<>();
        for (int n = 0; n < parts.length; n++) {
            int length = stripe.length(n);
            FragmentLayout.seal(parts[n], segment, n, stripe);
            objects.add(ByteBuffer.wrap(parts[n], 0, length + FragmentLayout.tailBytes(length)));
        }
        return objects;
    }

    /** As many arrays, each with room for so many bytes, whatever is in them. */
    private byte[][] parts(int count, int bytes) {
        if (rows.length < count) {
            rows = Arrays.copyOf(rows, count);
        }
        for (int n = 0; n < count; n++) {
            if (rows[n] == null || rows[n].length < bytes) {
                rows[n] = new byte[bytes];
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** What the arrays take. */
    long bytes() {
        return Arrays.stream(rows)
                .filter(Objects::nonNull)
                .mapToLong(row -> row.length)
                .sum();
    }
}
