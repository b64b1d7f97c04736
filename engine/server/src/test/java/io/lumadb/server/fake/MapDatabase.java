package io.lumadb.server.fake;

import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.database.WriteOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Collections in maps. Guarded by its own lock. */
public final class MapDatabase implements Database {

    private static final int SHARDS = 4;

    private final Map<String, CollectionDefinition> definitions = new TreeMap<>();
    private final Map<String, Map<Value, StoredDocument>> documents = new TreeMap<>();
    private int nextId = 1;

    @Override
    public synchronized List<CollectionDefinition> collections() {
        return List.copyOf(definitions.values());
    }

    @Override
    public synchronized Optional<CollectionDefinition> collection(String name) {
        return Optional.ofNullable(definitions.get(name));
    }

    @Override
    public int shardCount() {
        return SHARDS;
    }

    @Override
    public int shardOf(Value id) {
        return Math.floorMod(id.hashCode(), SHARDS);
    }

    public synchronized Map<Value, StoredDocument> documentsOf(String collection) {
        Map<Value, StoredDocument> found = documents.get(collection);
        if (found == null) {
            throw new LumaException(ErrorCode.UNKNOWN_COLLECTION, "there is no collection '" + collection + "'");
        }
        return found;
    }

    @Override
    public synchronized DocumentCursor open(ScanRequest request) {
        List<StoredDocument> found = switch (request.access()) {
            case ScanRequest.Access.ByIds(List<Value> ids) -> {
                Map<Value, StoredDocument> all = documentsOf(request.collection());
                yield ids.stream().filter(all::containsKey).map(all::get).toList();
            }
            case ScanRequest.Access.Everything(), ScanRequest.Access.ByIndex _ ->
                documentsOf(request.collection()).values().stream()
                        .filter(stored -> shardOf(stored.document().id()) == request.shard())
                        .toList();
        };
        List<List<StoredDocument>> batches = new ArrayList<>(List.of(found));
        return new DocumentCursor() {
            @Override
            public List<StoredDocument> next() {
                return batches.isEmpty() ? List.of() : batches.removeFirst();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public synchronized CompletableFuture<List<WriteOutcome>> write(String collection, List<Mutation> mutations) {
        Map<Value, StoredDocument> all = documentsOf(collection);
        return CompletableFuture.completedFuture(
                mutations.stream().map(mutation -> apply(all, mutation)).toList());
    }

    private static WriteOutcome apply(Map<Value, StoredDocument> all, Mutation mutation) {
        StoredDocument before = all.get(mutation.id());
        return switch (mutation) {
            case Mutation.Insert(var document) ->
                before == null
                        ? put(all, mutation.id(), StoredDocument.of(document, 1, Tier.HOT), false)
                        : new WriteOutcome.Failed(ErrorCode.DUPLICATE_KEY, "the key is taken");
            case Mutation.Upsert(var document) ->
                put(
                        all,
                        mutation.id(),
                        StoredDocument.of(document, before == null ? 1 : before.revision() + 1, Tier.HOT),
                        before != null);
            case Mutation.Replace(var document, OptionalLong expected) ->
                mismatch(before, expected)
                        .orElseGet(() -> put(
                                all, mutation.id(), StoredDocument.of(document, revision(before) + 1, Tier.HOT), true));
            case Mutation.Delete(Value id, OptionalLong expected) ->
                mismatch(before, expected).orElseGet(() -> {
                    all.remove(id);
                    return new WriteOutcome.Done(0, true);
                });
        };
    }

    private static long revision(StoredDocument stored) {
        return stored.revision();
    }

    private static Optional<WriteOutcome> mismatch(StoredDocument before, OptionalLong expected) {
        if (before == null) {
            return Optional.of(new WriteOutcome.Failed(ErrorCode.NOT_FOUND, "there is no such document"));
        }
        return expected.isPresent() && expected.getAsLong() != before.revision()
                ? Optional.of(new WriteOutcome.Failed(
                        ErrorCode.REVISION_MISMATCH, "the document has revision " + before.revision()))
                : Optional.empty();
    }

    private static WriteOutcome put(Map<Value, StoredDocument> all, Value key, StoredDocument stored, boolean existed) {
        all.put(key, stored);
        return new WriteOutcome.Done(stored.revision(), existed);
    }

    @Override
    public synchronized boolean createCollection(String name, Optional<CollectionSchema> schema, boolean ifNotExists) {
        if (definitions.containsKey(name)) {
            if (ifNotExists) {
                return false;
            }
            throw new LumaException(ErrorCode.ALREADY_EXISTS, "there is a collection '" + name + "' already");
        }
        definitions.put(name, new CollectionDefinition(nextId++, name, schema, List.of(), Optional.empty()));
        documents.put(name, new LinkedHashMap<>());
        return true;
    }

    @Override
    public synchronized boolean dropCollection(String name, boolean ifExists) {
        documentsOf(name);
        definitions.remove(name);
        documents.remove(name);
        return true;
    }

    @Override
    public synchronized void setSchema(String name, Optional<CollectionSchema> schema) {
        definitions.computeIfPresent(
                name, (_, old) -> new CollectionDefinition(old.id(), name, schema, old.indexes(), old.tiering()));
    }

    @Override
    public synchronized void setTiering(String name, Optional<TieringPolicy> policy) {
        definitions.computeIfPresent(name, (_, old) -> old.withTiering(policy));
    }

    @Override
    public synchronized void createIndex(String name, IndexDefinition index) {
        definitions.computeIfPresent(name, (_, old) -> {
            List<IndexDefinition> more = new ArrayList<>(old.indexes());
            more.add(index);
            return old.withIndexes(more);
        });
    }

    @Override
    public synchronized void dropIndex(String name, String index) {
        CollectionDefinition old = definitions.get(name);
        if (old == null || old.index(index).isEmpty()) {
            throw new LumaException(ErrorCode.NOT_FOUND, "there is no index '" + index + "'");
        }
        definitions.put(
                name,
                old.withIndexes(old.indexes().stream()
                        .filter(other -> !other.name().equals(index))
                        .toList()));
    }
}
