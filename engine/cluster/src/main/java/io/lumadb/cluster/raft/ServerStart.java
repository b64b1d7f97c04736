package io.lumadb.cluster.raft;

import io.lumadb.cluster.raftlog.GroupLog;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.file.WholeFile;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;

/**
 * Makes and starts a Raft server over a directory: for the first time, and again after its logs had no room.
 *
 * @param address where to listen; port 0 picks a free one
 * @param segmentBytes of one file of a log
 * @param groups ids by name
 */
record ServerStart(
        String node, Path directory, InetSocketAddress address, long segmentBytes, Map<String, RaftGroupId> groups) {

    ServerStart {
        groups = Map.copyOf(groups);
    }

    /**
     * Looks through the logs and starts the server, which recovers the groups that the directory holds.
     *
     * @param begun whether the groups have served before: then each has a log
     * @param marks entries, by group name, that the logs are known to have held
     * @param repairs takes what had to be mended, in words
     */
    RaftServer run(
            Map<String, ReplicaStateMachine> machines, boolean begun, Map<String, Long> marks, List<String> repairs) {
        Map<RaftGroupId, ReplicaStateMachine> byGroup = new HashMap<>();
        groups.forEach((name, group) -> byGroup.put(group, Objects.requireNonNull(machines.get(name))));
        refuseForeignGroups(directory, byGroup.keySet());
        refuseTakenAddress(address);
        groups.forEach((name, group) -> LogRecovery.prepare(
                        name,
                        directory.resolve(group.getUuid().toString()),
                        Objects.requireNonNull(machines.get(name)),
                        begun,
                        marks.getOrDefault(name, -1L))
                .ifPresent(repairs::add));
        try {
            RaftServer server = RaftServer.newBuilder()
                    .setServerId(RaftPeerId.valueOf(node))
                    .setProperties(RaftSettings.properties(directory, address, segmentBytes))
                    .setStateMachineRegistry(byGroup::get)
                    .setOption(StartupOption.RECOVER)
                    .build();
            return started(server);
        } catch (IOException e) {
            throw startFailure(directory, e);
        }
    }

    /** Of a log whose last forced write failed. */
    void rewriteOpenSegments() {
        inEachLog(GroupLog::rewriteOpen);
    }

    /** The logs have entries now: from here on one without any has lost them. */
    void forgetEmptyLogs() {
        inEachLog(GroupLog::forgetEmpty);
    }

    @FunctionalInterface
    private interface LogWork {
        void in(Path folder) throws IOException;
    }

    private void inEachLog(LogWork work) {
        for (RaftGroupId group : groups.values()) {
            Path folder = directory.resolve(group.getUuid().toString());
            try {
                work.in(folder);
            } catch (IOException e) {
                throw WholeFile.failure(folder, e);
            }
        }
    }

    private RaftServer started(RaftServer server) throws IOException {
        try {
            server.start();
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw startFailure(directory, e);
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
        if (WholeFile.isNoSpace(failure)) {
            return new LumaException(
                    ErrorCode.DISK_FULL,
                    "there is no room for the Raft log in " + directory + ": " + failure.getMessage(),
                    "free some space on its disk",
                    failure);
        }
        return new LumaException(
                ErrorCode.CORRUPT_DATA,
                "the Raft log in " + directory + " cannot be recovered: " + failure.getMessage(),
                "look at the node's log; ./luma server --check lists all that is damaged",
                failure);
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
}
