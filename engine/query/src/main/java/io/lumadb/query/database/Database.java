package io.lumadb.query.database;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.statistics.FieldStatistics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A sharded store of documents. Thread-safe. Methods that read or change the catalog may block for a round of
 * consensus; call them from virtual threads.
 *
 * <p>All failures are {@link io.lumadb.document.error.LumaException}s.
 */
public interface Database {

    /** Sorted by name. */
    List<CollectionDefinition> collections();

    Optional<CollectionDefinition> collection(String name);

    /** How many shards the key space is hashed into, 1 or more, fixed when the cluster was made. */
    int shardCount();

    /** The shard that owns a key, 0 to {@code shardCount() - 1}. */
    int shardOf(Value id);

    /**
     * Opens a read of one shard. The cursor sees one moment of the shard and never stalls its writers.
     *
     * @throws io.lumadb.document.error.LumaException UNKNOWN_COLLECTION, NOT_LEADER, UNAVAILABLE
     */
    DocumentCursor open(ScanRequest request);

    /**
     * Carries out mutations, in order within a shard, and completes when they are durable. Mutations are independent of
     * one another: one may fail while the others succeed. The outcomes stand in the mutations' order.
     */
    CompletableFuture<List<WriteOutcome>> write(String collection, List<Mutation> mutations);

    /**
     * Amounts of a collection for estimates, without waiting; empty where this database counts nothing.
     *
     * @throws io.lumadb.document.error.LumaException UNKNOWN_COLLECTION
     */
    default Optional<CollectionStatistics> statistics(String collection) {
        return Optional.empty();
    }

    /**
     * What the values of a field were when the background last counted them, without waiting; empty where it has not
     * counted yet, or has not met the field. A collection is counted again when a fifth of it has changed.
     *
     * @throws io.lumadb.document.error.LumaException UNKNOWN_COLLECTION
     */
    default Optional<FieldStatistics> statistics(String collection, FieldPath path) {
        return Optional.empty();
    }

    /** Makes a collection; false when it was there and {@code ifNotExists}. ALREADY_EXISTS otherwise. */
    boolean createCollection(String name, Optional<CollectionSchema> schema, boolean ifNotExists);

    /** Drops a collection with its documents and indexes; false when it was not there and {@code ifExists}. */
    boolean dropCollection(String name, boolean ifExists);

    /** Replaces or removes the declared schema. */
    void setSchema(String collection, Optional<CollectionSchema> schema);

    /** Sets the collection's tiering policy; empty returns it to the cluster's default. */
    void setTiering(String collection, Optional<TieringPolicy> policy);

    /**
     * Builds an index over what is there and keeps it from then on. A small one is ready when this comes back, a large one
     * goes on in the background while writes do: {@link #indexes} says how far it is, and queries use it once it is ready.
     * ALREADY_EXISTS when the name is taken; DUPLICATE_KEY, naming two documents, when a unique index cannot be.
     */
    void createIndex(String collection, IndexDefinition index);

    /** Comes back at once; the space is freed in the background. NOT_FOUND when there is no such index. */
    void dropIndex(String collection, String index);

    /**
     * The indexes of a collection, those that are not ready among them.
     *
     * @throws io.lumadb.document.error.LumaException UNKNOWN_COLLECTION
     */
    default List<IndexStatus> indexes(String collection) {
        return collection(collection)
                .map(definition ->
                        definition.indexes().stream().map(IndexStatus::ready).toList())
                .orElseThrow(() ->
                        new LumaException(ErrorCode.UNKNOWN_COLLECTION, "there is no collection '" + collection + "'"));
    }
}
