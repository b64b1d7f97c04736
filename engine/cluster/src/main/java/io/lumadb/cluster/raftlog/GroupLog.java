package io.lumadb.cluster.raftlog;

import io.lumadb.cluster.raftlog.SegmentScan.End;
import io.lumadb.cluster.raftlog.SegmentScan.Scanned;
import io.lumadb.storage.file.Disk;
import io.lumadb.storage.file.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;

/** The log of one Raft group on disk, read as a whole. */
public final class GroupLog {

    private static final String META = "raft-meta";
    private static final String CONFIGURATION = "raft-meta.conf";
    private static final String EMPTY = "empty-from";

    private final Path group;
    private final Path folder;
    private final List<Damage> damages = new ArrayList<>();
    private long entries;
    private long bytes;
    private OptionalLong first = OptionalLong.empty();
    private OptionalLong last = OptionalLong.empty();
    /** Where a log without entries goes on, as its only segment's name or a note says; -1 when neither does. */
    private long emptyFrom = -1;

    private Path lastFile;
    private Optional<TornTail> torn = Optional.empty();

    private GroupLog(Path group) {
        this.group = group;
        this.folder = group.resolve("current");
        this.lastFile = folder;
    }

    /**
     * A file that cannot be what was written to it, and why.
     *
     * @param isOfItsOwn seen in the log's own files, without what others say of it
     */
    public record Damage(Path file, String what, boolean isOfItsOwn) {}

    /** The end of a write that a power failure cut off; nobody was told that it happened. */
    public record TornTail(Path file, long validBytes, long lostBytes) {

        /** Cuts it off, for good. */
        public void cut() throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(validBytes);
                channel.force(true);
            }
        }
    }

    /**
     * What other files say of a group.
     *
     * @param durable index of the last entry whose effects are in the replica's own files, -1 when there are none
     * @param mark an entry that the log is known to have held, -1 when there is none
     * @param begun whether the group has ever served: then its log cannot be empty
     */
    public record Known(long durable, long mark, boolean begun) {}

    /**
     * What a log holds.
     *
     * @param first index of the first entry, {@code last} of the last; both empty when there is none
     * @param emptyFrom where a log goes on whose entries were all purged; empty when it has some, or never had any
     */
    public record Report(
            int segments,
            long entries,
            long bytes,
            OptionalLong first,
            OptionalLong last,
            OptionalLong emptyFrom,
            List<Damage> damages,
            Optional<TornTail> torn) {
        public Report {
            damages = List.copyOf(damages);
        }
    }

    /**
     * Reads every entry. Changes nothing.
     *
     * @param group the folder that Ratis made for the group
     * @throws IOException when a file cannot be read at all
     */
    public static Report read(Path group, Known known) throws IOException {
        GroupLog log = new GroupLog(group);
        log.readMeta();
        List<SegmentFile> segments = SegmentFile.in(log.folder);
        for (SegmentFile segment : segments) {
            log.add(segment, segment.equals(segments.getLast()));
        }
        if (segments.isEmpty()) {
            log.readEmptyNote();
        }
        log.compare(known);
        return new Report(
                segments.size(),
                log.entries,
                log.bytes,
                log.first,
                log.last,
                log.first.isEmpty() && log.emptyFrom > 0 ? OptionalLong.of(log.emptyFrom) : OptionalLong.empty(),
                log.damages,
                log.torn);
    }

    /**
     * Reads the commands that a sound log has behind an entry.
     *
     * @param group the folder that Ratis made for the group
     * @param after index of that entry
     * @throws IOException when a file cannot be read at all
     */
    public static void commands(Path group, long after, Consumer<ByteBuffer> reader) throws IOException {
        for (SegmentFile segment : SegmentFile.in(group.resolve("current"))) {
            if (segment.last().orElse(Long.MAX_VALUE) > after) {
                SegmentScan.scan(segment, entry -> {
                    if (entry.getIndex() > after && entry.hasStateMachineLogEntry()) {
                        reader.accept(
                                entry.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer());
                    }
                });
            }
        }
    }

    /**
     * Notes for good where a log without entries goes on. Ratis removes an open segment without entries when it opens the
     * log, and writes the next one with the next entry: killed between, it leaves a log that looks like one that was lost.
     */
    public static void noteEmpty(Path group, long from) throws IOException {
        byte[] text = (from + "\n").getBytes(StandardCharsets.US_ASCII);
        WholeFile.replace(Disk.REAL, group.resolve(EMPTY), text, Disk.Access.AS_USUAL);
    }

    /** Drops what {@link #noteEmpty} wrote, for the log has entries. */
    public static void forgetEmpty(Path group) throws IOException {
        Files.deleteIfExists(group.resolve(EMPTY));
    }

    /**
     * Writes the open segments anew. After a failed {@code fsync} the system may call pages clean that never came to disk:
     * what is read of such a file need not be there after a power failure.
     */
    public static void rewriteOpen(Path group) throws IOException {
        for (SegmentFile segment : SegmentFile.in(group.resolve("current"))) {
            if (segment.isOpen()) {
                // The draft lies outside: Ratis takes whatever begins like a segment's name for one.
                Path draft = group.resolve("segment.new");
                Disk.REAL.write(draft, ByteBuffer.wrap(Files.readAllBytes(segment.path())), Disk.Access.AS_USUAL);
                Disk.REAL.force(draft);
                Disk.REAL.move(draft, segment.path());
                Disk.REAL.forceFolder(group.resolve("current"));
            }
        }
    }

    private void damaged(Path file, String what) {
        damages.add(new Damage(file, what, true));
    }

    private void contradicted(Path file, String what) {
        damages.add(new Damage(file, what, false));
    }

    /** Ratis would go on without its configuration, and then never elect a leader. */
    private void readMeta() throws IOException {
        Path meta = folder.resolve(META);
        if (!Files.exists(meta)) {
            damaged(meta, "it is missing");
            return;
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(meta)) {
            properties.load(in);
            if (Long.parseLong(properties.getProperty("term", "")) < 0 || !properties.containsKey("votedFor")) {
                damaged(meta, "it names no term and vote");
            }
        } catch (IllegalArgumentException e) {
            damaged(meta, "it names no term and vote");
        }
        Path configuration = folder.resolve(CONFIGURATION);
        if (Files.exists(configuration)) {
            try (InputStream in = Files.newInputStream(configuration)) {
                LogEntryProto entry = LogEntryProto.parseFrom(in);
                if (entry.getConfigurationEntry().getPeersCount() == 0) {
                    damaged(configuration, "it names no peers");
                }
            } catch (org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException e) {
                damaged(configuration, "it cannot be read: " + e.getMessage());
            }
        }
    }

    /** Needs no checksum: a number that is not the one behind the data files' last entry is refused. */
    private void readEmptyNote() throws IOException {
        Path note = group.resolve(EMPTY);
        Optional<byte[]> text = Disk.REAL.read(note);
        if (text.isPresent()) {
            try {
                emptyFrom = Long.parseLong(new String(text.get(), StandardCharsets.US_ASCII).strip());
            } catch (NumberFormatException e) {
                damaged(note, "it names no log entry");
            }
        }
    }

    private void add(SegmentFile segment, boolean isLast) throws IOException {
        if (last.isPresent() && segment.first() != last.getAsLong() + 1) {
            damaged(
                    segment.path(),
                    segment.first() > last.getAsLong() + 1
                            ? "the log lacks the entries " + (last.getAsLong() + 1) + " to " + (segment.first() - 1)
                                    + " before it"
                            : "entries in it are in " + lastFile.getFileName() + " too");
        }
        if (segment.isOpen() && !isLast) {
            damaged(segment.path(), "it was never closed, though others follow it");
        }
        Scanned scanned = SegmentScan.scan(segment);
        switch (scanned.end()) {
            case End.Whole _ -> {}
            case End.Torn _ ->
                torn = Optional.of(
                        new TornTail(segment.path(), scanned.validBytes(), scanned.fileBytes() - scanned.validBytes()));
            case End.Damaged(String what) -> damaged(segment.path(), what);
        }
        entries += scanned.entries();
        bytes += scanned.validBytes();
        lastFile = segment.path();
        if (first.isEmpty() && (scanned.entries() > 0 || !segment.isOpen())) {
            first = OptionalLong.of(segment.first());
        }
        if (first.isEmpty() && segment.first() > 0) {
            emptyFrom = segment.first();
        }
        // The name, so that one damaged segment is not told of again as a gap before the next.
        if (scanned.entries() > 0 || !segment.isOpen()) {
            last = OptionalLong.of(segment.last().orElse(scanned.lastIndex()));
        }
    }

    private void compare(Known known) {
        if (first.isEmpty() && emptyFrom > 0) {
            // Ratis purges what is before a new segment without waiting for that segment's first entry to be flushed.
            compare(known, emptyFrom, emptyFrom - 1);
            return;
        }
        if (first.isEmpty()) {
            if (known.begun() && damages.isEmpty()) {
                damaged(folder, "the log has no entries, and that of a group that has served has some");
            }
            return;
        }
        compare(known, first.getAsLong(), last.orElseThrow());
    }

    private void compare(Known known, long begin, long end) {
        if (begin - 1 > known.durable()) {
            contradicted(
                    folder,
                    "the log begins with entry " + begin + ", and the data files end with entry " + known.durable()
                            + ": either lost what lies between");
        }
        if (end < known.durable()) {
            contradicted(
                    lastFile,
                    "the log ends with entry " + end + ", and the data files contain entry " + known.durable()
                            + " already: the log was cut short, or its last file is missing");
        } else if (end < known.mark()) {
            contradicted(
                    lastFile,
                    "the log ends with entry " + end + ", and entry " + known.mark()
                            + " was stored already: the log was cut short, or its last file is missing");
        }
    }
}
