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
 * that cannot be written stops its group for good, and checkpoints, which free the logs, need room themselves. Writes go on
 * when there is a quarter more than the reserve.
 *
 * <p>{@link #look} is called every fraction of a second by one thread; what was written since then counts as gone, so
 * that LumaDB's own writes cannot pass the reserve between two looks. Everything else may be called from any thread.
 */
final class DiskRoom implements LogRoom {

    private static final Logger LOG = LoggerFactory.getLogger(DiskRoom.class);
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

    /** Told when writes stop, and when they go on; on the thread that looks. */
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
    private volatile boolean full;

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
        if (!full && left() < reserve) {
            full = true;
            listener.full("the disk of " + folder + " has " + Sizes.of(now) + " left, less than the reserve of "
                    + Sizes.of(reserve) + ": the node only reads");
        } else if (full && left() > reserve + reserve / 4) {
            full = false;
            listener.roomAgain(
                    "the disk of " + folder + " has " + Sizes.of(now) + " left: the node takes writes again");
        }
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
                        + " durability.disk_reserve; writes go on by themselves");
    }
}
