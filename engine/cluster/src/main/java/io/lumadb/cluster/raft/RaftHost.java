package io.lumadb.cluster.raft;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
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

    private final RaftServer server;
    private final InetSocketAddress address;
    private final Map<String, RaftGroupId> groups;
    private final List<String> repairs;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();
    private volatile LogRoom room = LogRoom.ENDLESS;
    private final LongAdder loggedBytes = new LongAdder();

    private RaftHost(
            RaftServer server, InetSocketAddress address, Map<String, RaftGroupId> groups, List<String> repairs) {
        this.server = server;
        this.address = address;
        this.groups = Map.copyOf(groups);
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
        Map<RaftGroupId, ReplicaStateMachine> byGroup = new HashMap<>();
        machines.forEach((name, machine) -> {
            RaftGroupId group = groupId(cluster, name);
            groups.put(name, group);
            byGroup.put(group, machine);
        });
        refuseForeignGroups(directory, byGroup.keySet());
        refuseTakenAddress(address);
        List<String> repairs = new ArrayList<>();
        machines.forEach((name, machine) -> LogRecovery.prepare(
                        name, folder(directory, groups, name), machine, begun, marks.getOrDefault(name, -1L))
                .ifPresent(repairs::add));
        try {
            RaftServer server = RaftServer.newBuilder()
                    .setServerId(RaftPeerId.valueOf(node))
                    .setProperties(RaftSettings.properties(directory, address, segmentBytes))
                    .setStateMachineRegistry(byGroup::get)
                    .setOption(StartupOption.RECOVER)
                    .build();
            return start(server, directory, address, groups, repairs);
        } catch (IOException e) {
            throw new LumaException(
                    ErrorCode.CORRUPT_DATA,
                    "the Raft log in " + directory + " cannot be opened: " + e.getMessage(),
                    null,
                    e);
        }
    }

    private static RaftHost start(
            RaftServer server,
            Path directory,
            InetSocketAddress address,
            Map<String, RaftGroupId> groups,
            List<String> repairs)
            throws IOException {
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            server.close();
            throw startFailure(directory, e);
        }
        RaftHost host = new RaftHost(server, listening(server, address), groups, repairs);
        try {
            host.makeMissingGroups(directory);
            return host;
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /** Asked before Ratis does, which would fill the log with its surprise. */
    private static void refuseTakenAddress(InetSocketAddress address) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
        } catch (IOException e) {
            boolean taken =
                    e instanceof BindException && String.valueOf(e.getMessage()).contains("in use");
            throw new LumaException(
                    ErrorCode.UNAVAILABLE,
                    "the Raft address " + address.getAddress().getHostAddress() + ":" + address.getPort()
                            + (taken ? " is in use by another process" : " cannot be listened on: " + e.getMessage()),
                    "stop what listens there, or set another address in node.raft",
                    e);
        }
    }

    private static LumaException startFailure(Path directory, Exception failure) {
        return new LumaException(
                ErrorCode.CORRUPT_DATA,
                "the Raft log in " + directory + " cannot be recovered: " + failure.getMessage(),
                null,
                failure);
    }

    private static InetSocketAddress listening(RaftServer server, InetSocketAddress asked) {
        return new InetSocketAddress(
                asked.getAddress(), server.getServerRpc().getInetSocketAddress().getPort());
    }

    private static Path folder(Path directory, Map<String, RaftGroupId> groups, String name) {
        return directory.resolve(
                Objects.requireNonNull(groups.get(name)).getUuid().toString());
    }

    /** The name of the folder that a group's log lies in. */
    public static String folderName(UUID cluster, String name) {
        return groupId(cluster, name).getUuid().toString();
    }

    static RaftGroupId groupId(UUID cluster, String name) {
        return RaftGroupId.valueOf(UUID.nameUUIDFromBytes((cluster + "/" + name).getBytes(StandardCharsets.UTF_8)));
    }

    /** Ratis would leave out a group it has no state machine for; a log that nobody reads is a mistake. */
    private static void refuseForeignGroups(Path directory, Set<RaftGroupId> known) {
        for (Path found : directories(directory)) {
            String name = found.getFileName().toString();
            if (known.stream().noneMatch(group -> group.getUuid().toString().equals(name))) {
                throw new LumaException(
                        ErrorCode.CORRUPT_DATA,
                        "the folder " + found + " is the log of a Raft group that this node does not have",
                        "if it was put there by mistake, move it out of the data directory");
            }
        }
    }

    private static List<Path> directories(Path directory) {
        try {
            Files.createDirectories(directory);
            try (var children = Files.list(directory)) {
                return children.filter(Files::isDirectory).toList();
            }
        } catch (IOException e) {
            throw new LumaException(
                    ErrorCode.UNAVAILABLE, "the folder " + directory + " cannot be used: " + e.getMessage(), null, e);
        }
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

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new LumaException(
                    ErrorCode.INTERNAL, "the Raft server did not close in order: " + e.getMessage(), null, e);
        }
    }
}
