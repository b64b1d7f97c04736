package io.lumadb.query.lql;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.CommonTable;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SetOperator;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Reads queries, wherever they stand. One object serves one statement, in text order. */
final class QueryReader {

    /** More sources joined or queries put together in a row would make a tree too deep to walk. */
    private static final int MOST_IN_A_ROW = 250;

    private static final String GROUP_BY = "GROUP BY";

    private final String text;
    private final Questions questions;

    QueryReader(String text, Questions questions) {
        this.text = text;
        this.questions = questions;
    }

    Query read(LqlParser.QueryContext context) {
        List<CommonTable> tables = new ArrayList<>();
        for (LqlParser.CommonTableContext table : context.commonTable()) {
            tables.add(new CommonTable(
                    Identifiers.unquoted(table.identifier().getText()),
                    columns(table.columnNames()),
                    read(table.query())));
        }
        Query body = body(context.queryBody());
        return tables.isEmpty() ? body : new Statement.With(tables, body);
    }

    /** What is behind the last term of a query belongs to the whole of it. */
    private record Tail(List<SortKey> orderBy, Optional<Expression> limit, Optional<Expression> offset) {
        boolean isEmpty() {
            return orderBy.isEmpty() && limit.isEmpty() && offset.isEmpty();
        }
    }

    private Query body(LqlParser.QueryBodyContext context) {
        if (context.queryTerm().size() == 1
                && context.queryTerm(0).queryPrimary().size() == 1
                && context.queryTerm(0).queryPrimary(0).selectCore() != null) {
            return select(context.queryTerm(0).queryPrimary(0).selectCore(), Optional.of(context));
        }
        bounded(context, context.queryTerm().size(), "queries put together");
        Query query = term(context.queryTerm(0));
        for (int i = 1; i < context.queryTerm().size(); i++) {
            LqlParser.SetOperatorContext operator = context.setOperator(i - 1);
            query = operation(
                    operator.UNION() != null ? SetOperator.UNION : SetOperator.EXCEPT,
                    operator.ALL() != null,
                    query,
                    term(context.queryTerm(i)));
        }
        return withTail(
                query, tail(context, new ExpressionReader(text, questions, null), new Ordinals(text, List.of())));
    }

    private Query term(LqlParser.QueryTermContext context) {
        bounded(context, context.queryPrimary().size(), "queries put together");
        Query query = primary(context.queryPrimary(0));
        for (int i = 1; i < context.queryPrimary().size(); i++) {
            query = operation(
                    SetOperator.INTERSECT,
                    context.intersection(i - 1).ALL() != null,
                    query,
                    primary(context.queryPrimary(i)));
        }
        return query;
    }

    private Query primary(LqlParser.QueryPrimaryContext context) {
        return context.query() != null ? read(context.query()) : select(context.selectCore(), Optional.empty());
    }

    private static Query operation(SetOperator operator, boolean all, Query left, Query right) {
        return new Statement.SetOperation(operator, all, left, right, List.of(), Optional.empty(), Optional.empty());
    }

    /** An order or limit behind a parenthesised query that has one of its own is over that query's rows. */
    private static Query withTail(Query query, Tail tail) {
        if (tail.isEmpty()) {
            return query;
        }
        return switch (query) {
            case Statement.SetOperation operation
            when new Tail(operation.orderBy(), operation.limit(), operation.offset()).isEmpty() ->
                new Statement.SetOperation(
                        operation.operator(),
                        operation.all(),
                        operation.left(),
                        operation.right(),
                        tail.orderBy(),
                        tail.limit(),
                        tail.offset());
            case Statement.Select _, Statement.SetOperation _, Statement.With _ ->
                new Statement.Select(
                        MatchingRules.SQL,
                        false,
                        List.of(new SelectItem.AllFields(List.of())),
                        Optional.of(new Source.Derived(query, "q", List.of())),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        tail.orderBy(),
                        tail.limit(),
                        tail.offset());
        };
    }

    /** {@code whole}: the query that the SELECT is all of, with its order and limit. */
    private Query select(LqlParser.SelectCoreContext context, Optional<LqlParser.QueryBodyContext> whole) {
        @Nullable String qualifier = qualifier(context.fromClause());
        ExpressionReader expressions = new ExpressionReader(text, questions, qualifier);
        List<SelectItem> items = items(context.selectItem(), expressions, qualifier, context.fromClause());
        Optional<Source> source = Optional.ofNullable(context.fromClause()).map(this::sources);
        Optional<Expression> where = where(context.whereClause(), expressions);
        List<LqlParser.ExpressionContext> keys = context.GROUP() == null
                ? List.of()
                : context.expression().subList(0, context.expression().size() - (context.having == null ? 0 : 1));
        List<Expression> groupBy = new ArrayList<>();
        Ordinals ordinals = new Ordinals(text, items);
        for (LqlParser.ExpressionContext key : keys) {
            Expression read = expressions.readCondition(key, GROUP_BY);
            groupBy.add(ordinals.index(key, read)
                    .map(index -> key(items.get(index), context.selectItem(index), qualifier))
                    .orElse(read));
        }
        Optional<Expression> having = Optional.ofNullable(context.having).map(expressions::read);
        Tail tail = whole.map(body -> tail(body, expressions, ordinals))
                .orElse(new Tail(List.of(), Optional.empty(), Optional.empty()));
        return new Statement.Select(
                MatchingRules.SQL,
                context.DISTINCT() != null,
                items,
                source,
                where,
                groupBy,
                having,
                tail.orderBy(),
                tail.limit(),
                tail.offset());
    }

    /** A selected item as a key of groups. Its text is read once more: a key may hold less than an item. */
    private Expression key(SelectItem item, LqlParser.SelectItemContext context, @Nullable String qualifier) {
        new ExpressionReader(text, new Questions(), qualifier).readCondition(context.expression(), GROUP_BY);
        return ((SelectItem.Computed) item).expression();
    }

    private Tail tail(LqlParser.QueryBodyContext context, ExpressionReader expressions, Ordinals ordinals) {
        return new Tail(
                ordinals.items(context.orderClause(), orderBy(context.orderClause(), expressions)),
                limit(context.limitClause(), expressions),
                Optional.ofNullable(context.offsetClause()).map(offset -> rowCount(offset.rowCount(), expressions)));
    }

    /** What stands before a path to mean the source, where there is only one and it is a collection. */
    private static @Nullable String qualifier(LqlParser.@Nullable FromClauseContext from) {
        if (from == null
                || from.source().size() != 1
                || !from.source(0).joinClause().isEmpty()) {
            return null;
        }
        LqlParser.SourcePrimaryContext only = from.source(0).sourcePrimary();
        if (only.query() != null || only.UNNEST() != null || only.identifier().isEmpty()) {
            return null;
        }
        return alias(only).orElse(Identifiers.unquoted(only.identifier(0).getText()));
    }

    private static Optional<String> alias(LqlParser.SourcePrimaryContext context) {
        @Nullable ParserRuleContext alias = context.alias != null ? context.alias : context.implicitAlias;
        return Optional.ofNullable(alias).map(name -> Identifiers.unquoted(name.getText()));
    }

    private Source sources(LqlParser.FromClauseContext context) {
        int joins = context.source().stream()
                .mapToInt(source -> source.joinClause().size())
                .sum();
        bounded(context, context.source().size() + joins, "sources in one FROM");
        Source source = source(context.source(0));
        for (LqlParser.SourceContext next :
                context.source().subList(1, context.source().size())) {
            source = keepsLeft(next)
                    ? joined(cross(source, primary(next.sourcePrimary())), next.joinClause())
                    : cross(source, source(next));
        }
        return source;
    }

    /**
     * Whether joins behind a comma may be done one after the other on all that stands before them: the same rows, and an
     * UNNEST among them sees what it unfolds. RIGHT and FULL joins keep rows of their own right side, and may not.
     */
    private static boolean keepsLeft(LqlParser.SourceContext context) {
        return context.joinClause().stream()
                .map(QueryReader::type)
                .noneMatch(type -> type == Statement.JoinType.RIGHT || type == Statement.JoinType.FULL);
    }

    private static Source cross(Source left, Source right) {
        return new Source.Join(Statement.JoinType.CROSS, left, right, Optional.empty());
    }

    private Source source(LqlParser.SourceContext context) {
        bounded(context, context.joinClause().size() + 1, "sources in one FROM");
        return joined(primary(context.sourcePrimary()), context.joinClause());
    }

    private void bounded(ParserRuleContext context, int count, String what) {
        if (count > MOST_IN_A_ROW) {
            throw new QueryError(
                    ErrorCode.TOO_LARGE,
                    count + " " + what + ", the most are " + MOST_IN_A_ROW,
                    Positions.of(text, context),
                    "put some of them into a common table or a derived table");
        }
    }

    private Source joined(Source left, List<LqlParser.JoinClauseContext> joins) {
        Source source = left;
        for (LqlParser.JoinClauseContext join : joins) {
            Source right = primary(join.sourcePrimary());
            Optional<Expression> condition = Optional.ofNullable(join.expression())
                    .map(on -> new ExpressionReader(text, questions, null).readCondition(on, "ON"));
            source = new Source.Join(type(join), source, right, condition);
        }
        return source;
    }

    private static Statement.JoinType type(LqlParser.JoinClauseContext join) {
        return switch (join.getStart().getType()) {
            case LqlLexer.CROSS -> Statement.JoinType.CROSS;
            case LqlLexer.LEFT -> Statement.JoinType.LEFT;
            case LqlLexer.RIGHT -> Statement.JoinType.RIGHT;
            case LqlLexer.FULL -> Statement.JoinType.FULL;
            default -> Statement.JoinType.INNER;
        };
    }

    private Source primary(LqlParser.SourcePrimaryContext context) {
        if (context.query() != null) {
            return new Source.Derived(
                    read(context.query()), alias(context).orElseThrow(), columns(context.columnNames()));
        }
        if (context.UNNEST() != null) {
            return new Source.Unnest(
                    new ExpressionReader(text, questions, null).readCondition(context.expression(), "UNNEST"),
                    alias(context).orElseThrow());
        }
        if (context.source() != null) {
            return source(context.source());
        }
        return new Source.Collection(Identifiers.unquoted(context.identifier(0).getText()), alias(context));
    }

    private static List<String> columns(LqlParser.@Nullable ColumnNamesContext context) {
        return context == null
                ? List.of()
                : context.identifier().stream()
                        .map(name -> Identifiers.unquoted(name.getText()))
                        .toList();
    }

    /** {@code from}: the sources that {@code name.*} may mean. */
    List<SelectItem> items(
            List<LqlParser.SelectItemContext> contexts,
            ExpressionReader expressions,
            @Nullable String qualifier,
            LqlParser.@Nullable FromClauseContext from) {
        List<SelectItem> items = new ArrayList<>();
        for (LqlParser.SelectItemContext item : contexts) {
            items.add(item(item, expressions, qualifier, from));
        }
        return items;
    }

    private SelectItem item(
            LqlParser.SelectItemContext context,
            ExpressionReader expressions,
            @Nullable String qualifier,
            LqlParser.@Nullable FromClauseContext from) {
        if (context.KEEP() != null) {
            return new SelectItem.Kept(expressions.path(context.path(0)));
        }
        if (context.DOT() != null) {
            return fieldsOf(expressions.name(context.identifier()), context, qualifier, from);
        }
        if (context.STAR() != null) {
            return new SelectItem.AllFields(
                    context.path().stream().map(expressions::path).toList());
        }
        Expression expression = expressions.read(context.expression());
        @Nullable ParserRuleContext alias = context.identifier() != null ? context.identifier() : context.aliasName();
        return alias == null
                ? new SelectItem.Computed(expression, Optional.empty())
                : ColumnNames.named(expression, Identifiers.unquoted(alias.getText()));
    }

    private SelectItem fieldsOf(
            String name,
            LqlParser.SelectItemContext context,
            @Nullable String qualifier,
            LqlParser.@Nullable FromClauseContext from) {
        if (name.equals(qualifier)) {
            return new SelectItem.AllFields(List.of());
        }
        if (qualifier != null || from == null) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "'" + name + "' in " + name + ".* is not the source of this statement",
                    Positions.of(text, context.identifier()),
                    qualifier == null ? "add a FROM clause" : "write " + Identifiers.quoted(qualifier) + ".*");
        }
        return new SelectItem.SourceFields(name);
    }

    static Optional<Expression> where(LqlParser.@Nullable WhereClauseContext context, ExpressionReader expressions) {
        return Optional.ofNullable(context).map(where -> expressions.readCondition(where.expression(), "WHERE"));
    }

    static List<SortKey> orderBy(LqlParser.@Nullable OrderClauseContext context, ExpressionReader expressions) {
        List<SortKey> keys = new ArrayList<>();
        if (context != null) {
            for (LqlParser.SortKeyContext key : context.sortKey()) {
                boolean descending = key.DESC() != null;
                // Nulls are the smallest value: first when ascending, last when descending, unless asked otherwise.
                Optional<Boolean> nullsFirst = key.NULLS() == null || descending != (key.FIRST() != null)
                        ? Optional.empty()
                        : Optional.of(key.FIRST() != null);
                keys.add(new SortKey(expressions.read(key.expression()), descending, nullsFirst));
            }
        }
        return keys;
    }

    Optional<Expression> limit(LqlParser.@Nullable LimitClauseContext context, ExpressionReader expressions) {
        return context == null ? Optional.empty() : Optional.of(rowCount(context.rowCount(), expressions));
    }

    private Expression rowCount(LqlParser.RowCountContext context, ExpressionReader expressions) {
        if (context.parameter() != null) {
            return expressions.parameter(context.parameter());
        }
        Value count = Literals.number(context.getText());
        if (!(count instanceof Value.Int64)) {
            throw QueryError.syntax(
                    context.getText() + " rows are more than can be counted",
                    Positions.of(text, context),
                    "the most is " + Long.MAX_VALUE);
        }
        return new Expression.Literal(count);
    }
}
