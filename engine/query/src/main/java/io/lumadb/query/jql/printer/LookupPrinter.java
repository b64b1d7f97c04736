package io.lumadb.query.jql.printer;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.vocabulary.LookedUp;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.Source;
import io.lumadb.query.statement.StatementMapping;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes {@code $lookup}: paths through the name of the document around become variables, or say which fields are equal. */
final class LookupPrinter {

    private static final Pattern VARIABLE = Pattern.compile("[a-z][A-Za-z0-9_]*");

    private final SelectItem found;
    private final Query query;
    private final String document;

    /** {@code select}: one that {@link #looks}. */
    LookupPrinter(Statement.Select select) {
        this.found = select.items().getLast();
        this.query = rows(found).orElseThrow();
        this.document = alias(select.from());
    }

    /** Whether a query gathers the rows of another one. */
    static boolean looks(Statement.Select select) {
        boolean gathers = select.items().stream().anyMatch(item -> rows(item).isPresent());
        if (gathers
                && (select.items().size() != 2
                        || !select.items().getFirst().equals(new SelectItem.AllFields(List.of())))) {
            throw QueryError.untranslatable(
                    Language.JQL, "an array of rows beside these fields", "$lookup adds it to whole documents");
        }
        return gathers;
    }

    private static Optional<Query> rows(SelectItem item) {
        return switch (item) {
            case SelectItem.Computed(Expression.RowArray(Query query), var _) -> Optional.of(query);
            case SelectItem.Placed(var _, Expression.RowArray(Query query)) -> Optional.of(query);
            case SelectItem.Computed _,
                    SelectItem.Placed _,
                    SelectItem.AllFields _,
                    SelectItem.SourceFields _,
                    SelectItem.Kept _,
                    SelectItem.Root _ -> Optional.empty();
        };
    }

    private static String alias(Optional<Source> source) {
        return switch (source.orElseThrow()) {
            case Source.Collection(String name, Optional<String> alias) -> alias.orElse(name);
            case Source.Derived derived -> derived.alias();
            case Source.Unnest _, Source.Join _ -> throw Unspoken.construct(source.orElseThrow());
        };
    }

    Value stage() {
        LookedUp lookedUp = LookedUp.of(query);
        Map<String, Value> variables = new LinkedHashMap<>();
        Pipeline pipeline = Pipeline.of(withVariables(lookedUp.query(), variables));
        Map<String, Value> parts = new LinkedHashMap<>();
        parts.put("from", Value.of(pipeline.collection()));
        lookedUp.value().ifPresent(value -> {
            parts.put("localField", Value.of(Fields.path(local(value.around()))));
            parts.put("foreignField", Value.of(Fields.path(path(value.own()))));
        });
        if (!variables.isEmpty()) {
            parts.put("let", new Value.Obj(variables));
        }
        if (lookedUp.value().isEmpty() || !pipeline.stages().isEmpty() || !variables.isEmpty()) {
            parts.put("pipeline", new Value.Array(pipeline.stages()));
        }
        parts.put("as", Value.of(name()));
        return Fields.object("$lookup", new Value.Obj(parts));
    }

    private String name() {
        return switch (found) {
            case SelectItem.Placed(FieldPath path, var _) -> Fields.path(path);
            case SelectItem.Computed computed -> ProjectionPrinter.resultName(ColumnNames.of(computed));
            case SelectItem.AllFields _, SelectItem.SourceFields _, SelectItem.Kept _, SelectItem.Root _ ->
                throw new IllegalArgumentException("no field: " + found);
        };
    }

    private static FieldPath path(Expression field) {
        if (field instanceof Expression.Field(FieldPath path)) {
            return path;
        }
        throw QueryError.untranslatable(
                Language.JQL, "a lookup by a computed value", "localField and foreignField name fields");
    }

    private FieldPath local(Expression field) {
        FieldPath path = path(field);
        if (!path.root().equals(document) || path.isTopLevel()) {
            throw QueryError.untranslatable(
                    Language.JQL, "a lookup by a value of another document", "localField is one of the documents read");
        }
        return below(path);
    }

    private static FieldPath below(FieldPath path) {
        return new FieldPath(path.segments().subList(1, path.segments().size()));
    }

    /** The query with a variable for each path through the document. */
    private Query withVariables(Query whole, Map<String, Value> variables) {
        Set<String> taken = new HashSet<>();
        StatementMapping.visit(whole, part -> taken.addAll(named(part)));
        Map<FieldPath, String> names = new LinkedHashMap<>();
        StatementMapping.visit(whole, part -> {
            if (part instanceof Expression.Field(FieldPath path) && path.root().equals(document)) {
                names.computeIfAbsent(path, it -> free(it, taken));
            }
        });
        names.forEach((path, name) ->
                variables.put(name, Value.of(path.isTopLevel() ? "$$ROOT" : "$" + Fields.path(below(path)))));
        return (Query) StatementMapping.expressions(
                whole,
                expression -> ExpressionMapping.rebuild(
                        expression,
                        part -> part instanceof Expression.Field(FieldPath path) && names.containsKey(path)
                                ? new Expression.Variable(names.get(path), Optional.empty())
                                : part));
    }

    /** The names that an expression gives or uses. */
    private static List<String> named(Expression part) {
        return switch (part) {
            case Expression.Variable(String name, var _) -> List.of(name);
            case Expression.Let(var variables, var _) ->
                variables.stream().map(Map.Entry::getKey).toList();
            case Expression.MapArray(var _, String name, var _) -> List.of(name);
            case Expression.FilterArray(var _, String name, var _, var _) -> List.of(name);
            case Expression.ReduceArray _ -> List.of("this", "value");
            default -> List.of();
        };
    }

    private static String free(FieldPath path, Set<String> taken) {
        String wanted = path.segments().getLast() instanceof FieldPath.Field(String name)
                        && VARIABLE.matcher(name).matches()
                ? name
                : "value";
        String name = path.isTopLevel() ? "document" : wanted;
        for (int number = 2; !taken.add(name); number++) {
            name = wanted + number;
        }
        return name;
    }
}
