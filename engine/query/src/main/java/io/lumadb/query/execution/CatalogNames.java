package io.lumadb.query.execution;

import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.CollectionSchema.FieldRule;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.language.Names;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The catalog's collections, and the fields and values that a sample of their documents has. A sample is kept for some seconds; then
 * the old one is still given while a new one is taken in the background. Thread-safe.
 */
final class CatalogNames implements Names {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST_COLLECTIONS = 1_000;
    private static final String ANY = "any";
    private static final Set<String> NOTHING = Set.of(Value.NULL.typeName(), Value.MISSING.typeName());

    private final Database database;
    private final ConcurrentHashMap<String, Sampled> samples = new ConcurrentHashMap<>();

    CatalogNames(Database database) {
        this.database = database;
    }

    private record Sampled(
            int collectionId,
            List<String> fields,
            Map<String, List<Value>> values,
            Map<String, Set<String>> types,
            long takenNanos,
            AtomicBoolean refreshing) {
        boolean isFresh() {
            return System.nanoTime() - takenNanos < FRESH.toNanos();
        }
    }

    @Override
    public List<String> collections() {
        return database.collections().stream().map(CollectionDefinition::name).toList();
    }

    @Override
    public List<String> fields(String collection) {
        return sampled(collection).map(Sampled::fields).orElse(List.of());
    }

    @Override
    public List<Value> values(String collection, String field) {
        return sampled(collection)
                .map(sampled -> sampled.values().getOrDefault(field, List.of()))
                .orElse(List.of());
    }

    @Override
    public Set<String> types(String collection, String field) {
        return sampled(collection)
                .map(sampled -> sampled.types().getOrDefault(field, Set.of()))
                .orElse(Set.of());
    }

    private Optional<Sampled> sampled(String collection) {
        Optional<CollectionDefinition> definition = database.collection(collection);
        if (definition.isEmpty()) {
            return Optional.empty();
        }
        Sampled known = samples.get(collection);
        if (known == null || known.collectionId() != definition.get().id()) {
            return Optional.of(sample(definition.get()));
        }
        if (!known.isFresh() && known.refreshing().compareAndSet(false, true)) {
            Thread.ofVirtual().name("field-sample").start(() -> refresh(definition.get(), known));
        }
        return Optional.of(known);
    }

    private void refresh(CollectionDefinition definition, Sampled known) {
        try {
            sample(definition);
        } catch (LumaException unavailable) {
            // The names known so far stay in use, and the next question for them tries again.
            known.refreshing().set(false);
        }
    }

    private Sampled sample(CollectionDefinition definition) {
        Set<String> fields = new LinkedHashSet<>();
        definition.schema().map(CollectionSchema::fields).orElse(List.of()).stream()
                .map(FieldRule::name)
                .forEach(fields::add);
        FieldSample sample = FieldSample.of(database, definition.name());
        fields.addAll(sample.names());
        Map<String, List<Value>> values = new HashMap<>();
        Map<String, Set<String>> types = new HashMap<>();
        sample.fields().forEach((field, seen) -> {
            values.put(field, seen.fewValues());
            types.put(field, new LinkedHashSet<>(seen.types()));
        });
        definition.schema().map(CollectionSchema::fields).orElse(List.of()).stream()
                .filter(rule -> !rule.type().equals(ANY))
                .forEach(rule -> types.computeIfAbsent(rule.name(), _ -> new LinkedHashSet<>())
                        .add(rule.type()));
        types.values().forEach(seen -> seen.removeAll(NOTHING));
        Sampled sampled = new Sampled(
                definition.id(),
                List.copyOf(fields),
                Map.copyOf(values),
                Map.copyOf(types),
                System.nanoTime(),
                new AtomicBoolean());
        if (samples.size() >= MOST_COLLECTIONS) {
            samples.clear();
        }
        samples.put(definition.name(), sampled);
        return sampled;
    }
}
