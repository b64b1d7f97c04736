package io.lumadb.cluster.raft;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.FileListSnapshotInfo;
import org.jspecify.annotations.Nullable;

/**
 * What the groups' state machines have in common: their state lies in files of its own that know the last entry they
 * contain, so that a snapshot is that entry's term and index and no copied data. Called on the group's updater thread.
 *
 * <p>Ratis would log a failed apply and go on; here it is reported to the {@link Watcher}, which stops the node.
 */
public abstract class ReplicaStateMachine extends BaseStateMachine {

    /** Told what becomes of a group; on a Ratis thread: hand it on, never block. */
    public interface Watcher {

        /** This node leads the group and has applied everything its predecessors committed. */
        void leads();

        void follows();

        /** The replica can go no further: the node must stop. */
        void failed(String what, Throwable cause);
    }

    private final Watcher watcher;

    protected ReplicaStateMachine(Watcher watcher) {
        this.watcher = watcher;
    }

    /** The last entry whose effects are in the replica's files; null when there is none. */
    protected abstract @Nullable TermIndex durable();

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage storage) throws IOException {
        super.initialize(server, group, storage);
        TermIndex durable = durable();
        if (durable != null) {
            setLastAppliedTermIndex(durable);
        }
    }

    /** Null when there is none: Ratis's own convention. */
    @Override
    @SuppressWarnings("NullAway")
    public SnapshotInfo getLatestSnapshot() {
        TermIndex durable = durable();
        return durable == null ? null : new FileListSnapshotInfo(List.of(), durable);
    }

    @Override
    public void notifyLeaderReady() {
        watcher.leads();
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        watcher.follows();
    }

    @Override
    public void notifyLogFailed(Throwable cause, LogEntryProto entry) {
        watcher.failed("the Raft log could not be written", cause);
    }

    protected final void failed(String what, Throwable cause) {
        watcher.failed(what, cause);
    }
}
