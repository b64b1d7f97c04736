package io.lumadb.query.lql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.Image;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.Returning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a parsed text's statements that read or write documents; {@link DefinitionReader} reads the others. */
final class StatementReader {

    private final String text;
    private final Questions questions = new Questions();
    private final QueryReader queries;

    StatementReader(String text) {
        this.text = text;
        this.queries = new QueryReader(text, questions);
    }

    Statement read(LqlParser.StatementContext context) {
        if (context.query() != null) {
            return queries.read(context.query());
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

    /** What a write gives back is of the documents as they are then; those of a delete as they were. */
    private Optional<Returning> returning(LqlParser.@Nullable ReturningClauseContext context, Image image) {
        return Optional.ofNullable(context)
                .map(clause -> new Returning(
                        queries.items(clause.selectItem(), new ExpressionReader(text, questions, null), null, null),
                        image));
    }

    private Statement insert(LqlParser.InsertStatementContext context) {
        ExpressionReader expressions = new ExpressionReader(text, questions, null);
        String collection = Identifiers.unquoted(context.identifier().getText());
        boolean upsert = context.UPSERT() != null;
        if (context.query() != null) {
            List<String> columns = context.columnNames() == null ? List.of() : columns(context.columnNames());
            Query query = queries.read(context.query());
            return new Statement.InsertQuery(
                    collection, columns, query, upsert, returning(context.returningClause(), Image.AFTER));
        }
        List<Expression> documents = new ArrayList<>();
        if (context.VALUE() != null) {
            for (LqlParser.ExpressionContext document : context.expression()) {
                documents.add(document(document, expressions));
            }
        } else {
            List<String> columns = columns(context.columnNames());
            for (LqlParser.RowContext row : context.row()) {
                documents.add(row(row, columns, expressions));
            }
        }
        return new Statement.Insert(
                collection, documents, upsert, true, returning(context.returningClause(), Image.AFTER));
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

    private List<String> columns(LqlParser.ColumnNamesContext context) {
        List<String> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (LqlParser.IdentifierContext column : context.identifier()) {
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
        int count = row.query() == null ? values.size() : 1;
        if (count != columns.size()) {
            throw QueryError.syntax(
                    "a row of " + count + " values for " + columns.size() + " fields",
                    Positions.of(text, row),
                    "the fields are " + String.join(", ", columns));
        }
        if (row.query() != null) {
            return Expressions.object(
                    List.of(Map.entry(columns.getFirst(), new Expression.Subquery(queries.read(row.query())))));
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
        String collection = Identifiers.unquoted(context.identifier().getText());
        ExpressionReader expressions = new ExpressionReader(text, questions, null);
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
                collection,
                changes,
                QueryReader.where(context.whereClause(), expressions),
                false,
                QueryReader.orderBy(context.orderClause(), expressions),
                queries.limit(context.limitClause(), expressions),
                returning(context.returningClause(), Image.AFTER));
    }

    private Statement delete(LqlParser.DeleteStatementContext context) {
        String collection = Identifiers.unquoted(context.identifier().getText());
        ExpressionReader expressions = new ExpressionReader(text, questions, null);
        return new Statement.Delete(
                MatchingRules.SQL,
                collection,
                QueryReader.where(context.whereClause(), expressions),
                QueryReader.orderBy(context.orderClause(), expressions),
                queries.limit(context.limitClause(), expressions),
                returning(context.returningClause(), Image.BEFORE));
    }
}
