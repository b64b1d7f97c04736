package io.lumadb.cluster.raftlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;

/**
 * Reads one segment: {@code RaftLog1}, then entries, each a varint length, a protobuf, and the CRC32C of both; then zeros
 * that Ratis laid out in advance.
 *
 * <p>Where the last segment's entries end in something unreadable, that is a <b>torn tail</b> when a power failure can
 * explain it: no entry behind it can be read, it misses whole sectors or runs beyond the end of the file, and no single
 * flipped bit would make it right. Entries are acknowledged only after the file was forced, so nobody was told of a torn
 * one. Everything else is <b>damage</b>.
 */
final class SegmentScan {

    /** Disks write sectors whole. */
    private static final int SECTOR_BYTES = 512;
    /** Shorter runs of zeros also occur in whole entries. */
    private static final int TELLING_ZEROS = 8;

    private static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKSUM_BYTES = 4;
    private static final int MOST_VARINT_BYTES = 5;
    /** An index further on than this is not the log's. */
    private static final long FAR_AWAY = 1L << 32;

    private final SegmentFile segment;
    private final byte[] bytes;
    private final Consumer<LogEntryProto> reader;
    /** Behind the last byte that is not zero. */
    private final int dataEnd;

    private long entries;
    private long lastIndex;
    private int at;

    private SegmentScan(SegmentFile segment, byte[] bytes, Consumer<LogEntryProto> reader) {
        this.segment = segment;
        this.bytes = bytes;
        this.reader = reader;
        this.lastIndex = segment.first() - 1;
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        this.dataEnd = end;
    }

    /**
     * What a segment holds.
     *
     * @param lastIndex of the last entry before the end, {@code first - 1} when there is none
     * @param validBytes up to the end of that entry
     */
    record Scanned(long entries, long lastIndex, long validBytes, long fileBytes, End end) {}

    /** How a segment ends. */
    sealed interface End {
        record Whole() implements End {}

        record Torn() implements End {}

        record Damaged(String what) implements End {}
    }

    /** A readable entry and the bytes it takes with its length and checksum. */
    private record Frame(LogEntryProto entry, int bytes) {}

    static Scanned scan(SegmentFile segment) throws IOException {
        return scan(segment, _ -> {});
    }

    /** {@code reader}: gets every entry that can be read, in their order. */
    static Scanned scan(SegmentFile segment, Consumer<LogEntryProto> reader) throws IOException {
        return new SegmentScan(segment, Files.readAllBytes(segment.path()), reader).run();
    }

    private Scanned run() {
        if (!hasHeader()) {
            return scanned(headerEnd());
        }
        at = HEADER.length;
        while (at < dataEnd && !isComplete()) {
            Optional<Frame> frame = frame(at);
            if (frame.isEmpty()) {
                return scanned(endAtUnreadable());
            }
            long index = frame.get().entry().getIndex();
            if (index != lastIndex + 1) {
                return scanned(new End.Damaged(
                        "the entry at byte " + at + " has the index " + index + " in place of " + (lastIndex + 1)));
            }
            reader.accept(frame.get().entry());
            entries++;
            lastIndex = index;
            at += frame.get().bytes();
        }
        return scanned(isComplete() || segment.isOpen() ? new End.Whole() : tooShort());
    }

    private Scanned scanned(End end) {
        return new Scanned(entries, lastIndex, at, bytes.length, end);
    }

    /** What lies behind the last entry that a closed segment's name promises is nothing. */
    private boolean isComplete() {
        return segment.last().isPresent() && lastIndex >= segment.last().getAsLong();
    }

    private End.Damaged tooShort() {
        return new End.Damaged("it ends after entry " + lastIndex + ", and its name promises entries up to "
                + segment.last().orElseThrow());
    }

    private boolean hasHeader() {
        return bytes.length >= HEADER.length && Arrays.equals(bytes, 0, HEADER.length, HEADER, 0, HEADER.length);
    }

    /** A new segment's header may be the write that was lost, but only with everything behind it. */
    private End headerEnd() {
        boolean isBeginning =
                dataEnd < HEADER.length && Arrays.equals(bytes, 0, dataEnd, HEADER, 0, dataEnd) && segment.isOpen();
        return isBeginning ? new End.Torn() : new End.Damaged("it does not begin with \"RaftLog1\"");
    }

    private Optional<Frame> frame(int start) {
        int[] length = varint(start);
        long end = (long) start + length[1] + length[0] + CHECKSUM_BYTES;
        if (length[0] <= 0 || end > bytes.length) {
            return Optional.empty();
        }
        int body = length[1] + length[0];
        if (FlippedBits.crc(bytes, start, body) != checksum(start + body)) {
            return Optional.empty();
        }
        try {
            ByteBuffer message = ByteBuffer.wrap(bytes, start + length[1], length[0]);
            return Optional.of(new Frame(LogEntryProto.parseFrom(message), body + CHECKSUM_BYTES));
        } catch (IOException e) {
            // Its checksum is right and it is no entry: as unreadable as one whose checksum is wrong.
            return Optional.empty();
        }
    }

    private int checksum(int where) {
        return ByteBuffer.wrap(bytes, where, CHECKSUM_BYTES).getInt();
    }

    /** A varint's value and how many bytes it takes; the value -1 when it is none. */
    private int[] varint(int start) {
        long value = 0;
        for (int i = 0; i < MOST_VARINT_BYTES && start + i < bytes.length; i++) {
            value |= (bytes[start + i] & 0x7FL) << 7 * i;
            if (bytes[start + i] >= 0) {
                return new int[] {value > Integer.MAX_VALUE ? -1 : (int) value, i + 1};
            }
        }
        return new int[] {-1, 0};
    }

    private End endAtUnreadable() {
        String where = "the entry at byte " + at + ", behind entry " + lastIndex + ", ";
        if (!segment.isOpen()) {
            return new End.Damaged(where + "cannot be read");
        }
        Optional<Long> later = laterEntry();
        if (later.isPresent()) {
            return new End.Damaged(where + "cannot be read, though entry " + later.get() + " behind it can");
        }
        if (isOneFlippedBit()) {
            return new End.Damaged(where + "has a flipped bit");
        }
        return missesSectors() ? new End.Torn() : new End.Damaged(where + "does not match its checksum");
    }

    /** The index of an entry that can be read somewhere behind the one that cannot. */
    private Optional<Long> laterEntry() {
        for (int start = at + 1; start < dataEnd - CHECKSUM_BYTES; start++) {
            if (looksLikeEntry(start)) {
                Optional<Frame> frame = frame(start);
                if (frame.isPresent() && frame.get().entry().getIndex() > lastIndex) {
                    return Optional.of(frame.get().entry().getIndex());
                }
            }
        }
        return Optional.empty();
    }

    /** A length, the term as field 1, and as field 2 an index that may come next: checksums of all else would take long. */
    private boolean looksLikeEntry(int start) {
        int[] length = varint(start);
        int tag = start + length[1];
        if (length[0] <= 0 || tag >= dataEnd) {
            return false;
        }
        if (bytes[tag] == 0x08) {
            long[] term = number(tag + 1);
            tag += 1 + (int) term[1];
        }
        if (tag >= dataEnd || bytes[tag] != 0x10) {
            return false;
        }
        long index = number(tag + 1)[0];
        return index > lastIndex && index < lastIndex + FAR_AWAY;
    }

    /** A varint of up to 64 bits and how many bytes it takes. */
    private long[] number(int start) {
        long value = 0;
        for (int i = 0; i < 10 && start + i < bytes.length; i++) {
            value |= (bytes[start + i] & 0x7FL) << 7 * i;
            if (bytes[start + i] >= 0) {
                return new long[] {value, i + 1};
            }
        }
        return new long[] {-1, 0};
    }

    private boolean isOneFlippedBit() {
        int[] length = varint(at);
        int body = length[1] + length[0];
        if (length[0] > 0 && (long) at + body + CHECKSUM_BYTES <= bytes.length) {
            int stored = checksum(at + body);
            // A checksum of zeros was not written, and in a long entry some bit would explain any difference by chance.
            if (stored != 0 && FlippedBits.explain(FlippedBits.crc(bytes, at, body) ^ stored, body)) {
                return true;
            }
        }
        // In the length itself: then the entry ends elsewhere.
        for (int bit = 0; bit < 8 * MOST_VARINT_BYTES && at + bit / 8 < bytes.length; bit++) {
            bytes[at + bit / 8] ^= (byte) (1 << bit % 8);
            boolean readable = frame(at).isPresent();
            bytes[at + bit / 8] ^= (byte) (1 << bit % 8);
            if (readable) {
                return true;
            }
        }
        return false;
    }

    private boolean missesSectors() {
        int[] length = varint(at);
        if (length[1] == 0 && at + MOST_VARINT_BYTES > bytes.length) {
            // The file ends within the length.
            return true;
        }
        long promised = length[0] <= 0 ? dataEnd : (long) at + length[1] + length[0] + CHECKSUM_BYTES;
        if (promised > bytes.length) {
            return true;
        }
        int end = (int) promised;
        for (int from = at; from < end; from = (from / SECTOR_BYTES + 1) * SECTOR_BYTES) {
            int to = Math.min(end, (from / SECTOR_BYTES + 1) * SECTOR_BYTES);
            if (to - from >= TELLING_ZEROS && isZero(from, to)) {
                return true;
            }
        }
        return isZero(end - CHECKSUM_BYTES, end) || missesEndOfChecksum(end);
    }

    /** Ratis writes when its buffer is full, wherever in an entry that is, and a killed process wrote no more. */
    private boolean missesEndOfChecksum(int end) {
        int body = end - CHECKSUM_BYTES - at;
        if (body <= 0) {
            return false;
        }
        int right = FlippedBits.crc(bytes, at, body);
        for (int missing = 1; missing < CHECKSUM_BYTES; missing++) {
            if (checksum(at + body) == right >>> 8 * missing << 8 * missing) {
                return true;
            }
        }
        return false;
    }

    private boolean isZero(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
