package io.lumadb.cluster.node;

import io.lumadb.cluster.raft.RaftHost;
import io.lumadb.cluster.raft.ReplicaStateMachine;
import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node that serves does while its disk is full: it refuses writes as soon as the reserve is touched, and hurries
 * checkpoints, which let the logs go. Where a log could not be written all the same, its group is over: all groups are
 * closed, reads go on from what the replicas hold, and when there is room the groups are opened again, on a thread of
 * their own. Thread-safe.
 */
final class FullDisk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FullDisk.class);
    private static final long LOOK_MILLIS = 200;
    private static final long REOPEN_PAUSE_MILLIS = 500;
    private static final int MOST_REOPEN_FAILURES = 10;
    private static final long LEADERSHIP_PATIENCE_MILLIS = 30_000;

    private final Path root;
    private final Groups groups;
    private final EventLog events;
    private final DiskRoom room;
    private final Every look;
    private final CountDownLatch ended = new CountDownLatch(1);
    /** A log could not be written for want of room, and the groups are closed until there is some. */
    private final AtomicBoolean withoutLogs = new AtomicBoolean();

    /**
     * The Raft groups that live on the disk.
     *
     * @param machines new state machines over the stores, by group name
     * @param failed told when the groups cannot be opened again
     */
    record Groups(
            RaftHost raft,
            List<ShardReplica> shards,
            Supplier<Map<String, ReplicaStateMachine>> machines,
            Leadership leadership,
            Failure failed) {}

    /** Told why the node can go no further. */
    @FunctionalInterface
    interface Failure {
        void failed(String text, Throwable cause);
    }

    /** From now on writes are refused while the disk of {@code root} is full. */
    FullDisk(Path root, long reserve, DiskRoom.Probe probe, Groups groups, EventLog events) {
        this.root = root;
        this.groups = groups;
        this.events = events;
        this.room = new DiskRoom(root, reserve, probe, new OnRoom());
        room.look();
        groups.raft()
                .watch((bytes, purpose) ->
                        withoutLogs.get() ? Optional.of(room.refused()) : room.refusal(bytes, purpose));
        this.look = new Every(Duration.ofMillis(LOOK_MILLIS), "disk-room", room::look);
    }

    private final class OnRoom implements DiskRoom.Listener {

        /** A checkpoint lets the logs go, which may be what fills the disk. */
        @Override
        public void full(String text) {
            LOG.warn("{}", text);
            events.record("critical", "disk-full", null, text);
            groups.shards()
                    .forEach(shard -> shard.store()
                            .checkpoint()
                            .thenCompose(_ -> shard.purgeLog())
                            .exceptionally(e -> {
                                LOG.info("shard {}: no log was dropped: {}", shard.shard(), e.getMessage());
                                return null;
                            }));
        }

        @Override
        public void roomAgain(String text) {
            LOG.info("{}", text);
            events.record("info", "disk-room", null, text);
        }
    }

    /** Whether writes are refused for want of room. */
    boolean isFull() {
        return room.isFull() || withoutLogs.get();
    }

    /** What a write is told while there is no room for it. */
    Optional<LumaException> refusal() {
        return isFull() ? Optional.of(room.refused()) : Optional.empty();
    }

    /** Whether the groups are closed until there is room. */
    boolean isWithoutLogs() {
        return withoutLogs.get();
    }

    /** A log could not be written. On a thread of its group: comes back at once. */
    void logFailed(String text) {
        if (!withoutLogs.compareAndSet(false, true)) {
            return;
        }
        LOG.error("the disk of {} is full, the node only reads: {}", root, text);
        events.record("critical", "disk-full", null, "the disk of " + root + " is full: " + text);
        Thread.ofPlatform().name("raft-reopen").daemon().start(this::reopen);
    }

    private void reopen() {
        groups.raft().shut();
        for (int failures = 0; !hasEnded(REOPEN_PAUSE_MILLIS); ) {
            if (room.isFull()) {
                continue;
            }
            try {
                groups.raft()
                        .reopen(groups.machines().get(), applied(), this::awaitLeadership)
                        .forEach(text -> events.record("warning", "log-repaired", null, text));
                withoutLogs.set(false);
                events.record("info", "disk-room", null, "the Raft logs are open again: the node takes writes");
                return;
            } catch (LumaException e) {
                LOG.warn("the Raft logs cannot be opened again yet: {}", e.getMessage());
                if (e.code() != ErrorCode.DISK_FULL && ++failures == MOST_REOPEN_FAILURES) {
                    groups.failed().failed(e.detail(), e);
                    return;
                }
            }
        }
    }

    /**
     * What the stores contain must be in the logs still: an entry that took the index of one that was lost would be
     * skipped as applied.
     */
    private Map<String, Long> applied() {
        Map<String, Long> applied = new HashMap<>();
        groups.shards()
                .forEach(shard -> applied.put(
                        ShardReplica.groupName(shard.shard()), shard.store().appliedIndex()));
        return applied;
    }

    private void awaitLeadership() {
        try {
            if (!groups.leadership().await(groups.shards().size() + 1, LEADERSHIP_PATIENCE_MILLIS)) {
                throw new LumaException(ErrorCode.UNAVAILABLE, "the shards have no leader");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LumaException(ErrorCode.CANCELLED, "the node is stopping", null, e);
        }
    }

    /** Waits a while; true as soon as the node closes. */
    private boolean hasEnded(long millis) {
        try {
            return ended.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Opens nothing again. */
    @Override
    public void close() {
        ended.countDown();
        look.close();
    }
}
