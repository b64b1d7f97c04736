package io.lumadb.storage.shard;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Json;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.CollectionCatalog;
import io.lumadb.storage.Proposer;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.StorageConfig;
import io.lumadb.storage.StorageListener;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.Operation;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.command.WriteResult;
import io.lumadb.storage.node.LocalEngine;
import io.lumadb.storage.view.TierMoveBatch;
import io.lumadb.storage.volume.Volumes;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** One node with one shard whose log is a list: what the cluster is to the storage, in the small. */
final class TestNode implements AutoCloseable {

    static final int COLLECTION = 1;

    private static final List<FieldPath> FIELDS =
            List.of(FieldPath.of("_id"), FieldPath.of("v"), FieldPath.of("n"), FieldPath.of("a", "b"));

    /** The default, for a node that has no six volumes. */
    private static final TieringPolicy ONE_VOLUME = new TieringPolicy(
            TieringPolicy.DEFAULT.hot(),
            TieringPolicy.DEFAULT.warm(),
            new TieringPolicy.ColdPolicy(
                    true,
                    TieringPolicy.DEFAULT.cold().ageThreshold(),
                    OptionalLong.empty(),
                    new ColdStrategy.Replication(1)));

    /** A clock that stands still until it is turned. */
    static final class HandClock implements InstantSource {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        void advance(java.time.Duration by) {
            now = now.plus(by);
        }
    }

    final HandClock clock;
    final List<ShardCommand> log;
    final List<TierMoveBatch> moves = new CopyOnWriteArrayList<>();
    /** What the storage told, as {@code kind: text}. */
    final List<String> events = new CopyOnWriteArrayList<>();
    /** A permit for each move so far that nobody has waited for. */
    final Semaphore moved = new Semaphore(0);

    final Map<Integer, TieringPolicy> policies = new ConcurrentHashMap<>();
    final StorageConfig config;
    final LocalEngine engine;
    final LocalShard shard;
    /** Why the log takes nothing. */
    volatile Optional<LumaException> refusal = Optional.empty();
    /** Runs once, between the writing of a segment and its seal. */
    volatile Runnable beforeSeal = () -> {};

    private int requests;

    TestNode(Path directory) {
        this(directory, new HandClock(), new ArrayList<>(), 64L * 1024 * 1024);
    }

    TestNode(Path directory, HandClock clock, List<ShardCommand> log, long hotBudget) {
        this(directory, clock, log, hotBudget, false);
    }

    /** Opens a directory and replays the log from where the directory stands; {@code ticking}: moves by itself. */
    TestNode(Path directory, HandClock clock, List<ShardCommand> log, long hotBudget, boolean ticking) {
        this(directory, clock, log, hotBudget, ticking, 1);
    }

    TestNode(Path directory, HandClock clock, List<ShardCommand> log, long hotBudget, boolean ticking, int volumes) {
        this(directory, clock, log, hotBudget, ticking, volumes, 1);
    }

    TestNode(
            Path directory,
            HandClock clock,
            List<ShardCommand> log,
            long hotBudget,
            boolean ticking,
            int volumes,
            int cores) {
        this(directory, clock, log, hotBudget, ticking, volumes, cores, Volumes::directories);
    }

    /** {@code onVolumes}: makes the cold volumes of their folders. */
    TestNode(
            Path directory,
            HandClock clock,
            List<ShardCommand> log,
            long hotBudget,
            boolean ticking,
            int volumes,
            int cores,
            Function<List<Path>, Volumes> onVolumes) {
        this.clock = clock;
        this.log = log;
        this.config = new StorageConfig(
                "node-1",
                directory,
                cores,
                hotBudget,
                8 * 1024 * 1024,
                IntStream.range(0, volumes)
                        .mapToObj(n -> directory.resolve("cold-" + n))
                        .toList(),
                clock);
        CollectionCatalog catalog = new CollectionCatalog() {
            @Override
            public Optional<CollectionDefinition> collection(int id) {
                return Optional.of(
                        new CollectionDefinition(id, "c" + id, Optional.empty(), List.of(), Optional.empty()));
            }

            @Override
            public TieringPolicy policy(int collection) {
                return policies.getOrDefault(collection, ONE_VOLUME);
            }
        };
        StorageListener listener = new StorageListener() {
            @Override
            public void moved(TierMoveBatch move) {
                moves.add(move);
                moved.release();
            }

            @Override
            public void happened(Severity severity, String kind, int shard, String text) {
                events.add(kind + ": " + text);
            }
        };
        this.engine = LocalEngine.open(
                config,
                catalog,
                new Proposer() {
                    @Override
                    public CompletableFuture<Void> propose(int shardNumber, ShardCommand command) {
                        return TestNode.this.propose(command);
                    }

                    @Override
                    public Optional<LumaException> refusal() {
                        return refusal;
                    }
                },
                listener,
                ticking,
                onVolumes);
        this.shard = (LocalShard) engine.openShard(0);
        synchronized (log) {
            List<CompletableFuture<?>> replayed = new ArrayList<>();
            for (int index = (int) shard.durableIndex() + 1; index < log.size(); index++) {
                replayed.add(shard.apply(1, index, log.get(index)));
            }
            replayed.forEach(CompletableFuture::join);
        }
    }

    private CompletableFuture<Void> propose(ShardCommand command) {
        if (refusal.isPresent()) {
            return CompletableFuture.failedFuture(refusal.get());
        }
        if (command instanceof ShardCommand.SealSegment || command instanceof ShardCommand.RewriteSegments) {
            Runnable meanwhile = beforeSeal;
            beforeSeal = () -> {};
            meanwhile.run();
        }
        return send(command).thenApply(_ -> null);
    }

    CompletableFuture<List<WriteResult>> send(ShardCommand command) {
        synchronized (log) {
            log.add(command);
            return shard.apply(1, log.size() - 1, command);
        }
    }

    List<WriteResult> apply(ShardCommand command) {
        return send(command).join();
    }

    WriteResult write(Write write) {
        return apply(new ShardCommand.Writes(clock.millis(), List.of(write))).getFirst();
    }

    Write insert(String json) {
        return write(Operation.INSERT, json, OptionalLong.empty());
    }

    Write upsert(String json) {
        return write(Operation.UPSERT, json, OptionalLong.empty());
    }

    Write write(Operation operation, String json, OptionalLong revision) {
        Document document = Document.of(Json.parseObject(json));
        return new Write(request(), COLLECTION, operation, new DocumentOrId.Whole(document), revision);
    }

    Write delete(Value id) {
        return new Write(request(), COLLECTION, Operation.DELETE, new DocumentOrId.OnlyId(id), OptionalLong.empty());
    }

    String request() {
        return "request-" + requests++ + "-" + log.size();
    }

    void checkpoint() {
        shard.checkpoint().join();
    }

    /** Has RocksDB take what is in RAM alone, without a flush, and waits for it. */
    void relieve() {
        onLoop(() -> shard.checkpointer().relieve(clock.millis()));
        while (onLoopAsk(shard.checkpointer()::isRunning)) {
            Thread.onSpinWait();
        }
    }

    void onLoop(Runnable task) {
        onLoopAsk(() -> {
            task.run();
            return true;
        });
    }

    private <T> T onLoopAsk(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        shard.seat().post(() -> answer.complete(question.get()));
        return answer.join();
    }

    ShardSnapshot snapshot() {
        return shard.snapshot().join();
    }

    Optional<StoredDocument> get(Value id) {
        try (ShardSnapshot snapshot = snapshot()) {
            return snapshot.get(COLLECTION, id, false);
        }
    }

    /**
     * Every document by its id's JSON, as {@code revision:json}. Fields are asked for twice on the way, so that the store
     * keeps those of hot documents, and have to be what the document has.
     */
    static Map<String, String> contents(ShardSnapshot snapshot, int collection) {
        Map<String, String> contents = new TreeMap<>();
        Iterator<StoredDocument> all = snapshot.scan(collection, false);
        while (all.hasNext()) {
            StoredDocument stored = all.next();
            for (FieldPath path : FIELDS) {
                for (int time = 0; time < 2; time++) {
                    if (!stored.get(path).equals(stored.document().get(path))) {
                        throw new AssertionError(path + " of " + stored.document() + " is not " + stored.get(path));
                    }
                }
            }
            if (stored.sizeBytes() != stored.document().sizeBytes()) {
                throw new AssertionError(stored.document() + " does not take " + stored.sizeBytes() + " bytes");
            }
            String former =
                    contents.put(Json.relaxed(stored.document().id()), stored.revision() + ":" + stored.document());
            if (former != null) {
                throw new AssertionError("twice in one scan: " + stored.document() + " and " + former);
            }
        }
        return contents;
    }

    Map<String, String> contents() {
        try (ShardSnapshot snapshot = snapshot()) {
            return contents(snapshot, COLLECTION);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
