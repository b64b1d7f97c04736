package io.lumadb.cluster.raft;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.ShardStore;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.WriteResult;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/** A shard on this node: its Raft group, its store and its writer. Thread-safe. */
public final class ShardReplica implements AutoCloseable {

    private static final long SNAPSHOT_TIMEOUT_SECONDS = 30;

    private final ReplicationGroup group;
    private final ShardStore store;
    private final ShardWriter writer;
    /** Encoding a proposal is not for the core loop that asks for it. */
    private final Executor proposers = Executors.newVirtualThreadPerTaskExecutor();

    public ShardReplica(ReplicationGroup group, ShardStore store, InstantSource clock) {
        this.group = group;
        this.store = store;
        this.writer = new ShardWriter(store.shard(), this::submit, clock);
    }

    /** The group's name in {@link RaftHost}. */
    public static String groupName(int shard) {
        return "shard-" + shard;
    }

    public static ReplicaStateMachine stateMachine(ShardStore store, ReplicaStateMachine.Watcher watcher) {
        return new ShardStateMachine(store, watcher);
    }

    private CompletableFuture<List<WriteResult>> submit(ShardCommand command) {
        return group.submit(ShardStateMachine.Proposal.of(command), purpose(command))
                .thenApply(answer -> answer instanceof ShardStateMachine.Applied(var results) ? results : List.of());
    }

    private static LogRoom.Purpose purpose(ShardCommand command) {
        return switch (command) {
            // A fragment in its new place is few bytes of log, and keeps a segment readable.
            case ShardCommand.DropCollection _,
                    ShardCommand.DropIndex _,
                    ShardCommand.DropSegment _,
                    ShardCommand.RelocateFragment _ -> LogRoom.Purpose.RELIEF;
            case ShardCommand.Writes _,
                    ShardCommand.CreateIndex _,
                    ShardCommand.SealSegment _,
                    ShardCommand.RewriteSegments _,
                    ShardCommand.PromoteFromCold _ -> LogRoom.Purpose.WRITE;
        };
    }

    /**
     * Carries client writes out in their order and completes when they are durable and applied.
     *
     * @return one result for each write
     */
    public CompletableFuture<List<WriteResult>> write(List<ShardCommand.Write> writes) {
        return writer.write(writes);
    }

    /** Puts any other command into the log; completes when it was applied here. */
    public CompletableFuture<Void> propose(ShardCommand command) {
        return CompletableFuture.supplyAsync(() -> submit(command), proposers)
                .thenCompose(submitted -> submitted)
                .thenAccept(_ -> {});
    }

    /**
     * One moment of the shard that holds every write acknowledged before the call. Blocks for the core loop's turn.
     *
     * @throws LumaException NOT_LEADER when this node does not lead the shard, for then it may lag behind; what the replica
     *     broke down of, CORRUPT_DATA as a rule, where it did
     */
    public ShardSnapshot linearizableSnapshot() {
        // A write is acknowledged after it was applied here, and the group has this one peer: its own leadership is
        // proof
        // enough that there is nothing newer elsewhere.
        if (!group.isReadable()) {
            // A group whose replica broke down is closed: who reads should learn of the cause.
            store.failure().ifPresent(cause -> {
                throw cause;
            });
            throw new LumaException(
                    ErrorCode.NOT_LEADER,
                    "this node does not lead shard " + store.shard() + " right now",
                    "try again in a moment, or read with consistency \"eventual\"");
        }
        return snapshot();
    }

    /** One moment of the replica, which may lag behind its leader. */
    public ShardSnapshot snapshot() {
        CompletableFuture<ShardSnapshot> snapshot = store.snapshot();
        try {
            return snapshot.get(SNAPSHOT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw unreadable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            snapshot.thenAccept(ShardSnapshot::close);
            throw new LumaException(
                    ErrorCode.TIMEOUT,
                    "shard " + store.shard() + " gave no snapshot within " + SNAPSHOT_TIMEOUT_SECONDS + " s",
                    "its core loop is overloaded or stuck: look at the node's cores",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            snapshot.thenAccept(ShardSnapshot::close);
            throw new LumaException(ErrorCode.CANCELLED, "the read was cancelled", null, e);
        }
    }

    private LumaException unreadable(Throwable cause) {
        return cause instanceof LumaException known
                ? known
                : new LumaException(
                        ErrorCode.INTERNAL,
                        "shard " + store.shard() + " cannot be read: " + cause.getMessage(),
                        null,
                        cause);
    }

    /** Writes the shard's state down and drops the log before it. Blocks on disk. */
    public void checkpoint() {
        try {
            store.checkpoint().join();
        } catch (CompletionException e) {
            throw unreadable(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Drops the log that the last checkpoint made unnecessary. */
    public CompletableFuture<Void> purgeLog() {
        return group.purgeLog();
    }

    public ShardStore store() {
        return store;
    }

    public int shard() {
        return store.shard();
    }

    public boolean leads() {
        return group.leads();
    }

    public long term() {
        return group.term();
    }

    /** Log entries and the writes they carried, since the start. */
    public long entriesProposed() {
        return writer.entries();
    }

    public long writesProposed() {
        return writer.writes();
    }

    /** Bytes appended to the shard's log since the start. */
    public long loggedBytes() {
        return group.loggedBytes();
    }

    /** Write latencies since the last call, in microseconds from arrival to applied. One caller at a time. */
    public Histogram intervalLatencies() {
        return writer.intervalLatencies();
    }

    /** Takes no more writes and carries out those that wait. The group stays open. */
    @Override
    public void close() {
        writer.close();
    }
}
