package io.lumadb.storage.cold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the objects of a segment's fragments. */
final class FragmentCutter {

    private FragmentCutter() {}

    /** The objects in the fragments' order, checksums included. */
    static List<byte[]> cut(byte[] bytes, long segment, Stripe stripe, Fragments fragments) {
        int shardBytes = stripe.shardBytes();
        byte[][] rows = new byte[stripe.fragments()][shardBytes + FragmentLayout.tailBytes(shardBytes)];
        for (int n = 0; n < rows.length; n++) {
            if (stripe.isCopied()) {
                System.arraycopy(bytes, 0, rows[n], 0, bytes.length);
            } else if (n < stripe.dataShards()) {
                int length = stripe.length(n);
                // A short segment may leave the last fragments nothing.
                System.arraycopy(bytes, length == 0 ? 0 : (int) stripe.start(n), rows[n], 0, length);
            }
        }
        if (!stripe.isCopied()) {
            fragments.code(stripe).encode(rows, 0, shardBytes);
        }
        List<byte[]> objects = new ArrayList<>();
        for (int n = 0; n < rows.length; n++) {
            int length = stripe.length(n);
            byte[] object =
                    length == shardBytes ? rows[n] : Arrays.copyOf(rows[n], length + FragmentLayout.tailBytes(length));
            FragmentLayout.seal(object, segment, n, stripe);
            objects.add(object);
        }
        return objects;
    }
}
