package io.lumadb.cluster.raftlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupLogTest {

    @TempDir
    private Path group;

    private Path current = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        current = Files.createDirectories(group.resolve("current"));
        Files.writeString(current.resolve("raft-meta"), "term=3\nvotedFor=n1\n");
    }

    private void segment(String name, long first, long last) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("RaftLog1".getBytes(StandardCharsets.US_ASCII));
        for (long index = first; index <= last; index++) {
            byte[] entry = LogEntryProto.newBuilder()
                    .setTerm(3)
                    .setIndex(index)
                    .build()
                    .toByteArray();
            byte[] framed = ByteBuffer.allocate(1 + entry.length)
                    .put((byte) entry.length)
                    .put(entry)
                    .array();
            out.writeBytes(framed);
            out.writeBytes(ByteBuffer.allocate(4)
                    .putInt(FlippedBits.crc(framed, 0, framed.length))
                    .array());
        }
        Files.write(current.resolve(name), out.toByteArray());
    }

    private GroupLog.Report read(long durable) throws IOException {
        return GroupLog.read(group, new GroupLog.Known(durable, -1, true));
    }

    private void assertDamaged(long durable, String file, String... words) throws IOException {
        assertThat(read(durable).damages()).singleElement().satisfies(damage -> {
            assertThat(damage.file().toString()).endsWith(file);
            assertThat(damage.what()).contains(words);
        });
    }

    @Test
    void readsSegmentsThatFollowEachOther() throws IOException {
        segment("log_5-8", 5, 8);
        segment("log_inprogress_9", 9, 12);

        GroupLog.Report report = read(10);

        assertThat(report.damages()).isEmpty();
        assertThat(report.segments()).isEqualTo(2);
        assertThat(report.entries()).isEqualTo(8);
        assertThat(report.first()).hasValue(5);
        assertThat(report.last()).hasValue(12);
    }

    @Test
    void missesASegmentInTheMiddle() throws IOException {
        segment("log_0-8", 0, 8);
        segment("log_inprogress_12", 12, 13);

        assertDamaged(13, "log_inprogress_12", "lacks the entries 9 to 11");
    }

    @Test
    void missesWhatLiesBetweenTheDataFilesAndTheLog() throws IOException {
        segment("log_inprogress_12", 12, 13);

        assertDamaged(10, "current", "begins with entry 12", "end with entry 10");
        assertDamaged(-1, "current", "begins with entry 12");
        assertThat(read(11).damages()).isEmpty();
    }

    @Test
    void missesTheEndOfALogThatTheDataFilesAreAheadOf() throws IOException {
        segment("log_inprogress_0", 0, 13);

        assertDamaged(14, "log_inprogress_0", "ends with entry 13", "contain entry 14");
    }

    @Test
    void missesTheEndOfALogThatIsKnownToHaveBeenLonger() throws IOException {
        segment("log_0-9", 0, 9);

        assertThat(GroupLog.read(group, new GroupLog.Known(9, 9, true)).damages())
                .isEmpty();
        assertThat(GroupLog.read(group, new GroupLog.Known(9, 10, true)).damages())
                .singleElement()
                .satisfies(damage -> assertThat(damage.what()).contains("ends with entry 9", "entry 10 was stored"));
    }

    @Test
    void missesALogThatWasThere() throws IOException {
        assertDamaged(-1, "current", "has no entries");
        assertThat(GroupLog.read(group, new GroupLog.Known(-1, -1, false)).damages())
                .isEmpty();
    }

    @Test
    void takesANewSegmentWithoutEntriesBehindPurgedOnes() throws IOException {
        segment("log_inprogress_10", 10, 9);

        assertThat(GroupLog.read(group, new GroupLog.Known(9, 9, true)).damages())
                .isEmpty();
        assertDamaged(8, "current", "begins with entry 10", "end with entry 8");
        assertDamaged(10, "log_inprogress_10", "ends with entry 9", "contain entry 10");
        assertThat(GroupLog.read(group, new GroupLog.Known(9, 10, true)).damages())
                .singleElement()
                .satisfies(damage -> assertThat(damage.what()).contains("entry 10 was stored"));
    }

    @Test
    void takesALogWithoutSegmentsWhenANoteSaysWhereItGoesOn() throws IOException {
        assertDamaged(9, "current", "has no entries");
        GroupLog.noteEmpty(group, 10);

        assertThat(read(9).damages()).isEmpty();
        assertThat(read(9).emptyFrom()).hasValue(10);
        assertDamaged(8, "current", "begins with entry 10", "end with entry 8");
        assertDamaged(10, "current", "ends with entry 9", "contain entry 10");
        assertThat(GroupLog.read(group, new GroupLog.Known(9, 10, true)).damages())
                .singleElement()
                .satisfies(damage -> assertThat(damage.what()).contains("entry 10 was stored"));

        GroupLog.forgetEmpty(group);
        assertDamaged(9, "current", "has no entries");
    }

    @Test
    void findsANoteThatNamesNoEntry() throws IOException {
        Files.writeString(group.resolve("empty-from"), "x");

        assertDamaged(9, "empty-from", "names no log entry");
    }

    @Test
    void missesTheEntriesOfALogFromTheBeginning() throws IOException {
        segment("log_inprogress_0", 0, -1);

        assertDamaged(-1, "current", "has no entries");
    }

    @Test
    void missesEntriesThatASegmentsNamePromises() throws IOException {
        segment("log_0-9", 0, 8);

        assertDamaged(3, "log_0-9", "ends after entry 8", "up to 9");
    }

    @Test
    void findsADamagedVote() throws IOException {
        segment("log_inprogress_0", 0, 3);
        Files.writeString(current.resolve("raft-meta"), "term=x\nvotedFor=n1\n");

        assertDamaged(2, "raft-meta", "no term and vote");
    }

    @Test
    void cutsOffATornTail() throws IOException {
        segment("log_inprogress_0", 0, 3);
        Path file = current.resolve("log_inprogress_0");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 2));

        GroupLog.TornTail torn = read(2).torn().orElseThrow();
        torn.cut();

        assertThat(read(2).torn()).isEmpty();
        assertThat(read(2).last()).hasValue(2);
        assertThat(torn.validBytes()).isEqualTo(Files.size(file));
    }
}
