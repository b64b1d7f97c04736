package io.lumadb.server.translator;

import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.CollectionSchema.FieldRule;
import io.lumadb.query.database.Database;
import io.lumadb.server.wire.Shapes.FieldSample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is in the catalog, for a language model: a line for each collection with its fields and their types, no values. Fields
 * are those declared and those of some documents.
 */
final class CatalogText {

    private static final int MOST_COLLECTIONS = 60;
    private static final int MOST_FIELDS = 60;

    private final Database database;
    private final Function<String, List<FieldSample>> sampling;

    /** @param sampling the fields that some documents of a collection have */
    CatalogText(Database database, Function<String, List<FieldSample>> sampling) {
        this.database = database;
        this.sampling = sampling;
    }

    String text() {
        List<CollectionDefinition> all = database.collections();
        String more = all.size() <= MOST_COLLECTIONS
                ? ""
                : "Further collections, without their fields: "
                        + all.stream()
                                .skip(MOST_COLLECTIONS)
                                .map(CollectionDefinition::name)
                                .limit(1_000)
                                .collect(Collectors.joining(", "))
                        + "\n";
        return all.stream().limit(MOST_COLLECTIONS).map(this::line).collect(Collectors.joining()) + more;
    }

    private String line(CollectionDefinition collection) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (FieldRule rule : collection.schema().map(CollectionSchema::fields).orElse(List.of())) {
            fields.put(rule.name(), rule.type());
        }
        for (FieldSample field : sampling.apply(collection.name())) {
            fields.putIfAbsent(field.path(), String.join("|", field.types().keySet()));
        }
        return collection.name() + "("
                + fields.entrySet().stream()
                        .limit(MOST_FIELDS)
                        .map(field -> field.getKey() + " " + field.getValue())
                        .collect(Collectors.joining(", "))
                + ")\n";
    }
}
