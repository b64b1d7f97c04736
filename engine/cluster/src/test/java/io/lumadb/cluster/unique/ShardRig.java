package io.lumadb.cluster.unique;

import io.lumadb.cluster.catalog.Catalog.UniqueIndex;
import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Json;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.storage.CollectionCatalog;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.ShardStore;
import io.lumadb.storage.StorageConfig;
import io.lumadb.storage.StorageListener;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.Operation;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.command.WriteResult;
import io.lumadb.storage.node.LocalEngine;
import io.lumadb.storage.view.TierMoveBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Real shards whose logs are lists: what a cluster is to unique writes, in the small. The process may die at any write. */
final class ShardRig implements AutoCloseable {

    static final int COLLECTION = 1;
    static final int SHARDS = 3;
    private static final int FIRST_KEY_SPACE = 10;
    private static final int NEVER = Integer.MAX_VALUE;

    /** A clock that is turned by hand. */
    static final class HandClock implements InstantSource {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }
    }

    final HandClock clock = new HandClock();
    final CollectionDefinition collection =
            new CollectionDefinition(COLLECTION, "users", Optional.empty(), List.of(), Optional.empty());
    private final Path directory;
    private final List<List<ShardCommand>> logs = new ArrayList<>();
    private final List<ShardStore> stores = new ArrayList<>();
    private final AtomicInteger commandsLeft = new AtomicInteger(NEVER);
    private volatile boolean lastAnswerIsLost;
    private volatile List<UniqueIndex> indexes = List.of();
    private LocalEngine engine;
    UniqueWrites writes;

    ShardRig(Path directory, UniqueIndex... indexes) {
        this.directory = directory;
        this.indexes = List.of(indexes);
        for (int shard = 0; shard < SHARDS; shard++) {
            logs.add(new ArrayList<>());
        }
        open();
    }

    static UniqueIndex unique(int n, String... paths) {
        List<IndexDefinition.IndexField> fields = new ArrayList<>();
        for (String path : paths) {
            fields.add(new IndexDefinition.IndexField(FieldPath.parse(path), false));
        }
        return new UniqueIndex(
                new IndexDefinition(
                        n, "by_" + String.join("_", paths), fields, IndexDefinition.Kind.BTREE, true, Map.of()),
                FIRST_KEY_SPACE + n);
    }

    void heed(UniqueIndex... now) {
        indexes = List.of(now);
    }

    private void open() {
        CollectionCatalog catalog = new CollectionCatalog() {
            @Override
            public Optional<CollectionDefinition> collection(int id) {
                return Optional.empty();
            }

            @Override
            public TieringPolicy policy(int id) {
                return TieringPolicy.DEFAULT;
            }
        };
        StorageListener listener = new StorageListener() {
            @Override
            public void moved(TierMoveBatch move) {}

            @Override
            public void happened(Severity severity, String kind, int shard, String text) {}
        };
        StorageConfig config = new StorageConfig(
                "node-1", directory, 1, 64L << 20, 8 << 20, List.of(directory.resolve("cold-0")), clock);
        engine = LocalEngine.open(
                config,
                catalog,
                (_, _) -> CompletableFuture.failedFuture(new IllegalStateException("no moves here")),
                listener,
                false);
        stores.clear();
        List<ShardDoor> doors = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            ShardStore store = engine.openShard(shard);
            List<ShardCommand> log = logs.get(shard);
            for (int index = (int) store.durableIndex() + 1; index < log.size(); index++) {
                store.apply(1, index, log.get(index)).join();
            }
            stores.add(store);
            doors.add(new Door(store, log));
        }
        writes = new UniqueWrites(doors, _ -> indexes, clock);
    }

    private final class Door implements ShardDoor {
        private final ShardStore store;
        private final List<ShardCommand> log;

        Door(ShardStore store, List<ShardCommand> log) {
            this.store = store;
            this.log = log;
        }

        @Override
        public CompletableFuture<List<WriteResult>> write(List<Write> writes) {
            int left = commandsLeft.updateAndGet(count -> count == NEVER ? NEVER : Math.max(-1, count - 1));
            if (left < 0 || left == 0 && !lastAnswerIsLost) {
                return CompletableFuture.failedFuture(dead());
            }
            CompletableFuture<List<WriteResult>> applied;
            synchronized (log) {
                ShardCommand command = new ShardCommand.Writes(clock.millis(), writes);
                log.add(command);
                applied = store.apply(1, log.size() - 1, command);
            }
            return left == 0 ? applied.thenCompose(_ -> CompletableFuture.failedFuture(dead())) : applied;
        }

        @Override
        public ShardSnapshot linearizableSnapshot() {
            if (commandsLeft.get() <= 0) {
                throw dead();
            }
            return store.snapshot().join();
        }
    }

    private static LumaException dead() {
        return new LumaException(ErrorCode.UNAVAILABLE, "the process died");
    }

    /** After so many more commands the process takes no more; the last one may be taken without an answer. */
    void dieAfter(int commands, boolean losingTheLastAnswer) {
        lastAnswerIsLost = losingTheLastAnswer;
        commandsLeft.set(commands);
    }

    /** Starts anew from what is on disk and in the logs, long enough after the crash. */
    void restart() {
        engine.abandon();
        commandsLeft.set(NEVER);
        clock.advance(Decisions.PATIENCE.plusSeconds(1));
        open();
    }

    List<WriteOutcome> write(Mutation... mutations) {
        return writes.write(collection, List.of(mutations)).join();
    }

    WriteOutcome one(Mutation mutation) {
        return write(mutation).getFirst();
    }

    /** A write that no unique index is asked about. */
    void writePlainly(String... documents) {
        for (String text : documents) {
            Document document = document(text);
            Write write =
                    new Write("", COLLECTION, Operation.UPSERT, new DocumentOrId.Whole(document), OptionalLong.empty());
            new Door(stores.get(shardOf(document)), logs.get(shardOf(document)))
                    .write(List.of(write))
                    .join();
        }
    }

    /** Puts something into a key space that does not belong there, or takes something out. */
    void damage(int keySpace, Document row, boolean remove) {
        Write write = new Write(
                "",
                keySpace,
                remove ? Operation.DELETE : Operation.UPSERT,
                remove ? new DocumentOrId.OnlyId(row.id()) : new DocumentOrId.Whole(row),
                OptionalLong.empty());
        new Door(stores.get(shardOf(row)), logs.get(shardOf(row)))
                .write(List.of(write))
                .join();
    }

    /** The write of a document under a request id of somebody's. */
    WriteResult writeAs(String request, String text) {
        Document document = document(text);
        Write write = new Write(
                request, COLLECTION, Operation.INSERT, new DocumentOrId.Whole(document), OptionalLong.empty());
        return new Door(stores.get(shardOf(document)), logs.get(shardOf(document)))
                .write(List.of(write))
                .join()
                .getFirst();
    }

    private static int shardOf(Document document) {
        return io.lumadb.cluster.database.KeyHash.shardOf(document.id(), SHARDS);
    }

    static Document document(String text) {
        return Document.of(Json.parseObject(text));
    }

    static Mutation insert(String text) {
        return new Mutation.Insert(document(text));
    }

    static Mutation upsert(String text) {
        return new Mutation.Upsert(document(text));
    }

    static Mutation delete(long id) {
        return new Mutation.Delete(Value.of(id), OptionalLong.empty());
    }

    /** Every document of a collection or key space, by the text of its key. */
    Map<String, StoredDocument> all(int of) {
        Map<String, StoredDocument> all = new TreeMap<>();
        for (ShardStore store : stores) {
            try (ShardSnapshot snapshot = store.snapshot().join()) {
                snapshot.scan(of, false)
                        .forEachRemaining(
                                stored -> all.put(Json.relaxed(stored.document().id()), stored));
            }
        }
        return all;
    }

    Map<String, StoredDocument> documents() {
        return all(COLLECTION);
    }

    void checkpoint() {
        stores.forEach(store -> store.checkpoint().join());
    }

    void checkpoint(int shard) {
        stores.get(shard).checkpoint().join();
    }

    /** What a shard's log has behind an entry. */
    List<ShardCommand> logBehind(int shard, long entry) {
        List<ShardCommand> log = logs.get(shard);
        return List.copyOf(log.subList((int) entry + 1, log.size()));
    }

    /** Leaves the files as a kill does. */
    void kill() {
        engine.abandon();
    }

    @Override
    public void close() {
        engine.close();
    }
}
