package io.lumadb.query.execution;

import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.CollectionSchema.Default;
import io.lumadb.document.catalog.CollectionSchema.FieldRule;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.IndexStatus;
import io.lumadb.query.statement.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** SHOW COLLECTIONS, SHOW INDEXES and DESCRIBE: the catalog as rows. */
final class CatalogRows {

    private final Database database;
    private final Catalog catalog;
    private final RowOutput output;

    CatalogRows(Database database, Catalog catalog, RowOutput output) {
        this.database = database;
        this.catalog = catalog;
        this.output = output;
    }

    void run(Statement statement) {
        switch (statement) {
            case Statement.ShowCollections() -> showCollections();
            case Statement.ShowIndexes(String collection) -> showIndexes(catalog.require(collection));
            case Statement.Describe(String collection) -> describe(catalog.require(collection));
            default -> throw new IllegalArgumentException("shows nothing: " + statement);
        }
    }

    private void showCollections() {
        output.declareColumns(Optional.of(List.of("name", "schema", "indexes", "tiering")));
        for (CollectionDefinition collection : database.collections()) {
            Map<String, Value> row = new LinkedHashMap<>();
            row.put("name", Value.of(collection.name()));
            row.put(
                    "schema",
                    Value.of(collection.schema().map(CatalogRows::strictness).orElse("none")));
            row.put("indexes", Value.of(collection.indexes().size()));
            row.put("tiering", Value.of(collection.tiering().isPresent() ? "own" : "default"));
            output.accept(new Value.Obj(row));
        }
    }

    private static String strictness(CollectionSchema schema) {
        return schema.strict() ? "strict" : "flexible";
    }

    private void showIndexes(CollectionDefinition collection) {
        output.declareColumns(
                Optional.of(List.of("name", "fields", "kind", "unique", "state", "documents", "total", "reason")));
        for (IndexStatus status : database.indexes(collection.name())) {
            IndexDefinition index = status.index();
            Map<String, Value> row = new LinkedHashMap<>();
            row.put("name", Value.of(index.name()));
            row.put(
                    "fields",
                    new Value.Array(index.fields().stream()
                            .map(field -> Value.of(field.path() + (field.descending() ? " DESC" : "")))
                            .toList()));
            row.put("kind", Value.of(index.kind().name().toLowerCase(Locale.ROOT)));
            row.put("unique", Value.of(index.unique()));
            row.put("state", Value.of(status.state().wireName()));
            status.progress().ifPresent(progress -> {
                row.put("documents", Value.of(progress.documents()));
                row.put("total", Value.of(progress.total()));
            });
            status.reason().ifPresent(reason -> row.put("reason", Value.of(reason)));
            output.accept(new Value.Obj(row));
        }
    }

    private static Value shown(Default standard) {
        return switch (standard) {
            case Default.Constant(Value value) -> value;
            case Default.Computed(String expression) -> Value.of(expression);
        };
    }

    /** Declared fields first, then what a sample of the documents shows. */
    private void describe(CollectionDefinition collection) {
        output.declareColumns(Optional.of(
                List.of("field", "declared", "required", "default", "check", "types", "frequency", "example")));
        FieldSample sample = FieldSample.of(database, collection.name());
        Map<String, Map<String, Value>> rows = new LinkedHashMap<>();
        for (FieldRule rule : collection.schema().map(CollectionSchema::fields).orElse(List.of())) {
            Map<String, Value> row = new LinkedHashMap<>();
            row.put("field", Value.of(rule.name()));
            row.put("declared", Value.of(rule.type()));
            row.put("required", Value.of(rule.required()));
            rule.standard().ifPresent(standard -> row.put("default", shown(standard)));
            rule.check().ifPresent(check -> row.put("check", Value.of(check)));
            rows.put(rule.name(), row);
        }
        sample.fields().forEach((name, seen) -> {
            Map<String, Value> row =
                    rows.computeIfAbsent(name, _ -> new LinkedHashMap<>(Map.of("field", Value.of(name))));
            row.put(
                    "types",
                    new Value.Array(seen.types().stream().map(Value::of).toList()));
            row.put("frequency", Value.of((double) seen.count() / sample.documents()));
            row.put("example", seen.example());
        });
        rows.values().forEach(row -> output.accept(new Value.Obj(row)));
    }
}
