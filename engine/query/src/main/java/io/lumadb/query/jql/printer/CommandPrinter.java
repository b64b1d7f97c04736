package io.lumadb.query.jql.printer;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.PolicyObjects;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a statement as the object of a command. */
public final class CommandPrinter {

    /**
     * Writes a statement.
     *
     * @throws QueryError when JQL has no words for something in it
     */
    public Value.Obj print(Statement statement) {
        return switch (statement) {
            case Statement.Select select -> new SelectPrinter().print(select);
            case Statement.SetOperation _, Statement.With _ ->
                Pipeline.of((Statement.Query) statement).command();
            case Statement.InsertQuery _, Statement.SetSchema _ -> throw Unspoken.construct(statement);
            case Statement.Insert insert -> insert(insert);
            case Statement.Update update -> UpdatePrinter.update(update);
            case Statement.Delete delete -> UpdatePrinter.delete(delete);
            case Statement.CreateCollection create -> DefinitionPrinter.createCollection(create);
            case Statement.DropCollection(String name, boolean ifExists) -> {
                Map<String, Value> command = command("dropCollection", name);
                putFlag(command, "ifExists", ifExists);
                yield new Value.Obj(command);
            }
            case Statement.SetTiering(String collection, var policy) ->
                Fields.of("setTiering", Value.of(collection), "policy", PolicyObjects.write(policy));
            case Statement.CreateIndex(String collection, IndexDefinition index) ->
                DefinitionPrinter.createIndex(collection, index);
            case Statement.DropIndex(String name, String collection) ->
                Fields.of("dropIndex", Value.of(name), "collection", Value.of(collection));
            case Statement.ShowCollections() -> Fields.object("listCollections", Value.of(1));
            case Statement.ShowIndexes(String collection) -> Fields.object("listIndexes", Value.of(collection));
            case Statement.Describe(String collection) -> Fields.object("describe", Value.of(collection));
            case Statement.Explain(boolean analyze, Statement explained) -> {
                Map<String, Value> command = new LinkedHashMap<>();
                command.put("explain", print(explained));
                putFlag(command, "analyze", analyze);
                yield new Value.Obj(command);
            }
        };
    }

    /** Whether a filter can say a condition by an operator under a field. */
    public static boolean isFieldTest(Expression condition) {
        return FieldTest.of(condition).isPresent();
    }

    static Map<String, Value> command(String name, String collection) {
        Map<String, Value> command = new LinkedHashMap<>();
        command.put(name, Value.of(collection));
        return command;
    }

    static void putFlag(Map<String, Value> command, String key, boolean flag) {
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
            if (sort.put(Fields.path(path), direction) != null) {
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
        UpdatePrinter.putReturning(command, insert.returning(), Statement.Image.AFTER);
        return new Value.Obj(command);
    }
}
