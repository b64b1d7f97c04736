package io.lumadb.cluster.raft;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.protocol.exceptions.AlreadyClosedException;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;

/** One Raft group as this node sees it. Thread-safe. Submissions do not touch the network when this node leads. */
public final class ReplicationGroup {

    private static final long SNAPSHOT_TIMEOUT_MILLIS = 60_000;

    private final RaftHost host;
    private final String name;
    private final RaftGroupId id;

    private final LongAdder loggedBytes = new LongAdder();

    ReplicationGroup(RaftHost host, String name, RaftGroupId id) {
        this.host = host;
        this.name = name;
        this.id = id;
    }

    /**
     * Appends a command to the group's log. Completes, on a thread of the group, with the state machine's answer once the
     * command is durable and applied here; fails with a {@link LumaException}, NOT_LEADER or UNAVAILABLE where trying
     * again can help, DISK_FULL where there is no room for it.
     */
    public CompletableFuture<Message> submit(Message command, LogRoom.Purpose purpose) {
        int bytes = command.getContent().size();
        if (bytes > RaftSettings.MOST_ENTRY_BYTES) {
            return CompletableFuture.failedFuture(new LumaException(
                    ErrorCode.TOO_LARGE,
                    "a command of " + bytes + " bytes does not fit a log entry of at most "
                            + RaftSettings.MOST_ENTRY_BYTES));
        }
        Optional<LumaException> noRoom = host.room().refusal(bytes, purpose);
        if (noRoom.isPresent()) {
            return CompletableFuture.failedFuture(noRoom.get());
        }
        RaftClientRequest request = RaftClientRequest.newBuilder()
                .setClientId(host.client())
                .setServerId(host.server().getId())
                .setGroupId(id)
                .setCallId(host.nextCall())
                .setMessage(command)
                .setType(RaftClientRequest.writeRequestType())
                .build();
        try {
            host.countLogged(bytes);
            loggedBytes.add(bytes);
            return send(request).handle(this::answer);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(failure(e));
        }
    }

    /**
     * Straight to the group, on this thread: the server's own door hands each request to a pool of threads and waits there
     * until it is in the log's queue.
     */
    private CompletableFuture<RaftClientReply> send(RaftClientRequest request) throws IOException {
        return division() instanceof RaftClientAsynchronousProtocol group
                ? group.submitClientRequestAsync(request)
                : host.server().submitClientRequestAsync(request);
    }

    /** Bytes of the commands appended through this door, without the log's own framing. */
    long loggedBytes() {
        return loggedBytes.sum();
    }

    private Message answer(RaftClientReply reply, Throwable failure) {
        if (failure != null) {
            throw failure(
                    failure instanceof CompletionException wrapped && wrapped.getCause() != null
                            ? wrapped.getCause()
                            : failure);
        }
        if (!reply.isSuccess()) {
            throw failure(reply.getException());
        }
        return reply.getMessage();
    }

    private LumaException failure(Throwable cause) {
        return switch (cause) {
            case LumaException known -> known;
            case NotLeaderException _, LeaderSteppingDownException _ ->
                new LumaException(ErrorCode.NOT_LEADER, "this node does not lead " + name, null, cause);
            case LeaderNotReadyException _, ServerNotReadyException _, ResourceUnavailableException _ ->
                new LumaException(ErrorCode.UNAVAILABLE, name + " is not ready yet", null, cause);
            case AlreadyClosedException _ ->
                new LumaException(ErrorCode.UNAVAILABLE, name + " is closed: the node is stopping", null, cause);
            default ->
                new LumaException(
                        ErrorCode.INTERNAL, name + " did not take a command: " + cause.getMessage(), null, cause);
        };
    }

    /** Asks Ratis to note the state machine's durable mark and to drop the log before it. */
    CompletableFuture<Void> purgeLog() {
        return host.server()
                .snapshotManagementAsync(SnapshotManagementRequest.newCreate(
                        host.client(), host.server().getId(), id, host.nextCall(), SNAPSHOT_TIMEOUT_MILLIS))
                .handle(this::answer)
                .thenAccept(_ -> {});
    }

    /** Whether this node leads the group and has applied everything committed before. */
    public boolean leads() {
        try {
            DivisionInfo info = division().getInfo();
            return info.isAlive() && info.isLeaderReady();
        } catch (IOException e) {
            // Not started yet, or closed already: the group leads nothing.
            return false;
        }
    }

    /** Whether what this node holds of the group is all that was ever acknowledged. */
    public boolean isReadable() {
        return host.isShut() || leads();
    }

    /** 0 when the group is not open. */
    public long term() {
        try {
            return division().getInfo().getCurrentTerm();
        } catch (IOException e) {
            return 0;
        }
    }

    private RaftServer.Division division() throws IOException {
        return host.server().getDivision(id);
    }
}
