package io.lumadb.query.database;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.database.ScanRequest.Bound;
import io.lumadb.query.statistics.CollectionSketch;
import io.lumadb.query.statistics.FieldStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** A database over maps: shards, revisions, snapshots and unique indexes are real, durability is not. Thread-safe. */
public final class InMemoryDatabase implements Database {

    private static final int BATCH = 64;
    private static final List<Tier> TIERS = List.of(Tier.values());

    private final int shards;
    private final Map<String, CollectionDefinition> definitions = new ConcurrentSkipListMap<>();
    private final Map<String, List<Map<Value, StoredDocument>>> documents = new ConcurrentSkipListMap<>();
    private final Map<String, CollectionStatistics> claims = new ConcurrentSkipListMap<>();
    private final Map<String, Map<FieldPath, FieldStatistics>> gathered = new ConcurrentSkipListMap<>();
    private final List<ScanRequest> scans = new ArrayList<>();
    private final List<Integer> writeSizes = new ArrayList<>();
    private Runnable beforeWrite = () -> {};
    private int nextId = 1;

    public InMemoryDatabase(int shards) {
        this.shards = shards;
    }

    /** What was opened so far. */
    public synchronized List<ScanRequest> scans() {
        return List.copyOf(scans);
    }

    /** How many mutations each write had. */
    public synchronized List<Integer> writeSizes() {
        return List.copyOf(writeSizes);
    }

    /** Runs before every write, on the writer's thread: another client that gets in between. */
    public void beforeWrite(Runnable action) {
        beforeWrite = action;
    }

    /** Makes the statistics say something else than what is there: no result may depend on them. */
    public synchronized void claim(String collection, long documentCount) {
        claim(collection, documentCount, 0);
    }

    /** Makes the statistics say that so many documents are warm or cold. */
    public synchronized void claim(String collection, long documentCount, long belowHot) {
        claims.put(collection, new CollectionStatistics(documentCount, documentCount, belowHot));
    }

    /** Every document, by key, whatever its shard. */
    public synchronized List<StoredDocument> all(String collection) {
        Map<Value, StoredDocument> all = new TreeMap<>(ValueOrder.INSTANCE);
        shardsOf(collection).forEach(all::putAll);
        return List.copyOf(all.values());
    }

    private List<Map<Value, StoredDocument>> shardsOf(String collection) {
        List<Map<Value, StoredDocument>> found = documents.get(collection);
        if (found == null) {
            throw new LumaException(ErrorCode.UNKNOWN_COLLECTION, "there is no collection '" + collection + "'");
        }
        return found;
    }

    @Override
    public List<CollectionDefinition> collections() {
        return List.copyOf(definitions.values());
    }

    @Override
    public Optional<CollectionDefinition> collection(String name) {
        return Optional.ofNullable(definitions.get(name));
    }

    @Override
    public int shardCount() {
        return shards;
    }

    @Override
    public int shardOf(Value id) {
        return Math.floorMod(Arrays.hashCode(OrderedKey.of(id)), shards);
    }

    @Override
    public synchronized DocumentCursor open(ScanRequest request) {
        scans.add(request);
        Map<Value, StoredDocument> shard = shardsOf(request.collection()).get(request.shard());
        List<StoredDocument> snapshot = switch (request.access()) {
            case Access.Everything() -> List.copyOf(shard.values());
            case Access.ByIds(List<Value> ids) ->
                ids.stream().filter(shard::containsKey).map(shard::get).toList();
            case Access.ByIndex byIndex -> byIndex(request.collection(), byIndex, shard);
        };
        return new ListCursor(snapshot.iterator());
    }

    private List<StoredDocument> byIndex(String collection, Access.ByIndex access, Map<Value, StoredDocument> shard) {
        IndexDefinition index = collection(collection)
                .flatMap(definition -> definition.index(access.index()))
                .orElseThrow(() -> new LumaException(ErrorCode.NOT_FOUND, "no index " + access.index()));
        List<Entry> entries = new ArrayList<>();
        shard.values()
                .forEach(stored -> entries(index, stored)
                        .filter(entry -> inRange(access, entry))
                        .forEach(entries::add));
        Comparator<Entry> order = (one, other) -> compare(index, one, other);
        entries.sort(access.descending() ? order.reversed() : order);
        Map<Value, StoredDocument> found = new LinkedHashMap<>();
        entries.forEach(entry -> found.putIfAbsent(entry.document().document().id(), entry.document()));
        return found.values().stream()
                .map(stored -> access.indexOnly() ? IndexedFields.of(index, stored) : stored)
                .toList();
    }

    /** The values of an index's fields under which a document is found. */
    private record Entry(List<Value> values, StoredDocument document) {}

    /** As the shards have it: an array is found under itself and each of its elements, a missing field under null. */
    private static Stream<Entry> entries(IndexDefinition index, StoredDocument stored) {
        Stream<List<Value>> entries = Stream.of(List.of());
        for (IndexDefinition.IndexField field : index.fields()) {
            List<Value> values = indexed(stored.document(), field.path());
            entries = entries.flatMap(leading -> values.stream()
                    .map(value ->
                            Stream.concat(leading.stream(), Stream.of(value)).toList()));
        }
        return entries.map(values -> new Entry(values, stored));
    }

    private static int compare(IndexDefinition index, Entry one, Entry other) {
        for (int i = 0; i < index.fields().size(); i++) {
            int order = ValueOrder.INSTANCE.compare(
                    one.values().get(i), other.values().get(i));
            if (order != 0) {
                return index.fields().get(i).descending() ? -order : order;
            }
        }
        return ValueOrder.INSTANCE.compare(
                one.document().document().id(), other.document().document().id());
    }

    private static boolean inRange(Access.ByIndex access, Entry entry) {
        for (int i = 0; i < access.equal().size(); i++) {
            if (!ValueOrder.same(entry.values().get(i), access.equal().get(i))) {
                return false;
            }
        }
        if (access.fieldsUsed() == access.equal().size()) {
            return true;
        }
        Value value = entry.values().get(access.equal().size());
        if (!access.among().isEmpty()) {
            return access.among().stream().anyMatch(wanted -> ValueOrder.same(wanted, value));
        }
        return within(access.low(), value, 1) && within(access.high(), value, -1);
    }

    private static boolean within(Optional<Bound> bound, Value value, int direction) {
        if (bound.isEmpty()) {
            return true;
        }
        int order = direction
                * Integer.signum(ValueOrder.INSTANCE.compare(value, bound.get().value()));
        return order > 0 || order == 0 && bound.get().inclusive();
    }

    private static List<Value> indexed(Document document, FieldPath path) {
        List<Value> values = new ArrayList<>();
        Value direct = document.get(path);
        add(values, direct);
        if (direct instanceof Value.Missing && document.get(path.root()) instanceof Value.Array(List<Value> elements)) {
            List<FieldPath.Segment> rest =
                    path.segments().subList(1, path.segments().size());
            elements.forEach(element -> add(values, Document.get(element, rest)));
        }
        return values;
    }

    private static void add(List<Value> values, Value value) {
        values.add(value);
        if (value instanceof Value.Array(List<Value> elements)) {
            values.addAll(elements);
        }
    }

    private record ListCursor(Iterator<StoredDocument> documents) implements DocumentCursor {
        @Override
        public List<StoredDocument> next() {
            List<StoredDocument> batch = new ArrayList<>();
            while (batch.size() < BATCH && documents.hasNext()) {
                batch.add(documents.next());
            }
            return batch;
        }

        @Override
        public void close() {}
    }

    @Override
    public CompletableFuture<List<WriteOutcome>> write(String collection, List<Mutation> mutations) {
        beforeWrite.run();
        return CompletableFuture.completedFuture(apply(collection, mutations));
    }

    /** Writes without running what {@link #beforeWrite} asks for. */
    public synchronized List<WriteOutcome> apply(String collection, List<Mutation> mutations) {
        writeSizes.add(mutations.size());
        List<Map<Value, StoredDocument>> all = shardsOf(collection);
        return mutations.stream()
                .map(mutation -> apply(collection, all.get(shardOf(mutation.id())), mutation))
                .toList();
    }

    private WriteOutcome apply(String collection, Map<Value, StoredDocument> shard, Mutation mutation) {
        StoredDocument before = shard.get(mutation.id());
        return switch (mutation) {
            case Mutation.Insert(Document document) ->
                before == null
                        ? put(collection, shard, document, 1, false)
                        : new WriteOutcome.Failed(ErrorCode.DUPLICATE_KEY, "the _id is taken: " + document.id());
            case Mutation.Upsert(Document document) ->
                put(collection, shard, document, before == null ? 1 : before.revision() + 1, before != null);
            case Mutation.Replace(Document document, OptionalLong expected) ->
                refusal(before, expected)
                        .orElseGet(() ->
                                put(collection, shard, document, before == null ? 1 : before.revision() + 1, true));
            case Mutation.Delete(Value id, OptionalLong expected) ->
                refusal(before, expected).orElseGet(() -> {
                    shard.remove(id);
                    return new WriteOutcome.Done(0, true);
                });
        };
    }

    private static Optional<WriteOutcome> refusal(
            @org.jspecify.annotations.Nullable StoredDocument before, OptionalLong expected) {
        if (before == null) {
            return Optional.of(new WriteOutcome.Failed(ErrorCode.NOT_FOUND, "there is no such document"));
        }
        return expected.isPresent() && expected.getAsLong() != before.revision()
                ? Optional.of(new WriteOutcome.Failed(ErrorCode.REVISION_MISMATCH, "another revision"))
                : Optional.empty();
    }

    private WriteOutcome put(
            String collection, Map<Value, StoredDocument> shard, Document document, long revision, boolean existed) {
        for (IndexDefinition index : collection(collection).orElseThrow().indexes()) {
            if (index.unique() && taken(collection, index, document)) {
                return new WriteOutcome.Failed(
                        ErrorCode.DUPLICATE_KEY, "unique index '" + index.name() + "' has the value already");
            }
        }
        Tier tier = TIERS.get(shard.size() % TIERS.size());
        shard.put(document.id(), StoredDocument.of(document, revision, tier));
        return new WriteOutcome.Done(revision, existed);
    }

    private boolean taken(String collection, IndexDefinition index, Document document) {
        FieldPath path = index.fields().getFirst().path();
        return !document.get(path).isNull()
                && all(collection).stream()
                        .anyMatch(other -> !ValueOrder.same(other.document().id(), document.id())
                                && ValueOrder.same(other.document().get(path), document.get(path)));
    }

    @Override
    public synchronized Optional<CollectionStatistics> statistics(String collection) {
        CollectionStatistics claimed = claims.get(collection);
        if (claimed != null) {
            return Optional.of(claimed);
        }
        List<StoredDocument> all = all(collection);
        long bytes =
                all.stream().mapToLong(stored -> stored.document().sizeBytes()).sum();
        return Optional.of(new CollectionStatistics(all.size(), bytes));
    }

    /** Counts the fields of what is there now, as the background of a cluster does. */
    public synchronized void gather(String collection) {
        CollectionSketch sketch = new CollectionSketch(1);
        all(collection).forEach(stored -> sketch.add(stored.document()));
        gathered.put(collection, sketch.sum());
    }

    @Override
    public synchronized Optional<FieldStatistics> statistics(String collection, FieldPath path) {
        return Optional.ofNullable(gathered.getOrDefault(collection, Map.of()).get(path));
    }

    @Override
    public synchronized boolean createCollection(String name, Optional<CollectionSchema> schema, boolean ifNotExists) {
        if (definitions.containsKey(name)) {
            if (ifNotExists) {
                return false;
            }
            throw new LumaException(ErrorCode.ALREADY_EXISTS, "there is a collection '" + name + "' already");
        }
        List<Map<Value, StoredDocument>> empty = new ArrayList<>();
        for (int i = 0; i < shards; i++) {
            empty.add(new TreeMap<>(ValueOrder.INSTANCE));
        }
        documents.put(name, empty);
        definitions.put(name, new CollectionDefinition(nextId++, name, schema, List.of(), Optional.empty()));
        return true;
    }

    @Override
    public synchronized boolean dropCollection(String name, boolean ifExists) {
        if (definitions.remove(name) == null) {
            if (ifExists) {
                return false;
            }
            throw new LumaException(ErrorCode.UNKNOWN_COLLECTION, "there is no collection '" + name + "'");
        }
        documents.remove(name);
        return true;
    }

    @Override
    public synchronized void setSchema(String collection, Optional<CollectionSchema> schema) {
        CollectionDefinition old = require(collection);
        definitions.put(
                collection, new CollectionDefinition(old.id(), collection, schema, old.indexes(), old.tiering()));
    }

    @Override
    public synchronized void setTiering(String collection, Optional<TieringPolicy> policy) {
        definitions.put(collection, require(collection).withTiering(policy));
    }

    @Override
    public synchronized void createIndex(String collection, IndexDefinition index) {
        CollectionDefinition old = require(collection);
        if (old.index(index.name()).isPresent()) {
            throw new LumaException(ErrorCode.ALREADY_EXISTS, "there is an index '" + index.name() + "' already");
        }
        List<IndexDefinition> indexes = new ArrayList<>(old.indexes());
        indexes.add(index);
        definitions.put(collection, old.withIndexes(indexes));
    }

    @Override
    public synchronized void dropIndex(String collection, String index) {
        CollectionDefinition old = require(collection);
        if (old.index(index).isEmpty()) {
            throw new LumaException(ErrorCode.NOT_FOUND, "there is no index '" + index + "'");
        }
        definitions.put(
                collection,
                old.withIndexes(old.indexes().stream()
                        .filter(other -> !other.name().equals(index))
                        .toList()));
    }

    private CollectionDefinition require(String collection) {
        return collection(collection)
                .orElseThrow(() ->
                        new LumaException(ErrorCode.UNKNOWN_COLLECTION, "there is no collection '" + collection + "'"));
    }
}
