package io.lumadb.query.jql.printer;

import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.statement.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes the commands that define collections and indexes. */
final class DefinitionPrinter {

    private DefinitionPrinter() {}

    static Value.Obj createCollection(Statement.CreateCollection create) {
        Map<String, Value> command = CommandPrinter.command("createCollection", create.name());
        create.schema().ifPresent(schema -> {
            command.put("schema", schema(schema));
            command.put("validation", Value.of(schema.strict() ? "strict" : "flexible"));
        });
        CommandPrinter.putFlag(command, "ifNotExists", create.ifNotExists());
        return new Value.Obj(command);
    }

    private static Value schema(CollectionSchema schema) {
        Map<String, Value> properties = new LinkedHashMap<>();
        List<Value> required = new ArrayList<>();
        for (CollectionSchema.FieldRule rule : schema.fields()) {
            Map<String, Value> property = new LinkedHashMap<>();
            property.put("type", Value.of(rule.type()));
            rule.defaultValue().ifPresent(value -> property.put("default", value));
            rule.check().ifPresent(check -> property.put("check", Value.of(check)));
            properties.put(rule.name(), new Value.Obj(property));
            if (rule.required()) {
                required.add(Value.of(rule.name()));
            }
        }
        Map<String, Value> whole = new LinkedHashMap<>();
        whole.put("properties", new Value.Obj(properties));
        if (!required.isEmpty()) {
            whole.put("required", new Value.Array(required));
        }
        return new Value.Obj(whole);
    }

    static Value.Obj createIndex(String collection, IndexDefinition index) {
        Map<String, Value> command = new LinkedHashMap<>();
        command.put("createIndex", Value.of(index.name()));
        command.put("collection", Value.of(collection));
        boolean directed = index.fields().stream().anyMatch(IndexDefinition.IndexField::descending);
        Map<String, Value> fields = new LinkedHashMap<>();
        for (IndexDefinition.IndexField field : index.fields()) {
            fields.put(Fields.path(field.path()), Value.of(field.descending() ? -1L : 1L));
        }
        command.put(
                "fields",
                directed
                        ? new Value.Obj(fields)
                        : new Value.Array(
                                fields.keySet().stream().map(Value::of).toList()));
        CommandPrinter.putFlag(command, "unique", index.unique());
        if (index.kind() != IndexDefinition.Kind.BTREE) {
            command.put("using", Value.of(index.kind().name().toLowerCase(Locale.ROOT)));
        }
        if (!index.options().isEmpty()) {
            command.put("options", new Value.Obj(new TreeMap<>(index.options())));
        }
        return new Value.Obj(command);
    }
}
