package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.find;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.raft.RaftHost;
import io.lumadb.cluster.raftlog.GroupLog;
import io.lumadb.cluster.raftlog.LogFiles;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.file.Disk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a start makes of a killed node's Raft logs: it recovers, or refuses and names the file. */
class DamagedLogsTest extends DamagedNode {

    @Test
    void recoversWhatAKillLeft() {
        assertServesAll(config(data));
    }

    @Test
    void leavesOutATornTailAndTellsOfIt() throws IOException {
        for (Path log : files("log_inprogress_*")) {
            byte[] torn = new byte[random.nextInt(5, 100)];
            random.nextBytes(torn);
            // An entry of 10,000 bytes, of which less came to disk.
            torn[0] = (byte) 0x90;
            torn[1] = 0x4E;
            int end = LogFiles.dataEnd(log);
            try (RandomAccessFile access = new RandomAccessFile(log.toFile(), "rw")) {
                access.setLength(end);
                access.seek(end);
                access.write(torn);
            }
        }

        try (LumaNode node = start(config(data))) {
            for (long id = 0; id < DOCUMENTS; id++) {
                assertThat(find(node.database(), "c", Value.of(id))).isPresent();
            }
            assertThat(node.eventsAfter(0, 1_000))
                    .filteredOn(event -> event.kind().equals("log-repaired"))
                    .hasSize(3)
                    .allSatisfy(event -> assertThat(event.text()).contains("log_inprogress_"));
        }
    }

    @Test
    void refusesAFlippedBitAnywhereInALog() throws IOException {
        List<Path> logs = files("log_*");
        for (int round = 0; round < 6; round++) {
            Path log = logs.get(random.nextInt(logs.size()));
            int at = random.nextInt(LogFiles.dataEnd(log));
            int bit = random.nextInt(8);
            flip(log, at, bit);

            assertRefuses(log);

            flip(log, at, bit);
        }
        assertServesAll(config(data));
    }

    @Test
    void refusesALogThatIsMissing() throws IOException {
        for (Path log : files("log_inprogress_*")) {
            Path aside = Files.move(log, folder.resolve("aside"));

            assertRefuses(log.getParent());

            Files.move(aside, log);
        }
        Path group = files("log_inprogress_*").getFirst().getParent().getParent();
        Path aside = Files.move(group, folder.resolve("aside"));

        assertRefuses(group);

        Files.move(aside, group);
        assertServesAll(config(data));
    }

    /**
     * Ratis removes an open segment without entries when it opens a log: a kill before its next entry came to disk leaves
     * none.
     */
    @Test
    void goesOnWithALogWhoseOnlySegmentWasEmptyButNotOnceItHeldMore() throws IOException {
        start(config(data)).close();
        Path group = groupOf("shard-0");
        Path current = group.resolve("current");
        long next =
                GroupLog.read(group, new GroupLog.Known(-1, -1, true)).last().orElseThrow() + 1;
        for (Path log : files("log_*")) {
            if (log.startsWith(current)) {
                Files.delete(log);
            }
        }
        assertRefuses(current);
        Path killed = Files.createDirectory(folder.resolve("killed"));
        copy(data, killed);

        Files.writeString(current.resolve("log_inprogress_" + next), "RaftLog1");
        assertServesAll(config(data));
        assertThat(group.resolve("empty-from")).hasContent(Long.toString(next));

        Path note = killed.resolve(data.relativize(group).toString()).resolve("empty-from");
        Files.copy(group.resolve("empty-from"), note);
        Path lost = Files.createDirectory(folder.resolve("lost"));
        copy(killed, lost);
        assertServesAll(config(killed));

        // Of this group alone: the others' logs are those of before, too, and which is looked at first is anybody's
        // guess.
        long mark = LogMarks.read(killed.resolve("log-marks"), Disk.REAL).get("shard-0");
        new LogMarks(lost.resolve("log-marks"), Disk.REAL).note(Map.of("shard-0", mark));
        assertThatThrownBy(() -> start(config(lost)).close()).isInstanceOfSatisfying(LumaException.class, refusal -> {
            assertThat(refusal.code()).as(refusal.detail()).isEqualTo(ErrorCode.CORRUPT_DATA);
            assertThat(refusal.detail()).contains("ends with entry " + (next - 1));
        });
    }

    private Path groupOf(String name) {
        try (DataDirectory.Hold hold = DataDirectory.hold(data)) {
            return data.resolve("raft")
                    .resolve(RaftHost.folderName(UUID.fromString(hold.identity().cluster()), name));
        }
    }

    @Test
    void refusesAVoteThatCannotBeRead() throws IOException {
        for (Path meta : files("raft-meta")) {
            byte[] whole = Files.readAllBytes(meta);
            Files.write(meta, new byte[0]);

            assertRefuses(meta);

            Files.write(meta, whole);
        }
    }
}
