package io.lumadb.query.jql.printer;

import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Source;

/** Names what the other languages can say and a command has no words for. */
final class Unspoken {

    private static final String ONE_COLLECTION = "a command is about one collection";

    private Unspoken() {}

    static QueryError construct(Source source) {
        return switch (source) {
            case Source.Join _ ->
                no(
                        "JOIN",
                        "$lookup finds null and missing fields equal, and an array's elements, which a join does not");
            case Source.Derived _ -> no("a derived table", ONE_COLLECTION);
            case Source.Unnest _ -> no("UNNEST", "$unwind puts each element in the place of its array");
            case Source.Collection(String name, var _) -> no("the source " + name, ONE_COLLECTION);
        };
    }

    static QueryError construct(Statement statement) {
        return switch (statement) {
            case Statement.SetOperation operation ->
                no(operation.operator().name(), "$unionWith alone puts documents together, duplicates and all");
            case Statement.With _ -> no("WITH", "only the pipelines of a $facet share their documents");
            case Statement.InsertQuery _ -> no("INSERT … SELECT", "a command holds the documents it inserts");
            case Statement.SetSchema _ -> no("ALTER COLLECTION", "a schema is given when a collection is made");
            default -> no(statement.getClass().getSimpleName(), ONE_COLLECTION);
        };
    }

    static QueryError construct(Expression expression) {
        return expression instanceof Expression.Window
                ? no("OVER (a window function)", "a pipeline looks at one document at a time")
                : no("a subquery", ONE_COLLECTION);
    }

    static QueryError sourceFields() {
        return no("t.*", ONE_COLLECTION);
    }

    private static QueryError no(String construct, String reason) {
        return QueryError.untranslatable(Language.JQL, construct, reason);
    }
}
