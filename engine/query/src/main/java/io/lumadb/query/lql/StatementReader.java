package io.lumadb.query.lql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import io.lumadb.query.language.Unplanned;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Reads a parsed text's statements that read or write documents; {@link DefinitionReader} reads the others. */
final class StatementReader {

    private final String text;

    StatementReader(String text) {
        this.text = text;
    }

    Statement read(LqlParser.StatementContext context) {
        if (context.selectStatement() != null) {
            return select(context.selectStatement());
        }
        if (context.insertStatement() != null) {
            return insert(context.insertStatement());
        }
        if (context.updateStatement() != null) {
            return update(context.updateStatement());
        }
        if (context.deleteStatement() != null) {
            return delete(context.deleteStatement());
        }
        if (context.explainStatement() != null) {
            LqlParser.ExplainStatementContext explain = context.explainStatement();
            return new Statement.Explain(explain.ANALYZE() != null, read(explain.statement()));
        }
        return new DefinitionReader(text).read(context);
    }

    private Statement select(LqlParser.SelectStatementContext context) {
        Optional<Source> source = Optional.ofNullable(context.fromClause()).map(StatementReader::source);
        @Nullable String qualifier = source.map(StatementReader::qualifier).orElse(null);
        ExpressionReader expressions = new ExpressionReader(text, qualifier);
        List<SelectItem> items = new ArrayList<>();
        for (LqlParser.SelectItemContext item : context.selectItem()) {
            items.add(item(item, expressions, qualifier));
        }
        Optional<Expression> where = where(context.whereClause(), expressions);
        List<LqlParser.ExpressionContext> keys = context.GROUP() == null
                ? List.of()
                : context.expression().subList(0, context.expression().size() - (context.having == null ? 0 : 1));
        List<Expression> groupBy = new ArrayList<>();
        for (LqlParser.ExpressionContext key : keys) {
            groupBy.add(expressions.readCondition(key, "GROUP BY"));
        }
        Optional<Expression> having = Optional.ofNullable(context.having).map(expressions::read);
        List<SortKey> orderBy = orderBy(context.orderClause(), expressions);
        Optional<Expression> limit = limit(context.limitClause(), expressions);
        Optional<Expression> offset = context.offsetClause() == null
                ? Optional.empty()
                : Optional.of(rowCount(context.offsetClause().rowCount(), expressions));
        return new Statement.Select(
                MatchingRules.SQL,
                context.DISTINCT() != null,
                items,
                source,
                where,
                groupBy,
                having,
                orderBy,
                limit,
                offset);
    }

    private static Source source(LqlParser.FromClauseContext from) {
        Optional<String> alias = from.alias != null
                ? Optional.of(from.alias.getText())
                : Optional.ofNullable(from.implicitAlias).map(ParserRuleContext::getText);
        return new Source.Collection(Identifiers.unquoted(from.name.getText()), alias.map(Identifiers::unquoted));
    }

    private static String qualifier(Source source) {
        return switch (source) {
            case Source.Collection(String name, Optional<String> alias) -> alias.orElse(name);
            case Source.Derived _, Source.Unnest _, Source.Join _ -> throw Unplanned.construct(source);
        };
    }

    private SelectItem item(
            LqlParser.SelectItemContext context, ExpressionReader expressions, @Nullable String qualifier) {
        if (context.KEEP() != null) {
            return new SelectItem.Kept(expressions.path(context.path(0)));
        }
        if (context.DOT() != null) {
            String name = expressions.name(context.identifier());
            if (!name.equals(qualifier)) {
                throw new QueryError(
                        ErrorCode.INVALID_QUERY,
                        "'" + name + "' in " + name + ".* is not the source of this statement",
                        Positions.of(text, context.identifier()),
                        qualifier == null ? "add a FROM clause" : "write " + Identifiers.quoted(qualifier) + ".*");
            }
            return new SelectItem.AllFields(List.of());
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

    private static Optional<Expression> where(
            LqlParser.@Nullable WhereClauseContext context, ExpressionReader expressions) {
        return Optional.ofNullable(context).map(where -> expressions.readCondition(where.expression(), "WHERE"));
    }

    private static List<SortKey> orderBy(LqlParser.@Nullable OrderClauseContext context, ExpressionReader expressions) {
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

    private Optional<Expression> limit(LqlParser.@Nullable LimitClauseContext context, ExpressionReader expressions) {
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

    private Statement insert(LqlParser.InsertStatementContext context) {
        ExpressionReader expressions = new ExpressionReader(text, null);
        List<Expression> documents = new ArrayList<>();
        if (context.VALUE() != null) {
            for (LqlParser.ExpressionContext document : context.expression()) {
                documents.add(document(document, expressions));
            }
        } else {
            List<String> columns = columns(context);
            for (LqlParser.RowContext row : context.row()) {
                documents.add(row(row, columns, expressions));
            }
        }
        return new Statement.Insert(
                Identifiers.unquoted(context.identifier(0).getText()), documents, context.UPSERT() != null, true);
    }

    private Expression document(LqlParser.ExpressionContext context, ExpressionReader expressions) {
        Expression document = value(context, expressions);
        if (document instanceof Expression.Literal(Value value) && !(value instanceof Value.Obj)) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "a document is an object, not a value of type " + value.typeName(),
                    Positions.of(text, context),
                    "write {field: value, …}");
        }
        return document;
    }

    private List<String> columns(LqlParser.InsertStatementContext context) {
        List<String> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (LqlParser.IdentifierContext column :
                context.identifier().subList(1, context.identifier().size())) {
            String name = Identifiers.unquoted(column.getText());
            if (!seen.add(name)) {
                throw QueryError.syntax(
                        "the field '" + name + "' stands twice", Positions.of(text, column), "keep one of the two");
            }
            columns.add(name);
        }
        return columns;
    }

    private Expression row(LqlParser.RowContext row, List<String> columns, ExpressionReader expressions) {
        List<LqlParser.ExpressionContext> values = row.expression();
        if (values.size() != columns.size()) {
            throw QueryError.syntax(
                    "a row of " + values.size() + " values for " + columns.size() + " fields",
                    Positions.of(text, row),
                    "the fields are " + String.join(", ", columns));
        }
        List<Map.Entry<String, Expression>> fields = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            fields.add(Map.entry(columns.get(i), value(values.get(i), expressions)));
        }
        return Expressions.object(fields);
    }

    /** An expression of an INSERT: there is no document yet whose fields it could read. */
    private Expression value(LqlParser.ExpressionContext context, ExpressionReader expressions) {
        Expression value = expressions.readCondition(context, "INSERT");
        LqlParser.@Nullable PathContext path = FirstPath.in(context);
        if (path != null) {
            TextPosition position = Positions.of(text, path);
            String written = path.getText();
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "there is no document yet that " + written + " could be read from",
                    position,
                    "strings stand in single quotes: " + Literals.quoted(Identifiers.unquoted(written)));
        }
        return value;
    }

    private Statement update(LqlParser.UpdateStatementContext context) {
        ExpressionReader expressions = new ExpressionReader(text, null);
        List<Change> changes = new ArrayList<>();
        for (LqlParser.UpdateClauseContext clause : context.updateClause()) {
            for (LqlParser.AssignmentContext assignment : clause.assignment()) {
                FieldPath path = expressions.path(assignment.path());
                Expression value = expressions.readCondition(assignment.expression(), "SET");
                changes.add(
                        assignment.EQUAL() != null
                                ? new Change.SetField(path, value)
                                : new Change.Increment(path, value));
            }
            for (LqlParser.PathContext path : clause.path()) {
                changes.add(new Change.UnsetField(expressions.path(path)));
            }
        }
        return new Statement.Update(
                MatchingRules.SQL,
                Identifiers.unquoted(context.identifier().getText()),
                changes,
                where(context.whereClause(), expressions),
                false,
                orderBy(context.orderClause(), expressions),
                limit(context.limitClause(), expressions));
    }

    private Statement delete(LqlParser.DeleteStatementContext context) {
        ExpressionReader expressions = new ExpressionReader(text, null);
        return new Statement.Delete(
                MatchingRules.SQL,
                Identifiers.unquoted(context.identifier().getText()),
                where(context.whereClause(), expressions),
                orderBy(context.orderClause(), expressions),
                limit(context.limitClause(), expressions));
    }
}
