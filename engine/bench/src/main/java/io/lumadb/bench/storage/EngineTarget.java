package io.lumadb.bench.storage;

import io.lumadb.document.Document;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.storage.CollectionCatalog;
import io.lumadb.storage.ShardStore;
import io.lumadb.storage.StorageConfig;
import io.lumadb.storage.StorageEngine;
import io.lumadb.storage.StorageEngines;
import io.lumadb.storage.StorageListener;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.Operation;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.command.WriteResult;
import io.lumadb.storage.view.ShardView;
import io.lumadb.storage.view.TierMoveBatch;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A node's storage below its Raft log, given entries of a hundred writes; it checkpoints and moves as it always does. */
final class EngineTarget implements Target {

    private static final int BATCH = 100;
    private static final int IN_FLIGHT = 16;
    private static final int COLLECTION = 1;

    private final StorageEngine engine;
    private final List<Log> logs = new ArrayList<>();
    private long requests;

    /** What stands for a shard's Raft group. */
    private static final class Log {
        private final ShardStore store;
        private final List<Write> waiting = new ArrayList<>();
        private final Deque<CompletableFuture<List<WriteResult>>> inFlight = new ArrayDeque<>();
        private long index;

        Log(ShardStore store) {
            this.store = store;
            this.index = Math.max(0, store.durableIndex());
        }
    }

    EngineTarget(Path folder, int shards, long hotBudget, long cacheBytes) {
        CollectionCatalog catalog = new CollectionCatalog() {
            @Override
            public Optional<CollectionDefinition> collection(int id) {
                return Optional.of(
                        new CollectionDefinition(id, "usertable", Optional.empty(), List.of(), Optional.empty()));
            }

            @Override
            public TieringPolicy policy(int collection) {
                return TieringPolicy.DEFAULT;
            }
        };
        StorageListener quiet = new StorageListener() {
            @Override
            public void moved(TierMoveBatch move) {}

            @Override
            public void happened(Severity severity, String kind, int shard, String text) {
                System.out.println("  " + kind + ": " + text);
            }
        };
        StorageConfig config = new StorageConfig(
                "bench",
                folder.resolve("engine"),
                Runtime.getRuntime().availableProcessors(),
                hotBudget,
                cacheBytes,
                List.of(folder.resolve("cold")),
                InstantSource.system());
        this.engine = StorageEngines.open(
                config,
                catalog,
                (shard, command) ->
                        CompletableFuture.failedFuture(new IllegalStateException("nothing leads: " + command)),
                quiet);
        for (int shard = 0; shard < shards; shard++) {
            logs.add(new Log(engine.openShard(shard)));
        }
    }

    StorageEngine engine() {
        return engine;
    }

    @Override
    public void write(int key, Document document) {
        Log log = logs.get(key % logs.size());
        // As long as a node's request ids are.
        String request = "0123456789abcdef-" + Long.toString(requests++, Character.MAX_RADIX);
        log.waiting.add(new Write(
                request, COLLECTION, Operation.UPSERT, new DocumentOrId.Whole(document), OptionalLong.empty()));
        if (log.waiting.size() == BATCH) {
            send(log);
        }
    }

    private static void send(Log log) {
        if (log.waiting.isEmpty()) {
            return;
        }
        while (log.inFlight.size() >= IN_FLIGHT) {
            log.inFlight.removeFirst().join();
        }
        log.inFlight.addLast(log.store.apply(
                1, ++log.index, new ShardCommand.Writes(System.currentTimeMillis(), List.copyOf(log.waiting))));
        log.waiting.clear();
    }

    @Override
    public void settle() throws InterruptedException {
        for (Log log : logs) {
            send(log);
            log.inFlight.forEach(CompletableFuture::join);
            log.inFlight.clear();
        }
        List<CompletableFuture<Long>> last =
                logs.stream().map(log -> log.store.checkpoint()).toList();
        last.forEach(CompletableFuture::join);
        while (!logs.stream().allMatch(log -> Target.isIdle(log.store.warm()))) {
            Thread.sleep(100);
        }
        // The views follow within a second.
        Thread.sleep(1_000);
    }

    @Override
    public Written written() {
        return logs.stream()
                .map(log -> log.store.view().traffic())
                .map(EngineTarget::written)
                .reduce(new Written(0, 0), Written::plus);
    }

    private static Written written(ShardView.Traffic traffic) {
        return new Written(traffic.flushedBytes(), traffic.compactedBytes());
    }

    @Override
    public void close() {
        engine.close();
    }
}
