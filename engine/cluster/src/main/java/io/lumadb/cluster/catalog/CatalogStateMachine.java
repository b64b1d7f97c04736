package io.lumadb.cluster.catalog;

import io.lumadb.cluster.raft.ReplicaStateMachine;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Applies the {@code meta} group's entries. The group's updater thread alone writes {@link #current}; everybody reads it.
 */
final class CatalogStateMachine extends ReplicaStateMachine {

    private final CatalogFile file;
    private volatile Version current;
    /** The last entry in the file; written by the updater thread. */
    private volatile @Nullable TermIndex saved;

    /** A version of the catalog, and what is asked of it often: collections, unique indexes and key spaces by id. */
    record Version(
            Catalog catalog,
            Map<Integer, CollectionDefinition> byId,
            Map<Integer, List<Catalog.UniqueIndex>> unique,
            Map<Integer, Catalog.KeySpace> keySpaces) {
        static Version of(Catalog catalog) {
            Map<Integer, Catalog.KeySpace> spaces = catalog.keySpaces().stream()
                    .collect(Collectors.toUnmodifiableMap(Catalog.KeySpace::id, Function.identity()));
            return new Version(catalog, catalog.byId(), catalog.uniqueIndexes(), spaces);
        }
    }

    /** What a command came to, for the proposer in this process; it has no bytes. */
    sealed interface Answer extends Message {

        record Accepted(CatalogRules.Step step) implements Answer {}

        record Refused(LumaException refusal) implements Answer {}

        @Override
        default ByteString getContent() {
            return ByteString.EMPTY;
        }
    }

    CatalogStateMachine(CatalogFile file, Watcher watcher) {
        super(watcher);
        this.file = file;
        Optional<CatalogFile.Saved> stored = file.load();
        this.current = Version.of(stored.map(CatalogFile.Saved::catalog).orElse(Catalog.EMPTY));
        this.saved = stored.map(there -> TermIndex.valueOf(there.term(), there.index()))
                .orElse(null);
    }

    Version current() {
        return current;
    }

    @Override
    protected @Nullable TermIndex durable() {
        return saved;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        try {
            updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
            byte[] command = entry.getStateMachineLogEntry().getLogData().toByteArray();
            return CompletableFuture.completedFuture(
                    apply(CatalogCodec.command(command), TermIndex.valueOf(entry.getTerm(), entry.getIndex())));
        } catch (IOException | RuntimeException e) {
            failed("entry " + entry.getIndex() + " of the catalog's log could not be applied", e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private Answer apply(CatalogCommand command, TermIndex at) throws IOException {
        CatalogRules.Step step;
        try {
            step = CatalogRules.apply(current.catalog(), command);
        } catch (LumaException refusal) {
            return new Answer.Refused(refusal);
        }
        if (step.changed()) {
            file.save(new CatalogFile.Saved(step.catalog(), at.getTerm(), at.getIndex()));
            saved = at;
            current = Version.of(step.catalog());
        }
        return new Answer.Accepted(step);
    }

    /** The file is written with every change: the log before it may go at any time. */
    @Override
    public long takeSnapshot() {
        TermIndex at = saved;
        return at == null ? -1 : at.getIndex();
    }
}
