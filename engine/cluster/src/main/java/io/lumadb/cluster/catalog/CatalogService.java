package io.lumadb.cluster.catalog;

import io.lumadb.cluster.Accounts;
import io.lumadb.cluster.raft.LogRoom;
import io.lumadb.cluster.raft.RaftHost;
import io.lumadb.cluster.raft.ReplicaStateMachine;
import io.lumadb.cluster.raft.ReplicationGroup;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.CollectionCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;

/**
 * The catalog as the rest of the node asks it. Reads never wait; changes block until they are committed and on disk.
 * Thread-safe.
 */
public final class CatalogService implements CollectionCatalog, Accounts {

    /** The group's name in {@link RaftHost}. */
    public static final String GROUP = "meta";

    private static final long TIMEOUT_SECONDS = 15;

    private final CatalogStateMachine machine;
    private final TieringPolicy defaultPolicy;
    /** Known once the Raft server runs. */
    private volatile @Nullable ReplicationGroup group;

    private CatalogService(CatalogStateMachine machine, TieringPolicy defaultPolicy) {
        this.machine = machine;
        this.defaultPolicy = defaultPolicy;
    }

    /**
     * Reads the catalog's file; there is nobody to ask for changes until {@link #connect}.
     *
     * @param defaultPolicy of collections without one of their own
     */
    public static CatalogService open(Path file, TieringPolicy defaultPolicy, ReplicaStateMachine.Watcher watcher) {
        return new CatalogService(new CatalogStateMachine(new CatalogFile(file), watcher), defaultPolicy);
    }

    public ReplicaStateMachine stateMachine() {
        return machine;
    }

    public void connect(RaftHost host) {
        group = host.group(GROUP);
    }

    public boolean leads() {
        ReplicationGroup meta = group;
        return meta != null && meta.leads();
    }

    public Catalog current() {
        return machine.current().catalog();
    }

    /** @throws LumaException UNKNOWN_COLLECTION with the nearest name as a hint */
    public CollectionDefinition require(String name) {
        return CatalogRules.require(current(), name);
    }

    public TieringPolicy policy(CollectionDefinition collection) {
        return collection.tiering().orElse(defaultPolicy);
    }

    @Override
    public Optional<CollectionDefinition> collection(int id) {
        return Optional.ofNullable(machine.current().byId().get(id));
    }

    @Override
    public TieringPolicy policy(int collection) {
        Catalog.KeySpace space = machine.current().keySpaces().get(collection);
        return space == null ? ownPolicy(collection) : withoutCold(ownPolicy(space.collection()));
    }

    private TieringPolicy ownPolicy(int collection) {
        return collection(collection).flatMap(CollectionDefinition::tiering).orElse(defaultPolicy);
    }

    /** Keys of a unique index are as small as they are often asked for: not worth a cold segment. */
    private static TieringPolicy withoutCold(TieringPolicy policy) {
        TieringPolicy.ColdPolicy cold = policy.cold();
        return new TieringPolicy(
                policy.hot(),
                policy.warm(),
                new TieringPolicy.ColdPolicy(false, cold.ageThreshold(), OptionalLong.empty(), cold.strategy()));
    }

    /** The unique indexes of a collection that writes must heed, those under construction among them. */
    public List<Catalog.UniqueIndex> uniqueIndexes(int collection) {
        return machine.current().unique().getOrDefault(collection, List.of());
    }

    /** What to call a collection of this id in a message. */
    public String describe(int collection) {
        Catalog.KeySpace space = machine.current().keySpaces().get(collection);
        return space != null
                ? describe(space.collection()) + " (unique keys)"
                : collection(collection).map(CollectionDefinition::name).orElse("(dropped)");
    }

    /**
     * Proposes a change.
     *
     * @return what it came to: whether anything changed, and the id it took
     * @throws LumaException when the catalog refuses it, or when no leader takes it in time
     */
    public Change change(CatalogCommand command) {
        ReplicationGroup meta = group;
        if (meta == null) {
            throw new LumaException(ErrorCode.UNAVAILABLE, "the node is starting and takes no changes yet");
        }
        Message message = Message.valueOf(UnsafeByteOperations.unsafeWrap(CatalogCodec.encode(command)));
        return switch (answer(meta, message, purpose(command))) {
            case CatalogStateMachine.Answer.Accepted(var step) -> new Change(step.changed(), step.id());
            case CatalogStateMachine.Answer.Refused(var refusal) ->
                throw new LumaException(
                        refusal.code(), refusal.detail(), refusal.hint().orElse(null), refusal);
        };
    }

    /** {@code id} of the collection or index that was made or dropped, 0 for other changes. */
    public record Change(boolean changed, int id) {}

    private static LogRoom.Purpose purpose(CatalogCommand command) {
        return switch (command) {
            case CatalogCommand.DropCollection _,
                    CatalogCommand.DropIndex _,
                    CatalogCommand.FailIndex _,
                    CatalogCommand.Sweep _ -> LogRoom.Purpose.RELIEF;
            case CatalogCommand.Found _,
                    CatalogCommand.CreateCollection _,
                    CatalogCommand.SetSchema _,
                    CatalogCommand.SetTiering _,
                    CatalogCommand.BeginIndex _,
                    CatalogCommand.PublishIndex _,
                    CatalogCommand.PutAccount _,
                    CatalogCommand.RemoveAccount _ -> LogRoom.Purpose.WRITE;
        };
    }

    private static CatalogStateMachine.Answer answer(ReplicationGroup meta, Message message, LogRoom.Purpose purpose) {
        try {
            Message answer = meta.submit(message, purpose).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (answer instanceof CatalogStateMachine.Answer known) {
                return known;
            }
            throw new LumaException(ErrorCode.INTERNAL, "the catalog gave an answer of an unknown kind");
        } catch (ExecutionException | CompletionException e) {
            throw e.getCause() instanceof LumaException known
                    ? known
                    : new LumaException(
                            ErrorCode.INTERNAL, "the catalog did not take a change: " + e.getMessage(), null, e);
        } catch (TimeoutException e) {
            throw new LumaException(
                    ErrorCode.TIMEOUT,
                    "the catalog did not take a change within " + TIMEOUT_SECONDS + " s; it may still take effect",
                    "look at the collections before trying again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LumaException(ErrorCode.CANCELLED, "the change was cancelled; it may still take effect", null, e);
        }
    }

    @Override
    public List<Account> all() {
        return List.copyOf(current().accounts().values());
    }

    @Override
    public Optional<Account> find(String username) {
        return Optional.ofNullable(current().accounts().get(username));
    }

    @Override
    public void put(Account account) {
        change(new CatalogCommand.PutAccount(account));
    }

    @Override
    public void remove(String username) {
        change(new CatalogCommand.RemoveAccount(username));
    }

    @Override
    public byte[] tokenKey() {
        return current()
                .identity()
                .map(identity -> identity.tokenKey().clone())
                .orElseThrow(() -> new LumaException(ErrorCode.UNAVAILABLE, "the cluster is being made"));
    }
}
