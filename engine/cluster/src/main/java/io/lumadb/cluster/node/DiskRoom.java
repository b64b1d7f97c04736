package io.lumadb.cluster.node;

import io.lumadb.cluster.raft.LogRoom;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The room on the disk of the data directory. When it comes down to the reserve the node takes no more writes: a Raft log
 * that cannot be written stops its group for good, and checkpoints, which free the logs, need room themselves.
 *
 * <p>{@link #look} is called every fraction of a second by one thread; what was written since then counts as gone, so
 * that LumaDB's own writes cannot pass the reserve between two looks. The first write that is refused makes the disk full for
 * all, whatever the next look finds: no client is told that the node only reads while it takes the writes of others. Writes
 * go on when {@link #CALM_LOOKS} looks in a row found a quarter more than the reserve, and room for the largest write that
 * was refused: checkpoints make room and take it within a second, and the node must not change its mind as often. Everything
 * but {@code look} may be called from any thread.
 */
final class DiskRoom implements LogRoom {

    private static final Logger LOG = LoggerFactory.getLogger(DiskRoom.class);
    /** With five looks a second, two seconds. */
    static final int CALM_LOOKS = 10;

    private static final int MARGIN_SHARE = 4;
    /** A command that drops something is small; this much of the reserve stays for the logs themselves. */
    private static final int RELIEF_SHARE = 2;

    /** Asks the file system. */
    @FunctionalInterface
    interface Probe {
        long freeBytes() throws IOException;

        /** Of the disk that a folder is on. */
        static Probe of(Path folder) {
            return () -> Files.getFileStore(folder).getUsableSpace();
        }
    }

    /** Told once of every time that writes stop, and then that they go on; on the thread that looks. */
    interface Listener {
        void full(String text);

        void roomAgain(String text);
    }

    private final Path folder;
    private final long reserve;
    private final Probe probe;
    private final Listener listener;

    private final AtomicLong writtenSince = new AtomicLong();
    private volatile long free = Long.MAX_VALUE;
    /** Set by whoever finds it out, and taken back by the thread that looks. */
    private volatile boolean full;

    /** The largest write that was refused since the disk is full, in bytes. */
    private final AtomicLong mostRefused = new AtomicLong();

    /** Whether the listener knows that the disk is full; as {@code calmLooks}, of the thread that looks. */
    private boolean told;

    private int calmLooks;

    DiskRoom(Path folder, long reserve, Probe probe, Listener listener) {
        this.folder = folder;
        this.reserve = reserve;
        this.probe = probe;
        this.listener = listener;
    }

    void look() {
        long before = writtenSince.get();
        long now;
        try {
            now = probe.freeBytes();
        } catch (IOException e) {
            // A disk that cannot even be asked is told of when it is written to; what was known still holds.
            LOG.warn("the free space of {} cannot be read: {}", folder, e.toString());
            return;
        }
        free = now;
        writtenSince.addAndGet(-before);
        if (left() < reserve) {
            full = true;
        }
        if (!full) {
            return;
        }
        if (!told) {
            told = true;
            calmLooks = 0;
            listener.full("the disk of " + folder + " has " + Sizes.of(now) + " left, and the reserve is "
                    + Sizes.of(reserve) + ": the node only reads");
            return;
        }
        calmLooks = left() > enough() ? calmLooks + 1 : 0;
        if (calmLooks == CALM_LOOKS) {
            told = false;
            mostRefused.set(0);
            full = false;
            listener.roomAgain(
                    "the disk of " + folder + " has " + Sizes.of(now) + " left: the node takes writes again");
        }
    }

    /** Bytes that must be free before writes go on. */
    private long enough() {
        return reserve + Math.max(reserve / MARGIN_SHARE, mostRefused.get());
    }

    private long left() {
        return free - writtenSince.get();
    }

    /** Whether writes are refused. */
    boolean isFull() {
        return full;
    }

    @Override
    public Optional<LumaException> refusal(int bytes, Purpose purpose) {
        boolean taken = switch (purpose) {
            case WRITE -> !full && left() - bytes >= reserve;
            case RELIEF -> left() - bytes >= reserve / RELIEF_SHARE;
        };
        if (taken) {
            writtenSince.addAndGet(bytes);
            return Optional.empty();
        }
        if (purpose == Purpose.WRITE) {
            mostRefused.accumulateAndGet(bytes, Math::max);
            full = true;
        }
        return Optional.of(refused());
    }

    /** What a write is told that there is no room for. */
    LumaException refused() {
        long left = Math.max(0, left());
        return new LumaException(
                ErrorCode.DISK_FULL,
                "the disk of " + folder + " has " + Sizes.of(left) + " left, and below " + Sizes.of(reserve)
                        + " the node only reads",
                "free some space on the disk of " + folder + " (" + left + " bytes are free), or lower"
                        + " durability.disk_reserve; writes go on by themselves when more than " + enough()
                        + " bytes are free for some seconds");
    }
}
