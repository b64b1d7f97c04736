package io.lumadb.storage.care;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How far a round of reading every fragment came. Kept as a row beside the checkpoints' rows: a crash may set it back by some
 * segments, which are then read again.
 *
 * @param startedMillis 0 before the first; {@code finishedMillis} 0 while it is under way
 * @param after the last segment that was read
 */
record ScrubRound(
        long startedMillis, long finishedMillis, long after, long fragments, long bytes, long missing, long damaged) {

    static final byte[] KEY = "scrub".getBytes(StandardCharsets.US_ASCII);

    private static final int LONGS = 7;

    /** Nothing was read yet, and the first round is due an interval from now. */
    static ScrubRound none(long nowMillis) {
        return new ScrubRound(0, nowMillis, 0, 0, 0, 0, 0);
    }

    static ScrubRound begin(long nowMillis) {
        return new ScrubRound(nowMillis, 0, 0, 0, 0, 0, 0);
    }

    boolean isUnderWay() {
        return finishedMillis == 0;
    }

    /** When the one before began: rounds begin an interval apart. */
    long sinceMillis() {
        return startedMillis == 0 ? finishedMillis : startedMillis;
    }

    ScrubRound finished(long nowMillis) {
        return new ScrubRound(startedMillis, nowMillis, after, fragments, bytes, missing, damaged);
    }

    ScrubRound read(long segment, Tally tally) {
        return new ScrubRound(
                startedMillis,
                0,
                segment,
                fragments + tally.fragments,
                bytes + tally.bytes,
                missing + tally.missing,
                damaged + tally.damaged);
    }

    /** Fragments of one segment. */
    record Tally(long fragments, long bytes, long missing, long damaged) {}

    byte[] encode() {
        return ByteBuffer.allocate(LONGS * Long.BYTES)
                .putLong(startedMillis)
                .putLong(finishedMillis)
                .putLong(after)
                .putLong(fragments)
                .putLong(bytes)
                .putLong(missing)
                .putLong(damaged)
                .array();
    }

    static ScrubRound decode(byte[] row) {
        ByteBuffer in = ByteBuffer.wrap(row);
        return new ScrubRound(
                in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }
}
