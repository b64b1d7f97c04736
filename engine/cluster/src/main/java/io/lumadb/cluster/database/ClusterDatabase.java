package io.lumadb.cluster.database;

import io.lumadb.cluster.catalog.CatalogService;
import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.CollectionStatistics;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.IndexStatus;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.query.statistics.FieldStatistics;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.view.ShardView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The database of a node whose replicas cover every shard. Thread-safe. */
public final class ClusterDatabase implements Database {

    private final CatalogService catalog;
    private final List<ShardReplica> shards;
    private final Definitions definitions;
    private final DocumentWrites writes;
    private final FieldCensus census;

    /** @param shards by shard number, without gaps */
    public ClusterDatabase(
            CatalogService catalog,
            List<ShardReplica> shards,
            DocumentWrites writes,
            Definitions definitions,
            FieldCensus census) {
        this.catalog = catalog;
        this.shards = List.copyOf(shards);
        this.definitions = definitions;
        this.writes = writes;
        this.census = census;
    }

    @Override
    public List<CollectionDefinition> collections() {
        return List.copyOf(catalog.current().collections().values());
    }

    @Override
    public Optional<CollectionDefinition> collection(String name) {
        return Optional.ofNullable(catalog.current().collections().get(name));
    }

    @Override
    public int shardCount() {
        return shards.size();
    }

    @Override
    public int shardOf(Value id) {
        return KeyHash.shardOf(id, shards.size());
    }

    @Override
    public DocumentCursor open(ScanRequest request) {
        CollectionDefinition collection = catalog.require(request.collection());
        ShardReplica shard = shards.get(request.shard());
        ShardSnapshot snapshot = switch (request.consistency()) {
            case LINEARIZABLE -> shard.linearizableSnapshot();
            case EVENTUAL -> shard.snapshot();
        };
        try {
            return cursor(snapshot, collection, request);
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    private static DocumentCursor cursor(ShardSnapshot snapshot, CollectionDefinition collection, ScanRequest request) {
        return switch (request.access()) {
            case ScanRequest.Access.Everything() -> ShardCursor.scan(snapshot, collection.id(), request);
            case ScanRequest.Access.ByIds(var ids) ->
                ShardCursor.byIds(snapshot, collection.id(), ids.iterator(), request.countsAsAccess());
            case ScanRequest.Access.ByIndex byIndex -> {
                IndexDefinition index = collection
                        .index(byIndex.index())
                        .orElseThrow(() -> new LumaException(
                                ErrorCode.NOT_FOUND,
                                "\"" + collection.name() + "\" has no index \"" + byIndex.index() + "\" any more",
                                "run the query again"));
                yield ShardCursor.byIndex(snapshot, collection.id(), index.id(), byIndex, request.countsAsAccess());
            }
        };
    }

    @Override
    public CompletableFuture<List<WriteOutcome>> write(String collection, List<Mutation> mutations) {
        collection(collection).ifPresent(written -> census.changed(written.id(), mutations.size()));
        return writes.write(collection, mutations);
    }

    @Override
    public Optional<CollectionStatistics> statistics(String collection) {
        return Optional.of(amounts(shards, catalog.require(collection).id()));
    }

    static CollectionStatistics amounts(List<ShardReplica> shards, int collection) {
        long documents = 0;
        long bytes = 0;
        long belowHot = 0;
        for (ShardReplica shard : shards) {
            ShardView.Amounts amounts = shard.store().view().collections().get(collection);
            if (amounts != null) {
                long below = amounts.warm().documents() + amounts.cold().documents();
                belowHot += below;
                documents += amounts.hot().documents() + below;
                bytes += amounts.hot().bytes()
                        + amounts.warm().bytes()
                        + amounts.cold().bytes();
            }
        }
        return new CollectionStatistics(documents, bytes, belowHot);
    }

    @Override
    public Optional<FieldStatistics> statistics(String collection, FieldPath path) {
        return census.field(catalog.require(collection).id(), path);
    }

    @Override
    public boolean createCollection(String name, Optional<CollectionSchema> schema, boolean ifNotExists) {
        return definitions.createCollection(name, schema, ifNotExists);
    }

    @Override
    public boolean dropCollection(String name, boolean ifExists) {
        return definitions.dropCollection(name, ifExists);
    }

    @Override
    public void setSchema(String collection, Optional<CollectionSchema> schema) {
        definitions.setSchema(collection, schema);
    }

    @Override
    public void setTiering(String collection, Optional<TieringPolicy> policy) {
        definitions.setTiering(collection, policy);
    }

    @Override
    public void createIndex(String collection, IndexDefinition index) {
        definitions.createIndex(collection, index);
    }

    @Override
    public void dropIndex(String collection, String index) {
        definitions.dropIndex(collection, index);
    }

    @Override
    public List<IndexStatus> indexes(String collection) {
        return definitions.indexes(collection);
    }
}
