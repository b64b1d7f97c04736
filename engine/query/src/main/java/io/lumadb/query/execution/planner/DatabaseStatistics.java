package io.lumadb.query.execution.planner;

import io.lumadb.document.FieldPath;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.database.CollectionStatistics;
import io.lumadb.query.database.Database;
import io.lumadb.query.execution.rewrite.Statistics;
import io.lumadb.query.statistics.FieldStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a database counts, asked once a collection and statement. Thread-safe: subqueries that wait for a value are planned
 * on the shards' threads.
 */
public final class DatabaseStatistics implements Statistics {

    private final Database database;
    private final Map<String, Optional<CollectionStatistics>> amounts = new ConcurrentHashMap<>();
    private final Map<Field, Optional<FieldStatistics>> fields = new ConcurrentHashMap<>();

    private record Field(String collection, FieldPath path) {}

    public DatabaseStatistics(Database database) {
        this.database = database;
    }

    @Override
    public OptionalDouble documents(String collection) {
        Optional<CollectionStatistics> counted = amounts(collection);
        return counted.isPresent() ? OptionalDouble.of((double) counted.get().documents()) : OptionalDouble.empty();
    }

    @Override
    public double belowHot(String collection) {
        return amounts(collection).map(CollectionStatistics::belowHot).orElse(0L);
    }

    private Optional<CollectionStatistics> amounts(String collection) {
        return amounts.computeIfAbsent(collection, database::statistics);
    }

    /** A field of which a unique index forbids equal values has as many as there are documents. */
    @Override
    public OptionalDouble distinct(String collection, FieldPath path) {
        boolean unique = database.collection(collection).map(CollectionDefinition::indexes).stream()
                .flatMap(List::stream)
                .anyMatch(index -> index.unique()
                        && index.fields().size() == 1
                        && index.fields().getFirst().path().equals(path));
        if (unique) {
            return documents(collection);
        }
        Optional<FieldStatistics> counted = field(collection, path);
        return counted.isPresent()
                ? OptionalDouble.of(counted.get().distinct(documents(collection).orElse((double)
                        counted.get().documents())))
                : OptionalDouble.empty();
    }

    @Override
    public Optional<FieldStatistics> field(String collection, FieldPath path) {
        return fields.computeIfAbsent(new Field(collection, path), _ -> database.statistics(collection, path));
    }

    @Override
    public Optional<IndexDefinition> index(String collection, String name) {
        return database.collection(collection).flatMap(definition -> definition.index(name));
    }
}
