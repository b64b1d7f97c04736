package io.lumadb.cluster.raft;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardStore;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommandCodec;
import io.lumadb.storage.command.WriteResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;

/** Hands a shard's committed entries to its store, in log order. The store's core loop applies them. */
final class ShardStateMachine extends ReplicaStateMachine {

    /** A log longer than this is held up until a checkpoint has caught up, so that it cannot grow without end. */
    private static final long MOST_ENTRIES_BEHIND = 200_000;

    private final ShardStore store;

    ShardStateMachine(ShardStore store, Watcher watcher) {
        super(watcher);
        this.store = store;
    }

    /** What a shard's command came to, handed back to the proposer in this process; it has no bytes. */
    record Applied(List<WriteResult> results) implements Message {
        @Override
        public ByteString getContent() {
            return ByteString.EMPTY;
        }
    }

    /** A command on its way into the log, with the object it was encoded from: the leader need not decode it again. */
    record Proposal(ShardCommand command, ByteString content) implements Message {

        static Proposal of(ShardCommand command) {
            return new Proposal(command, UnsafeByteOperations.unsafeWrap(ShardCommandCodec.encode(command)));
        }

        @Override
        public ByteString getContent() {
            return content;
        }
    }

    @Override
    protected @Nullable TermIndex durable() {
        long index = store.durableIndex();
        long term = store.durableTerm();
        // Index 0 is the group's first configuration; an empty store may say 0 for "nothing", but never with a term.
        return index < 0 || (index == 0 && term == 0) ? null : TermIndex.valueOf(term, index);
    }

    @Override
    public TransactionContext startTransaction(RaftClientRequest request) {
        return TransactionContext.newBuilder()
                .setStateMachine(this)
                .setClientRequest(request)
                .setServerRole(RaftPeerRole.LEADER)
                .setStateMachineContext(request.getMessage() instanceof Proposal proposal ? proposal.command() : null)
                .build();
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        try {
            updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
            return store.apply(entry.getTerm(), entry.getIndex(), command(transaction, entry))
                    .handle((results, failure) -> {
                        if (failure != null) {
                            failed(entryName(entry) + " could not be applied", failure);
                            throw new CompletionException(failure);
                        }
                        return new Applied(results);
                    });
        } catch (RuntimeException e) {
            failed(entryName(entry) + " could not be applied", e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private static ShardCommand command(TransactionContext transaction, LogEntryProto entry) {
        return transaction.getStateMachineContext() instanceof ShardCommand command
                ? command
                : ShardCommandCodec.decode(
                        entry.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer());
    }

    private String entryName(LogEntryProto entry) {
        return "shard " + store.shard() + ": log entry " + entry.getIndex() + " of term " + entry.getTerm();
    }

    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        super.notifyTermIndexUpdated(term, index);
        store.skip(term, index);
    }

    @Override
    public void notifyLeaderReady() {
        store.leading(true);
        super.notifyLeaderReady();
    }

    @Override
    public void notifyNotLeader(java.util.Collection<TransactionContext> pending) {
        store.leading(false);
        super.notifyNotLeader(pending);
    }

    /**
     * The mark up to which the log may go. Checkpoints run beside the log, so this answers at once, unless they have
     * fallen far behind.
     */
    @Override
    public long takeSnapshot() throws IOException {
        if (store.appliedIndex() - store.durableIndex() <= MOST_ENTRIES_BEHIND) {
            return store.durableIndex();
        }
        try {
            return store.checkpoint().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LumaException known && known.code() == ErrorCode.DISK_FULL) {
                return store.durableIndex();
            }
            failed("shard " + store.shard() + ": the checkpoint failed", e);
            throw new IOException("shard " + store.shard() + ": the checkpoint failed", e);
        }
    }
}
