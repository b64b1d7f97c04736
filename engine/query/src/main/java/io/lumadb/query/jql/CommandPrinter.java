package io.lumadb.query.jql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.PolicyObjects;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a statement as the object of a command. */
final class CommandPrinter {

    Value.Obj print(Statement statement) {
        return switch (statement) {
            case Statement.Select select -> new SelectPrinter().print(select);
            case Statement.SetOperation _, Statement.With _, Statement.InsertQuery _, Statement.SetSchema _ ->
                throw Unspoken.construct(statement);
            case Statement.Insert insert -> insert(insert);
            case Statement.Update update -> update(update);
            case Statement.Delete delete -> {
                Map<String, Value> command = command("delete", delete.collection());
                putFilter(command, delete.where());
                putSort(command, delete.orderBy());
                putRows(command, "limit", delete.limit());
                yield new Value.Obj(command);
            }
            case Statement.CreateCollection create -> createCollection(create);
            case Statement.DropCollection(String name, boolean ifExists) -> {
                Map<String, Value> command = command("dropCollection", name);
                putFlag(command, "ifExists", ifExists);
                yield new Value.Obj(command);
            }
            case Statement.SetTiering(String collection, var policy) ->
                OperatorPrinter.fields("setTiering", Value.of(collection), "policy", PolicyObjects.write(policy));
            case Statement.CreateIndex(String collection, IndexDefinition index) -> createIndex(collection, index);
            case Statement.DropIndex(String name, String collection) ->
                OperatorPrinter.fields("dropIndex", Value.of(name), "collection", Value.of(collection));
            case Statement.ShowCollections() -> OperatorPrinter.object("listCollections", Value.of(1));
            case Statement.ShowIndexes(String collection) ->
                OperatorPrinter.object("listIndexes", Value.of(collection));
            case Statement.Describe(String collection) -> OperatorPrinter.object("describe", Value.of(collection));
            case Statement.Explain(boolean analyze, Statement explained) -> {
                Map<String, Value> command = new LinkedHashMap<>();
                command.put("explain", print(explained));
                putFlag(command, "analyze", analyze);
                yield new Value.Obj(command);
            }
        };
    }

    static Map<String, Value> command(String name, String collection) {
        Map<String, Value> command = new LinkedHashMap<>();
        command.put(name, Value.of(collection));
        return command;
    }

    private static void putFlag(Map<String, Value> command, String key, boolean flag) {
        if (flag) {
            command.put(key, Value.TRUE);
        }
    }

    static void putFilter(Map<String, Value> command, Optional<Expression> where) {
        where.ifPresent(condition -> command.put("filter", FilterPrinter.print(condition)));
    }

    static void putSort(Map<String, Value> command, List<SortKey> keys) {
        if (!keys.isEmpty()) {
            command.put("sort", sort(keys));
        }
    }

    static Value sort(List<SortKey> keys) {
        Map<String, Value> sort = new LinkedHashMap<>();
        for (SortKey key : keys) {
            if (key.nullsFirst().isPresent()) {
                throw QueryError.untranslatable(
                        Language.JQL,
                        key.nullsFirst().get() ? "NULLS FIRST" : "NULLS LAST",
                        "null is the smallest value in every sort");
            }
            if (!(key.expression() instanceof Expression.Field(FieldPath path))) {
                throw QueryError.untranslatable(
                        Language.JQL, "sorting by an expression", "a sort names fields; compute one first");
            }
            Value direction = Value.of(key.descending() ? -1L : 1L);
            if (sort.put(OperatorPrinter.path(path), direction) != null) {
                throw QueryError.untranslatable(
                        Language.JQL, "sorting twice by " + path, "the keys of an object are unique");
            }
        }
        return new Value.Obj(sort);
    }

    static void putRows(Map<String, Value> command, String key, Optional<Expression> rows) {
        rows.ifPresent(count -> command.put(key, FilterPrinter.value(count).orElseThrow()));
    }

    private static Value literal(Expression expression, String where) {
        return FilterPrinter.value(expression)
                .orElseThrow(() -> QueryError.untranslatable(
                        Language.JQL, "an expression in " + where, "the values there stand for themselves"));
    }

    private static Value.Obj insert(Statement.Insert insert) {
        Map<String, Value> command = command("insert", insert.collection());
        command.put(
                "documents",
                new Value.Array(insert.documents().stream()
                        .map(document -> literal(document, "an insert"))
                        .toList()));
        putFlag(command, "upsert", insert.upsert());
        if (!insert.ordered()) {
            command.put("ordered", Value.FALSE);
        }
        return new Value.Obj(command);
    }

    private static Value.Obj update(Statement.Update update) {
        Map<String, Value> command = command("update", update.collection());
        putFilter(command, update.where());
        boolean literal = update.changes().stream()
                .allMatch(change -> !(change instanceof Change.SetField(FieldPath _, Expression value))
                        || FilterPrinter.value(value).isPresent());
        if (literal) {
            putChanges(command, update.changes());
        } else {
            command.put(
                    "pipeline",
                    new Value.Array(
                            update.changes().stream().map(CommandPrinter::stage).toList()));
        }
        putFlag(command, "upsert", update.upsert());
        putSort(command, update.orderBy());
        putRows(command, "limit", update.limit());
        return new Value.Obj(command);
    }

    /** Each kind of change under its key; the order within the statement must allow that. */
    private static void putChanges(Map<String, Value> command, List<Change> changes) {
        Map<String, Map<String, Value>> byKey = new LinkedHashMap<>();
        String last = "";
        for (Change change : changes) {
            String key = switch (change) {
                case Change.SetField _ -> "set";
                case Change.Increment _ -> "$inc";
                case Change.UnsetField _ -> "unset";
            };
            boolean torn = !key.equals(last) && byKey.containsKey(key);
            boolean twice =
                    byKey.computeIfAbsent(key, _ -> new LinkedHashMap<>()).put(path(change), value(change)) != null;
            if (torn || twice) {
                throw QueryError.untranslatable(
                        Language.JQL,
                        "this order of changes",
                        "all of " + key + " stand together there, and each field once");
            }
            last = key;
        }
        byKey.forEach((key, fields) -> command.put(
                key,
                key.equals("unset")
                        ? new Value.Array(
                                fields.keySet().stream().map(Value::of).toList())
                        : new Value.Obj(fields)));
    }

    private static String path(Change change) {
        return OperatorPrinter.path(
                switch (change) {
                    case Change.SetField(FieldPath path, Expression _) -> path;
                    case Change.Increment(FieldPath path, Expression _) -> path;
                    case Change.UnsetField(FieldPath path) -> path;
                });
    }

    private static Value value(Change change) {
        return switch (change) {
            case Change.SetField(FieldPath _, Expression value) -> literal(value, "set");
            case Change.Increment(FieldPath _, Expression by) -> literal(by, "$inc");
            case Change.UnsetField _ -> Value.TRUE;
        };
    }

    private static Value stage(Change change) {
        return switch (change) {
            case Change.SetField(FieldPath _, Expression value) ->
                OperatorPrinter.object("$set", OperatorPrinter.object(path(change), OperatorPrinter.print(value)));
            case Change.UnsetField _ -> OperatorPrinter.object("$unset", Value.of(path(change)));
            case Change.Increment(FieldPath path, Expression _) ->
                throw QueryError.untranslatable(
                        Language.JQL,
                        "+= on " + path + " beside computed changes",
                        "a pipeline has no stage that counts a missing field as 0");
        };
    }

    private static Value.Obj createCollection(Statement.CreateCollection create) {
        Map<String, Value> command = command("createCollection", create.name());
        create.schema().ifPresent(schema -> {
            command.put("schema", schema(schema));
            command.put("validation", Value.of(schema.strict() ? "strict" : "flexible"));
        });
        putFlag(command, "ifNotExists", create.ifNotExists());
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

    private static Value.Obj createIndex(String collection, IndexDefinition index) {
        Map<String, Value> command = new LinkedHashMap<>();
        command.put("createIndex", Value.of(index.name()));
        command.put("collection", Value.of(collection));
        boolean directed = index.fields().stream().anyMatch(IndexDefinition.IndexField::descending);
        Map<String, Value> fields = new LinkedHashMap<>();
        for (IndexDefinition.IndexField field : index.fields()) {
            fields.put(OperatorPrinter.path(field.path()), Value.of(field.descending() ? -1L : 1L));
        }
        command.put(
                "fields",
                directed
                        ? new Value.Obj(fields)
                        : new Value.Array(
                                fields.keySet().stream().map(Value::of).toList()));
        putFlag(command, "unique", index.unique());
        if (index.kind() != IndexDefinition.Kind.BTREE) {
            command.put("using", Value.of(index.kind().name().toLowerCase(Locale.ROOT)));
        }
        if (!index.options().isEmpty()) {
            command.put("options", new Value.Obj(new TreeMap<>(index.options())));
        }
        return new Value.Obj(command);
    }
}
