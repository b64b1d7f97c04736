package io.lumadb.query.lql;

import static io.lumadb.query.lql.Identifiers.quoted;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.PolicyObjects;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Unplanned;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.PositionalSteps;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes statements as canonical LQL, on one line. */
final class LqlPrinter {

    private ExpressionPrinter expressions = new ExpressionPrinter(Optional.empty());

    String print(Statement statement) {
        return switch (statement) {
            case Statement.Select select -> select(select);
            case Statement.SetOperation _, Statement.With _, Statement.InsertQuery _, Statement.SetSchema _ ->
                throw Unplanned.construct(statement);
            case Statement.Insert insert -> insert(insert);
            case Statement.Update update -> update(update);
            case Statement.Delete delete ->
                "DELETE FROM "
                        + quoted(delete.collection())
                        + where(delete.where())
                        + orderBy(delete.orderBy())
                        + rows("LIMIT", delete.limit());
            case Statement.CreateCollection(String name, boolean ifNotExists, Optional<CollectionSchema> schema) ->
                "CREATE COLLECTION "
                        + (ifNotExists ? "IF NOT EXISTS " : "")
                        + quoted(name)
                        + schema.map(LqlPrinter::schema).orElse("");
            case Statement.DropCollection(String name, boolean ifExists) ->
                "DROP COLLECTION " + (ifExists ? "IF EXISTS " : "") + quoted(name);
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

    private String select(Statement.Select select) {
        expressions = new ExpressionPrinter(select.from().map(LqlPrinter::qualifier));
        StringBuilder text = new StringBuilder(select.distinct() ? "SELECT DISTINCT " : "SELECT ");
        text.append(select.items().stream().map(this::item).collect(Collectors.joining(", ")));
        select.from().ifPresent(source -> text.append(" FROM ").append(source(source)));
        text.append(where(select.where()));
        if (!select.groupBy().isEmpty()) {
            text.append(" GROUP BY ")
                    .append(select.groupBy().stream().map(expressions::print).collect(Collectors.joining(", ")));
        }
        select.having().ifPresent(having -> text.append(" HAVING ").append(expressions.print(having)));
        text.append(orderBy(select.orderBy()));
        text.append(rows("LIMIT", select.limit()));
        text.append(rows("OFFSET", select.offset()));
        return text.toString();
    }

    private static String qualifier(Source source) {
        return switch (source) {
            case Source.Collection(String name, Optional<String> alias) -> alias.orElse(name);
            case Source.Derived _, Source.Unnest _, Source.Join _ -> throw Unplanned.construct(source);
        };
    }

    private static String source(Source source) {
        return switch (source) {
            case Source.Collection(String name, Optional<String> alias) ->
                quoted(name) + alias.map(text -> " AS " + quoted(text)).orElse("");
            case Source.Derived _, Source.Unnest _, Source.Join _ -> throw Unplanned.construct(source);
        };
    }

    private String item(SelectItem item) {
        return switch (item) {
            case SelectItem.AllFields(List<FieldPath> except) ->
                except.isEmpty() ? "*" : "* EXCEPT (" + paths(except) + ")";
            case SelectItem.Computed(Expression expression, Optional<String> alias) ->
                expressions.print(expression)
                        + alias.map(name -> " AS " + quoted(name)).orElse("");
            case SelectItem.SourceFields(String source) -> quoted(source) + ".*";
            case SelectItem.Kept(FieldPath path) -> "KEEP " + expressions.path(path);
            case SelectItem.Placed(FieldPath path, Expression _) ->
                throw QueryError.untranslatable(
                        Language.LQL, "computing \"" + path + "\" in its place", "a SELECT computes whole fields");
            case SelectItem.Root _ ->
                throw QueryError.untranslatable(
                        Language.LQL, "$replaceRoot", "a SELECT names the fields of its result");
        };
    }

    private String paths(List<FieldPath> paths) {
        return paths.stream().map(expressions::path).collect(Collectors.joining(", "));
    }

    private String where(Optional<Expression> condition) {
        return condition.map(where -> " WHERE " + expressions.print(where)).orElse("");
    }

    private String orderBy(List<SortKey> keys) {
        return keys.isEmpty()
                ? ""
                : keys.stream().map(this::sortKey).collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    private String sortKey(SortKey key) {
        return expressions.print(key.expression())
                + (key.descending() ? " DESC" : "")
                + key.nullsFirst()
                        .map(first -> first ? " NULLS FIRST" : " NULLS LAST")
                        .orElse("");
    }

    private String rows(String word, Optional<Expression> count) {
        return count.map(rows -> " " + word + " " + expressions.print(rows)).orElse("");
    }

    private String insert(Statement.Insert insert) {
        if (!insert.ordered()) {
            throw QueryError.untranslatable(
                    Language.LQL, "\"ordered\": false", "an INSERT stops at the first document that fails");
        }
        return (insert.upsert() ? "UPSERT INTO " : "INSERT INTO ")
                + quoted(insert.collection())
                + " VALUE "
                + insert.documents().stream().map(expressions::print).collect(Collectors.joining(", "));
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
                + rows("LIMIT", update.limit());
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
                + rule.defaultValue()
                        .map(value -> " DEFAULT " + Literals.print(value))
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
