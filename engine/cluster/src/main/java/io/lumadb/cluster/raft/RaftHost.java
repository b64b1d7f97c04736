package io.lumadb.cluster.raft;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupManagementRequest;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.util.ExitUtils;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's Raft server and its groups. Thread-safe. */
public final class RaftHost implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RaftHost.class);

    static {
        // Ratis ends the process where it sees no way on. A node is part of a larger program, which must get the chance
        // to
        // say what happened: Ratis throws instead, and whyStopped() tells.
        ExitUtils.disableSystemExit();
    }

    private final ServerStart again;
    private volatile RaftServer server;
    /** Closed for want of room, to be opened again: what the replicas hold is all that was ever acknowledged. */
    private volatile boolean shut;

    private boolean closed;
    private final InetSocketAddress address;
    private final Map<String, RaftGroupId> groups;
    private final List<String> repairs;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();
    private volatile LogRoom room = LogRoom.ENDLESS;
    private final LongAdder loggedBytes = new LongAdder();

    private RaftHost(RaftServer server, ServerStart again, InetSocketAddress address, List<String> repairs) {
        this.server = server;
        this.again = again;
        this.address = address;
        this.groups = Map.copyOf(again.groups());
        this.repairs = List.copyOf(repairs);
    }

    /**
     * Starts the server, recovers the groups that its directory holds, and makes those that are new.
     *
     * @param node the peer's id
     * @param cluster what the groups' ids are derived from
     * @param address where to listen; port 0 picks a free one
     * @param begun whether the groups have served before: then each has a log
     * @param marks entries, by group name, that the logs are known to have held
     * @param segmentBytes of one file of a log
     * @param machines by group name
     * @throws LumaException UNAVAILABLE when the address is taken, CORRUPT_DATA naming the file when a group's log is
     *     damaged
     */
    public static RaftHost start(
            String node,
            UUID cluster,
            Path directory,
            InetSocketAddress address,
            boolean begun,
            Map<String, Long> marks,
            long segmentBytes,
            Map<String, ReplicaStateMachine> machines) {
        Map<String, RaftGroupId> groups = new HashMap<>();
        machines.keySet().forEach(name -> groups.put(name, groupId(cluster, name)));
        List<String> repairs = new ArrayList<>();
        ServerStart first = new ServerStart(node, directory, address, segmentBytes, groups);
        RaftServer server = first.run(machines, begun, marks, repairs);
        InetSocketAddress listening = listening(server, address);
        RaftHost host = new RaftHost(
                server, new ServerStart(node, directory, listening, segmentBytes, groups), listening, repairs);
        try {
            host.makeMissingGroups(directory);
            return host;
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    private static InetSocketAddress listening(RaftServer server, InetSocketAddress asked) {
        return new InetSocketAddress(
                asked.getAddress(), server.getServerRpc().getInetSocketAddress().getPort());
    }

    /** The name of the folder that a group's log lies in. */
    public static String folderName(UUID cluster, String name) {
        return groupId(cluster, name).getUuid().toString();
    }

    static RaftGroupId groupId(UUID cluster, String name) {
        return RaftGroupId.valueOf(UUID.nameUUIDFromBytes((cluster + "/" + name).getBytes(StandardCharsets.UTF_8)));
    }

    private void makeMissingGroups(Path directory) {
        Set<RaftGroupId> present = new HashSet<>();
        server.getGroupIds().forEach(present::add);
        RaftPeer self =
                RaftPeer.newBuilder().setId(server.getId()).setAddress(address).build();
        List<CompletableFuture<RaftClientReply>> made = new ArrayList<>();
        for (RaftGroupId group : groups.values()) {
            if (!present.contains(group)) {
                if (Files.exists(directory.resolve(group.getUuid().toString()))) {
                    throw new LumaException(
                            ErrorCode.CORRUPT_DATA,
                            "the Raft log in "
                                    + directory.resolve(group.getUuid().toString()) + " cannot be recovered",
                            "restore the data directory from a backup");
                }
                made.add(server.groupManagementAsync(GroupManagementRequest.newAdd(
                        client, server.getId(), nextCall(), RaftGroup.valueOf(group, self))));
            }
        }
        for (CompletableFuture<RaftClientReply> reply : made) {
            Throwable failure = failureOf(reply);
            if (failure != null) {
                throw new LumaException(
                        ErrorCode.UNAVAILABLE,
                        "a Raft group cannot be made in " + directory + ": " + failure.getMessage(),
                        null,
                        failure);
            }
        }
    }

    private static @Nullable Throwable failureOf(CompletableFuture<RaftClientReply> future) {
        try {
            return future.join().getException();
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    /** The door to a group that {@link #start} was given a state machine for. */
    public ReplicationGroup group(String name) {
        RaftGroupId group = groups.get(name);
        if (group == null) {
            throw new IllegalArgumentException("no Raft group is called " + name);
        }
        return new ReplicationGroup(this, name, group);
    }

    /** What the start had to mend in the logs, in words. */
    public List<String> repairs() {
        return repairs;
    }

    /** By group name the last entry that is stored for good; groups that are not open are left out. */
    public Map<String, Long> committed() {
        Map<String, Long> committed = new HashMap<>();
        groups.forEach((name, group) -> {
            try {
                committed.put(name, server.getDivision(group).getRaftLog().getLastCommittedIndex());
            } catch (IOException e) {
                // Closed already: what was noted of it before still holds.
                LOG.debug("{} has no log any more: {}", name, e.getMessage());
            }
        });
        return committed;
    }

    /** From now on entries are taken only where there is room for them. */
    public void watch(LogRoom watched) {
        room = watched;
    }

    LogRoom room() {
        return room;
    }

    RaftServer server() {
        return server;
    }

    ClientId client() {
        return client;
    }

    long nextCall() {
        return calls.incrementAndGet();
    }

    void countLogged(int bytes) {
        loggedBytes.add(bytes);
    }

    /** Where the server listens, with the port it got. */
    public InetSocketAddress address() {
        return address;
    }

    /** Bytes of the entries appended here since the start, without the log's own framing. */
    public long loggedBytes() {
        return loggedBytes.sum();
    }

    /** Why the server does not run any more, when nobody closed it; empty while it runs. */
    public Optional<String> whyStopped() {
        if (ExitUtils.isTerminated()) {
            return Optional.of("the Raft server gave up: "
                    + ExitUtils.getFirstExitException().getMessage());
        }
        LifeCycle.State state = server.getLifeCycleState();
        return state == LifeCycle.State.RUNNING
                ? closedGroup()
                : Optional.of("the Raft server closed itself; it is " + state);
    }

    /** A group closes itself, and not the server, when its log's writer meets what it did not expect. */
    private Optional<String> closedGroup() {
        for (Map.Entry<String, RaftGroupId> group : groups.entrySet()) {
            try {
                LifeCycle.State state =
                        server.getDivision(group.getValue()).getInfo().getLifeCycleState();
                if (state.isClosingOrClosed()) {
                    return Optional.of("the Raft group " + group.getKey() + " closed itself; it is " + state);
                }
            } catch (IOException e) {
                return Optional.of("the Raft group " + group.getKey() + " is gone: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Closes the groups, of which one could not write its log for want of room. The replicas may be read meanwhile. */
    public void shut() {
        shut = true;
        closeServer();
    }

    boolean isShut() {
        return shut;
    }

    /**
     * Opens the groups again, over the same stores.
     *
     * @param machines by group name
     * @param marks entries, by group name, that the logs must hold still
     * @param led waits until this node leads all groups; until then reads go on as before. Where it fails the groups are
     *     closed once more
     * @return what had to be mended, in words
     * @throws LumaException as {@link #start}, and DISK_FULL when there is still no room
     */
    public List<String> reopen(Map<String, ReplicaStateMachine> machines, Map<String, Long> marks, Runnable led) {
        List<String> mended = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                throw new LumaException(ErrorCode.UNAVAILABLE, "the node is stopping");
            }
            again.rewriteOpenSegments();
            server = again.run(machines, true, marks, mended);
        }
        try {
            led.run();
            again.forgetEmptyLogs();
        } catch (RuntimeException e) {
            // The next attempt replaces the open segments, which nobody may be writing to then.
            closeServer();
            throw e;
        }
        shut = false;
        return mended;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        closeServer();
    }

    private void closeServer() {
        try {
            server.close();
        } catch (IOException e) {
            throw new LumaException(
                    ErrorCode.INTERNAL, "the Raft server did not close in order: " + e.getMessage(), null, e);
        }
    }
}
