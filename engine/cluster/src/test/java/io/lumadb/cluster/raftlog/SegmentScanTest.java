package io.lumadb.cluster.raftlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.cluster.raftlog.SegmentScan.End;
import io.lumadb.cluster.raftlog.SegmentScan.Scanned;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.CodedOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentScanTest {

    private static final long FIRST = 100;
    private static final int PADDING = 4096;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(11);
    /** Where each entry begins, and at last where the next one would. */
    private final List<Integer> starts = new ArrayList<>();

    private byte[] segment(int... sizes) throws IOException {
        starts.clear();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("RaftLog1".getBytes(StandardCharsets.US_ASCII));
        long index = FIRST;
        for (int size : sizes) {
            starts.add(out.size());
            byte[] data = new byte[size];
            for (int i = 0; i < size; i++) {
                data[i] = (byte) random.nextInt(1, 256);
            }
            byte[] entry = LogEntryProto.newBuilder()
                    .setTerm(3)
                    .setIndex(index++)
                    .setStateMachineLogEntry(
                            StateMachineLogEntryProto.newBuilder().setLogData(ByteString.copyFrom(data)))
                    .build()
                    .toByteArray();
            byte[] framed = new byte[CodedOutputStream.computeUInt32SizeNoTag(entry.length) + entry.length];
            CodedOutputStream coded = CodedOutputStream.newInstance(framed);
            coded.writeUInt32NoTag(entry.length);
            coded.writeRawBytes(entry);
            coded.flush();
            out.writeBytes(framed);
            out.writeBytes(ByteBuffer.allocate(4)
                    .putInt(FlippedBits.crc(framed, 0, framed.length))
                    .array());
        }
        starts.add(out.size());
        return out.toByteArray();
    }

    private static byte[] padded(byte[] segment) {
        return Arrays.copyOf(segment, segment.length + PADDING);
    }

    private Scanned open(byte[] content) throws IOException {
        return scan(content, OptionalLong.empty());
    }

    private Scanned closed(byte[] content, int entries) throws IOException {
        return scan(content, OptionalLong.of(FIRST + entries - 1));
    }

    private Scanned scan(byte[] content, OptionalLong last) throws IOException {
        return SegmentScan.scan(new SegmentFile(Files.write(folder.resolve("segment"), content), FIRST, last));
    }

    @Test
    void readsWholeSegments() throws IOException {
        byte[] segment = segment(20, 300, 5);

        assertThat(open(padded(segment)))
                .isEqualTo(new Scanned(3, FIRST + 2, segment.length, segment.length + PADDING, new End.Whole()));
        assertThat(closed(segment, 3).end()).isEqualTo(new End.Whole());
    }

    @Test
    void findsEverySingleFlippedBit() throws IOException {
        byte[] segment = padded(segment(20, 300, 5, 150));
        int end = starts.getLast();
        for (int bit = 0; bit < 8 * end; bit++) {
            segment[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(open(segment).end()).as("open, bit %d", bit).isInstanceOf(End.Damaged.class);
            assertThat(closed(segment, 4).end()).as("closed, bit %d", bit).isInstanceOf(End.Damaged.class);

            segment[bit / 8] ^= (byte) (1 << bit % 8);
        }
        for (int bit = 8 * end; bit < 8 * (end + 16); bit++) {
            segment[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(open(segment).entries()).as("padding, bit %d", bit).isEqualTo(4);

            segment[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void takesAFileCutShortAnywhereForATornTail() throws IOException {
        byte[] segment = segment(20, 300, 5, 150);
        for (int length = 0; length <= segment.length; length++) {
            int present = length;
            long whole = starts.stream().skip(1).filter(end -> end <= present).count();
            boolean atBoundary = starts.contains(length);

            Scanned cut = open(Arrays.copyOf(segment, length));

            assertThat(cut.entries()).as("cut to %d", length).isEqualTo(whole);
            assertThat(cut.end())
                    .as("cut to %d", length)
                    .isEqualTo(atBoundary || length == 0 ? cut.end() : new End.Torn());
            assertThat(cut.end()).isNotInstanceOf(End.Damaged.class);
            assertThat(closed(Arrays.copyOf(segment, length), 4).end() instanceof End.Damaged)
                    .as("closed, cut to %d", length)
                    .isEqualTo(length < segment.length);
        }
    }

    @Test
    void takesAWriteThatEndsAnywhereBeforeThePaddingForATornTail() throws IOException {
        byte[] segment = segment(20, 300);
        for (int length = starts.get(1) + 1; length < segment.length; length++) {
            byte[] cut = Arrays.copyOf(Arrays.copyOf(segment, length), segment.length + PADDING);
            int lost = ByteBuffer.wrap(segment, segment.length - 4, 4).getInt()
                    ^ ByteBuffer.wrap(cut, segment.length - 4, 4).getInt();
            assertThat(Integer.bitCount(lost))
                    .as("a flipped bit may look the same")
                    .isGreaterThan(1);

            assertThat(open(cut))
                    .as("cut to %d", length)
                    .isEqualTo(new Scanned(1, FIRST, starts.get(1), cut.length, new End.Torn()));
        }
    }

    @Test
    void blamesNoFlippedBitForAnEntryWhoseChecksumWasNeverWritten() throws IOException {
        byte[] segment = padded(segment(20, 3000));
        int from = starts.get(1);
        int body = starts.get(2) - 4 - from;
        Arrays.fill(segment, from + 1500, segment.length, (byte) 0);
        Set<Integer> effects = new HashSet<>();
        byte[] zeros = new byte[body];
        int ofZeros = FlippedBits.crc(zeros, 0, body);
        for (int bit = 0; bit < 8 * body; bit++) {
            zeros[bit / 8] ^= (byte) (1 << bit % 8);
            effects.add(FlippedBits.crc(zeros, 0, body) ^ ofZeros);
            zeros[bit / 8] ^= (byte) (1 << bit % 8);
        }
        while (!effects.contains(FlippedBits.crc(segment, from, body))) {
            ByteBuffer.wrap(segment).putInt(from + 1000, random.nextInt());
        }

        assertThat(open(segment).end()).isEqualTo(new End.Torn());
    }

    @Test
    void takesALastEntryThatMissesSectorsForATornTail() throws IOException {
        for (int round = 0; round < 200; round++) {
            byte[] segment = padded(segment(700, 40, 3000));
            int from = starts.get(2) / 512;
            int to = (starts.get(3) - 1) / 512;
            int lost = random.nextInt(from + 2, to);
            for (int sector = from; sector <= to; sector++) {
                // The second is kept: an entry of which nothing is left was never there.
                if (sector == lost || sector != from + 1 && random.nextBoolean()) {
                    int begin = Math.max(sector * 512, starts.get(2));
                    Arrays.fill(segment, begin, Math.min((sector + 1) * 512, starts.get(3)), (byte) 0);
                }
            }

            Scanned scanned = open(segment);

            assertThat(scanned.end()).isEqualTo(new End.Torn());
            assertThat(scanned.entries()).isEqualTo(2);
            assertThat(scanned.validBytes()).isEqualTo(starts.get(2).longValue());
        }
    }

    @Test
    void refusesLostSectorsBeforeAnEntryThatIsWhole() throws IOException {
        byte[] segment = padded(segment(700, 3000, 40));
        Arrays.fill(segment, 1024, 1536, (byte) 0);

        assertThat(open(segment).end())
                .isInstanceOfSatisfying(
                        End.Damaged.class,
                        damaged -> assertThat(damaged.what())
                                .contains("at byte " + starts.get(1), "behind entry 100", "entry 102 behind it"));
    }

    @Test
    void refusesALastEntryWhoseBytesWereOverwritten() throws IOException {
        byte[] segment = padded(segment(700, 3000));
        for (int i = 2000; i < 2050; i++) {
            segment[i] = 77;
        }

        assertThat(open(segment).end()).isInstanceOf(End.Damaged.class);
    }

    @Test
    void refusesASegmentWhoseFirstPageIsGone() throws IOException {
        byte[] segment = padded(segment(3000, 3000, 3000));
        Arrays.fill(segment, 0, 4096, (byte) 0);

        assertThat(open(segment).end()).isInstanceOf(End.Damaged.class);
        assertThat(closed(segment, 3).end()).isInstanceOf(End.Damaged.class);
    }
}
