package io.lumadb.query.lql;

import static io.lumadb.query.lql.Identifiers.quoted;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SetOperator;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes queries with no more parentheses than reading them back takes. Stateless. */
final class QueryPrinter {

    private static final int UNION = 1;
    private static final int INTERSECTION = 2;
    private static final int TERM = 3;

    private QueryPrinter() {}

    /** {@code describing}: for names and plans, where everything has a text. */
    static String print(Query query, boolean describing) {
        return switch (query) {
            case Statement.Select select -> select(select, describing);
            case Statement.SetOperation operation -> operation(operation, describing);
            case Statement.With with ->
                with.tables().stream()
                                .map(table -> quoted(table.name()) + columns(table.columns()) + " AS ("
                                        + print(table.query(), describing) + ")")
                                .collect(Collectors.joining(", ", "WITH ", " "))
                        + (with.body() instanceof Statement.With
                                ? "(" + print(with.body(), describing) + ")"
                                : print(with.body(), describing));
        };
    }

    private static String select(Statement.Select select, boolean describing) {
        ExpressionPrinter expressions =
                new ExpressionPrinter(select.from().flatMap(QueryPrinter::qualifier), describing);
        StringBuilder text = new StringBuilder(select.distinct() ? "SELECT DISTINCT " : "SELECT ");
        text.append(items(select.items(), expressions));
        select.from().ifPresent(source -> text.append(" FROM ").append(source(source, describing)));
        text.append(where(select.where(), expressions));
        if (!select.groupBy().isEmpty()) {
            text.append(" GROUP BY ")
                    .append(select.groupBy().stream()
                            .map(key -> key(key, expressions))
                            .collect(Collectors.joining(", ")));
        }
        select.having().ifPresent(having -> text.append(" HAVING ").append(expressions.print(having)));
        text.append(orderBy(select.orderBy(), expressions));
        text.append(rows("LIMIT", select.limit(), expressions));
        text.append(rows("OFFSET", select.offset(), expressions));
        return text.toString();
    }

    private static String operation(Statement.SetOperation operation, boolean describing) {
        ExpressionPrinter expressions = new ExpressionPrinter(Optional.empty(), describing);
        int level = level(operation.operator());
        return operand(operation.left(), level, describing)
                + " " + operation.operator() + (operation.all() ? " ALL " : " ")
                + operand(operation.right(), level + 1, describing)
                + orderBy(operation.orderBy(), expressions)
                + rows("LIMIT", operation.limit(), expressions)
                + rows("OFFSET", operation.offset(), expressions);
    }

    private static int level(SetOperator operator) {
        return switch (operator) {
            case UNION, EXCEPT -> UNION;
            case INTERSECT -> INTERSECTION;
        };
    }

    /** An operand whose order or limit is its own stands in parentheses. */
    private static String operand(Query query, int wanted, boolean describing) {
        int level = switch (query) {
            case Statement.With _ -> 0;
            case Statement.Select select -> hasTail(select.orderBy(), select.limit(), select.offset()) ? 0 : TERM;
            case Statement.SetOperation inner ->
                hasTail(inner.orderBy(), inner.limit(), inner.offset()) ? 0 : level(inner.operator());
        };
        String text = print(query, describing);
        return level < wanted ? "(" + text + ")" : text;
    }

    private static boolean hasTail(List<SortKey> orderBy, Optional<Expression> limit, Optional<Expression> offset) {
        return !orderBy.isEmpty() || limit.isPresent() || offset.isPresent();
    }

    /** What may stand before a path to mean the source, where that is a collection alone. */
    private static Optional<String> qualifier(Source source) {
        return switch (source) {
            case Source.Collection(String name, Optional<String> alias) -> Optional.of(alias.orElse(name));
            case Source.Derived _, Source.Unnest _, Source.Join _ -> Optional.empty();
        };
    }

    private static String source(Source source, boolean describing) {
        return switch (source) {
            case Source.Collection(String name, Optional<String> alias) ->
                quoted(name) + alias.map(text -> " AS " + quoted(text)).orElse("");
            case Source.Derived(Query query, String alias, List<String> columns) ->
                "(" + print(query, describing) + ") AS " + quoted(alias) + columns(columns);
            case Source.Unnest(Expression _, String _, Optional<String> position)
            when position.isPresent() && !describing ->
                throw QueryError.untranslatable(
                        Language.LQL, "includeArrayIndex", "UNNEST gives elements without their places");
            case Source.Unnest(Expression array, String alias, Optional<String> _) ->
                "UNNEST(" + new ExpressionPrinter(Optional.empty(), describing).print(array) + ") AS " + quoted(alias);
            case Source.Join(var type, Source left, Source right, var condition) -> {
                String joined = source(right, describing);
                yield source(left, describing)
                        + (type == Statement.JoinType.INNER ? " JOIN " : " " + type + " JOIN ")
                        + (right instanceof Source.Join ? "(" + joined + ")" : joined)
                        + condition
                                .map(on -> " ON " + new ExpressionPrinter(Optional.empty(), describing).print(on))
                                .orElse("");
            }
        };
    }

    private static String columns(List<String> columns) {
        return columns.isEmpty()
                ? ""
                : columns.stream().map(Identifiers::quoted).collect(Collectors.joining(", ", " (", ")"));
    }

    static String items(List<SelectItem> items, ExpressionPrinter expressions) {
        return items.stream().map(item -> item(item, expressions)).collect(Collectors.joining(", "));
    }

    private static String item(SelectItem item, ExpressionPrinter expressions) {
        return switch (item) {
            case SelectItem.AllFields(List<FieldPath> except) ->
                except.isEmpty()
                        ? "*"
                        : except.stream().map(expressions::path).collect(Collectors.joining(", ", "* EXCEPT (", ")"));
            case SelectItem.Computed(Expression expression, Optional<String> alias) ->
                expressions.print(expression)
                        + alias.map(name -> " AS " + quoted(name)).orElse("");
            case SelectItem.SourceFields(String source) -> quoted(source) + ".*";
            case SelectItem.Kept(FieldPath path) -> "KEEP " + expressions.path(path);
            case SelectItem.Placed(FieldPath path, Expression value)
            when expressions.isDescribing() -> expressions.print(value) + " AS " + Identifiers.path(path);
            case SelectItem.Root(Expression document)
            when expressions.isDescribing() -> expressions.print(document) + ".*";
            case SelectItem.Placed(FieldPath path, Expression _) ->
                throw QueryError.untranslatable(
                        Language.LQL, "computing \"" + path + "\" in its place", "a SELECT computes whole fields");
            case SelectItem.Root _ ->
                throw QueryError.untranslatable(
                        Language.LQL, "$replaceRoot", "a SELECT names the fields of its result");
        };
    }

    static String where(Optional<Expression> condition, ExpressionPrinter expressions) {
        return condition.map(where -> " WHERE " + expressions.print(where)).orElse("");
    }

    static String orderBy(List<SortKey> keys, ExpressionPrinter expressions) {
        return keys.isEmpty() ? "" : " ORDER BY " + sortKeys(keys, expressions);
    }

    /** A whole number that stands alone would be an item's place. */
    private static String key(Expression key, ExpressionPrinter expressions) {
        String text = expressions.print(key);
        return key instanceof Expression.Literal(Value.Int64(long number)) && number >= 0 ? "(" + text + ")" : text;
    }

    static String sortKeys(List<SortKey> keys, ExpressionPrinter expressions) {
        return keys.stream()
                .map(key -> key(key.expression(), expressions)
                        + (key.descending() ? " DESC" : "")
                        + key.nullsFirst()
                                .map(first -> first ? " NULLS FIRST" : " NULLS LAST")
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }

    static String rows(String word, Optional<Expression> count, ExpressionPrinter expressions) {
        return count.map(rows -> " " + word + " " + expressions.print(rows)).orElse("");
    }
}
