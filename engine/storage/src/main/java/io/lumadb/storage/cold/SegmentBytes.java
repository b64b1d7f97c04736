package io.lumadb.storage.cold;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.SegmentManifest.Fragment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A segment's bytes, read where they lie and, where a fragment is lost, from k others: only the range that is wanted.
 * Thread-safe; blocks.
 */
final class SegmentBytes {

    /** Bytes of each fragment that a rebuild holds at a time. */
    private static final int STEP_BYTES = 256 * 1024;

    private final SegmentManifest manifest;
    private final Stripe stripe;
    private final Fragments fragments;
    /** Opened when they are first wanted. A rebuilt fragment is the same as before, so none is ever stale. */
    private final AtomicReferenceArray<FragmentFile> files;

    SegmentBytes(SegmentManifest manifest, Fragments fragments) {
        this.manifest = manifest;
        this.stripe = Stripe.of(manifest);
        this.fragments = fragments;
        this.files = new AtomicReferenceArray<>(manifest.fragments().size());
    }

    SegmentManifest manifest() {
        return manifest;
    }

    long size() {
        return stripe.bytes();
    }

    /** For messages: the segment, and the file that has a byte of it. */
    String locate(long offset) {
        Fragment fragment = manifest.fragments().get(stripe.fragmentAt(Math.min(offset, size() - 1)));
        return name() + " in " + fragments.locate(manifest, fragment);
    }

    private String name() {
        return "the cold segment " + Long.toHexString(manifest.segment()) + " of shard " + fragments.shard();
    }

    /** @throws LumaException CORRUPT_DATA naming the files, when more fragments are lost than can be */
    byte[] read(long offset, int length) {
        byte[] result = new byte[length];
        int done = 0;
        while (done < length) {
            int n = stripe.fragmentAt(offset + done);
            int from = (int) (offset + done - stripe.start(n));
            int wanted = Math.min(length - done, stripe.length(n) - from);
            if (!readFrom(n, from, result, done, wanted)) {
                fragments.meter().degradedReads.increment();
                reconstruct(n, from, result, done, wanted);
            }
            done += wanted;
        }
        return result;
    }

    /** Which fragments a read goes to: those not known to be lost, or all, for a volume may be back since it was found gone. */
    private enum Among {
        GOOD,
        ALL
    }

    private boolean readFrom(int n, int from, byte[] into, int at, int wanted) {
        return readFrom(n, from, into, at, wanted, Among.GOOD);
    }

    /** False when the fragment is lost. */
    private boolean readFrom(int n, int from, byte[] into, int at, int wanted, Among among) {
        Fragment fragment = manifest.fragments().get(n);
        if (among == Among.GOOD && fragments.lost(manifest, fragment).isPresent()) {
            return false;
        }
        try {
            FragmentFile file = files.get(n);
            if (file == null) {
                file = fragments.open(manifest, fragment);
                files.set(n, file);
            }
            file.read(from, into, at, wanted);
            return true;
        } catch (FragmentLoss e) {
            fragments.lose(manifest, fragment, e);
            return false;
        }
    }

    /** The second try costs reads of what is probably lost, instead of refusing what may be had: checksums decide. */
    private void reconstruct(int n, int from, byte[] into, int at, int wanted) {
        boolean done = reconstruct(n, from, into, at, wanted, Among.GOOD)
                || readFrom(n, from, into, at, wanted, Among.ALL)
                || reconstruct(n, from, into, at, wanted, Among.ALL);
        if (!done) {
            throw unreadable();
        }
    }

    /** False when too few of the others can be read. */
    private boolean reconstruct(int n, int from, byte[] into, int at, int wanted, Among among) {
        if (stripe.isCopied()) {
            for (int copy = 0; copy < stripe.fragments(); copy++) {
                if (copy != n && readFrom(copy, from, into, at, wanted, among)) {
                    return true;
                }
            }
            return false;
        }
        byte[][] rows = new byte[stripe.fragments()][0];
        boolean[] present = new boolean[stripe.fragments()];
        int found = 0;
        for (int other = 0; other < stripe.fragments() && found < stripe.dataShards(); other++) {
            if (other != n) {
                rows[other] = new byte[wanted];
                present[other] = readFrom(other, from, rows[other], 0, wanted, among);
                found += present[other] ? 1 : 0;
            }
        }
        if (found < stripe.dataShards()) {
            return false;
        }
        rows[n] = new byte[wanted];
        fragments.code(stripe).reconstruct(rows, present, new int[] {n}, 0, wanted);
        System.arraycopy(rows[n], 0, into, at, wanted);
        return true;
    }

    private LumaException unreadable() {
        List<String> lost = new ArrayList<>();
        for (Fragment fragment : manifest.fragments()) {
            fragments.lost(manifest, fragment).ifPresent(it -> lost.add(it.what()));
        }
        return new LumaException(
                ErrorCode.CORRUPT_DATA,
                name() + " cannot be read: of its " + stripe.fragments() + " fragments " + lost.size()
                        + " are lost, and " + stripe.dataShards() + " are needed: " + String.join("; ", lost),
                "bring the volumes back, or restore the files from a backup");
    }

    /**
     * What a fragment's object should be, made of the others.
     *
     * @throws LumaException CORRUPT_DATA when too few others are left, or what comes of them is not what was written
     */
    byte[] rebuild(int n, Pace pace) {
        int length = stripe.length(n);
        byte[] object = new byte[length + FragmentLayout.tailBytes(length)];
        for (int from = 0; from < length; from += STEP_BYTES) {
            int wanted = Math.min(STEP_BYTES, length - from);
            pace.spend((long) wanted * (stripe.dataShards() + 1));
            reconstruct(n, from, object, from, wanted);
        }
        FragmentLayout.seal(object, manifest.segment(), n, stripe);
        Fragment fragment = manifest.fragments().get(n);
        if (object.length != fragment.bytes() || SegmentLayout.crc(object, 0, object.length) != fragment.crc()) {
            throw new LumaException(
                    ErrorCode.CORRUPT_DATA,
                    "fragment " + n + " of " + name() + " cannot be rebuilt: what the others give is not what was"
                            + " written");
        }
        return object;
    }
}
