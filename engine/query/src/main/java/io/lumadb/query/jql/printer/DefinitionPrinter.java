package io.lumadb.query.jql.printer;

import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.jql.vocabulary.SchemaKeywords;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
            rule.standard().ifPresent(standard -> {
                switch (standard) {
                    case CollectionSchema.Default.Constant(Value value) -> property.put("default", value);
                    case CollectionSchema.Default.Computed(String expression) ->
                        property.put("defaultExpression", Value.of(expression));
                }
            });
            rule.check().ifPresent(check -> putCheck(property, rule, check));
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

    /** Conditions that JSON Schema has keywords for stand first and in their order; what is left over is LQL. */
    private static void putCheck(Map<String, Value> property, CollectionSchema.FieldRule rule, String check) {
        Expression condition = LqlLanguage.parseExpression(check);
        List<Expression> left = new ArrayList<>(
                condition instanceof Expression.And(List<Expression> operands) ? operands : List.of(condition));
        Expression field = Expressions.field(rule.name());
        for (SchemaKeywords keyword : SchemaKeywords.values()) {
            Optional<Value> operand = left.isEmpty() || !keyword.fits(rule.type())
                    ? Optional.empty()
                    : keyword.operand(field, left.getFirst()).filter(value -> isOfType(keyword, value, rule.type()));
            if (operand.isPresent()) {
                property.put(keyword.word(), operand.get());
                left.removeFirst();
            }
        }
        if (!left.isEmpty()) {
            property.put("check", Value.of(LqlLanguage.print(Expressions.and(left))));
        }
    }

    private static boolean isOfType(SchemaKeywords keyword, Value operand, String type) {
        if (keyword != SchemaKeywords.ENUM) {
            return true;
        }
        Value first = ((Value.Array) operand).elements().getFirst();
        return first.isNumber() && List.of("int64", "double", "decimal128").contains(type)
                || first.typeName().equals(type);
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
