package io.lumadb.bench;

import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.storage.CollectionCatalog;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.ShardStore;
import io.lumadb.storage.StorageConfig;
import io.lumadb.storage.StorageEngine;
import io.lumadb.storage.StorageEngines;
import io.lumadb.storage.StorageListener;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.WriteResult;
import io.lumadb.storage.view.TierMoveBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** One shard of the storage, whose log is kept nowhere: to measure the cold tier and nothing else. */
final class ColdShard implements AutoCloseable {

    static final int COLLECTION = 1;

    private final StorageEngine engine;
    private final ShardStore shard;
    private final AtomicLong index = new AtomicLong(-1);
    private final List<Path> volumes;

    ColdShard(Path folder, int dataShards, int parityShards) {
        this.volumes = IntStream.range(0, dataShards + parityShards)
                .mapToObj(n -> folder.resolve("volume-" + n))
                .toList();
        TieringPolicy policy = new TieringPolicy(
                TieringPolicy.DEFAULT.hot(),
                TieringPolicy.DEFAULT.warm(),
                new TieringPolicy.ColdPolicy(
                        true,
                        Duration.ofDays(7),
                        OptionalLong.empty(),
                        new ColdStrategy.ErasureCoding(dataShards, parityShards)));
        StorageConfig config = new StorageConfig(
                "node-1", folder.resolve("storage"), 1, 1L << 30, 64L << 20, volumes, InstantSource.system());
        CollectionCatalog catalog = new CollectionCatalog() {
            @Override
            public Optional<CollectionDefinition> collection(int id) {
                return Optional.of(
                        new CollectionDefinition(id, "bench", Optional.empty(), List.of(), Optional.empty()));
            }

            @Override
            public TieringPolicy policy(int collection) {
                return policy;
            }
        };
        StorageListener silent = new StorageListener() {
            @Override
            public void moved(TierMoveBatch move) {}

            @Override
            public void happened(Severity severity, String kind, int number, String text) {}
        };
        this.engine = StorageEngines.open(
                config, catalog, (_, command) -> apply(command).thenApply(_ -> null), silent);
        this.shard = engine.openShard(0);
        shard.leading(true);
    }

    ShardStore store() {
        return shard;
    }

    List<Path> volumes() {
        return volumes;
    }

    synchronized CompletableFuture<List<WriteResult>> apply(ShardCommand command) {
        return shard.apply(1, index.incrementAndGet(), command);
    }

    ShardSnapshot snapshot() {
        return shard.snapshot().join();
    }

    @Override
    public void close() {
        engine.close();
    }
}
