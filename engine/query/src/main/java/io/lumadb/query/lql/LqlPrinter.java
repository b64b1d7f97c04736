package io.lumadb.query.lql;

import static io.lumadb.query.lql.Identifiers.quoted;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.PolicyObjects;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.PositionalSteps;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.Image;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.Returning;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes statements as canonical LQL, on one line. */
final class LqlPrinter {

    private final ExpressionPrinter expressions = new ExpressionPrinter(Optional.empty());

    String print(Statement statement) {
        return switch (statement) {
            case Query query -> QueryPrinter.print(query, false);
            case Statement.InsertQuery insert ->
                (insert.upsert() ? "UPSERT INTO " : "INSERT INTO ")
                        + quoted(insert.collection())
                        + (insert.fields().isEmpty()
                                ? ""
                                : insert.fields().stream()
                                        .map(Identifiers::quoted)
                                        .collect(Collectors.joining(", ", " (", ")")))
                        + " "
                        + QueryPrinter.print(insert.query(), false)
                        + returning(insert.returning(), Image.AFTER);
            case Statement.Insert insert -> insert(insert);
            case Statement.Update update -> update(update);
            case Statement.Delete delete ->
                "DELETE FROM "
                        + quoted(delete.collection())
                        + where(delete.where())
                        + orderBy(delete.orderBy())
                        + rows("LIMIT", delete.limit())
                        + returning(delete.returning(), Image.BEFORE);
            case Statement.CreateCollection(String name, boolean ifNotExists, Optional<CollectionSchema> schema) ->
                "CREATE COLLECTION "
                        + (ifNotExists ? "IF NOT EXISTS " : "")
                        + quoted(name)
                        + schema.map(LqlPrinter::schema).orElse("");
            case Statement.DropCollection(String name, boolean ifExists) ->
                "DROP COLLECTION " + (ifExists ? "IF EXISTS " : "") + quoted(name);
            case Statement.SetSchema(String collection, Optional<CollectionSchema> schema) ->
                "ALTER COLLECTION " + quoted(collection)
                        + schema.map(rules -> " SET SCHEMA" + schema(rules)).orElse(" DROP SCHEMA");
            case Statement.SetTiering(String collection, var policy) ->
                "ALTER COLLECTION " + quoted(collection) + " SET TIERING "
                        + Literals.print(PolicyObjects.write(policy));
            case Statement.CreateIndex(String collection, IndexDefinition index) -> createIndex(collection, index);
            case Statement.DropIndex(String name, String collection) ->
                "DROP INDEX " + quoted(name) + " ON " + quoted(collection);
            case Statement.ShowCollections() -> "SHOW COLLECTIONS";
            case Statement.ShowIndexes(String collection) -> "SHOW INDEXES ON " + quoted(collection);
            case Statement.Describe(String collection) -> "DESCRIBE " + quoted(collection);
            case Statement.Explain(boolean analyze, Statement explained) ->
                "EXPLAIN " + (analyze ? "ANALYZE " : "") + print(explained);
        };
    }

    /** {@code written}: the state of a document that RETURNING means after such a write. */
    private String returning(Optional<Returning> returning, Image written) {
        if (returning.isPresent() && returning.get().image() != written) {
            throw QueryError.untranslatable(
                    Language.LQL,
                    "documents as they were " + (written == Image.AFTER ? "before" : "after") + " the write",
                    "RETURNING gives what is stored, and of a delete what was");
        }
        return returning
                .map(what -> " RETURNING " + QueryPrinter.items(what.items(), expressions))
                .orElse("");
    }

    private String where(Optional<Expression> condition) {
        return QueryPrinter.where(condition, expressions);
    }

    private String orderBy(List<SortKey> keys) {
        return QueryPrinter.orderBy(keys, expressions);
    }

    private String rows(String word, Optional<Expression> count) {
        return QueryPrinter.rows(word, count, expressions);
    }

    private String insert(Statement.Insert insert) {
        if (!insert.ordered()) {
            throw QueryError.untranslatable(
                    Language.LQL, "\"ordered\": false", "an INSERT stops at the first document that fails");
        }
        return (insert.upsert() ? "UPSERT INTO " : "INSERT INTO ")
                + quoted(insert.collection())
                + " VALUE "
                + insert.documents().stream().map(expressions::print).collect(Collectors.joining(", "))
                + returning(insert.returning(), Image.AFTER);
    }

    private String update(Statement.Update update) {
        if (update.upsert()) {
            throw QueryError.untranslatable(
                    Language.LQL, "\"upsert\": true in an update", "UPSERT INTO takes whole documents");
        }
        List<String> clauses = new ArrayList<>();
        boolean unsetting = false;
        for (Change change : update.changes()) {
            if (PositionalSteps.in(change)) {
                throw QueryError.untranslatable(
                        Language.LQL,
                        "a positional step in the path of a change",
                        "an UPDATE changes fields, not single elements of arrays");
            }
            boolean unset = change instanceof Change.UnsetField;
            String separator = clauses.isEmpty() || unset != unsetting ? (unset ? " UNSET " : " SET ") : ", ";
            unsetting = unset;
            clauses.add(separator + change(change));
        }
        return "UPDATE "
                + quoted(update.collection())
                + String.join("", clauses)
                + where(update.where())
                + orderBy(update.orderBy())
                + rows("LIMIT", update.limit())
                + returning(update.returning(), Image.AFTER);
    }

    private String change(Change change) {
        return switch (change) {
            case Change.SetField(FieldPath path, Expression value) ->
                expressions.path(path) + " = " + expressions.print(value);
            case Change.Increment(FieldPath path, Expression by) ->
                expressions.path(path) + " += " + expressions.print(by);
            case Change.UnsetField(FieldPath path) -> expressions.path(path);
            case Change.DocumentChange documentChange ->
                throw QueryError.untranslatable(
                        Language.LQL, documentChange.operator(), "an UPDATE sets, raises and unsets fields");
        };
    }

    private static String schema(CollectionSchema schema) {
        return schema.fields().stream()
                .map(LqlPrinter::fieldRule)
                .collect(Collectors.joining(", ", " (", schema.strict() ? ") STRICT" : ") FLEXIBLE"));
    }

    private static String fieldRule(CollectionSchema.FieldRule rule) {
        return quoted(rule.name())
                + " "
                + rule.type()
                + (rule.required() ? " NOT NULL" : "")
                + rule.standard()
                        .map(standard -> " DEFAULT "
                                + switch (standard) {
                                    case CollectionSchema.Default.Constant(Value value) -> Literals.print(value);
                                    case CollectionSchema.Default.Computed(String expression) -> expression;
                                })
                        .orElse("")
                + rule.check().map(check -> " CHECK (" + check + ")").orElse("");
    }

    private String createIndex(String collection, IndexDefinition index) {
        String fields = index.fields().stream()
                .map(field -> expressions.path(field.path()) + (field.descending() ? " DESC" : ""))
                .collect(Collectors.joining(", "));
        return "CREATE "
                + (index.unique() ? "UNIQUE " : "")
                + "INDEX "
                + quoted(index.name())
                + " ON "
                + quoted(collection)
                + " ("
                + fields
                + ")"
                + (index.kind() == IndexDefinition.Kind.BTREE ? "" : " USING " + index.kind())
                + options(index.options());
    }

    private static String options(Map<String, Value> options) {
        return options.isEmpty()
                ? ""
                : new TreeMap<>(options)
                        .entrySet().stream()
                                .map(option -> quoted(option.getKey()) + " = " + Literals.print(option.getValue()))
                                .collect(Collectors.joining(", ", " WITH (", ")"));
    }
}
