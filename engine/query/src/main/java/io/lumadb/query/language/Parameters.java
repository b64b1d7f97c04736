package io.lumadb.query.language;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.StatementMapping;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Puts values in the places of parameters. */
public final class Parameters {

    private Parameters() {}

    /**
     * Replaces every parameter by its value.
     *
     * @param values by name, or by 1-based position in digits
     * @throws QueryError INVALID_QUERY naming a parameter without a value, or one whose value does not fit its place
     */
    public static Statement bind(Statement statement, Map<String, Value> values) {
        Statement bound = StatementMapping.expressions(
                statement,
                expression -> ExpressionMapping.parameters(expression, parameter -> literal(parameter, values)));
        check(bound);
        return bound;
    }

    private static Expression literal(Expression.Parameter parameter, Map<String, Value> values) {
        Value value = values.get(parameter.name());
        if (value == null) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "the parameter " + written(parameter.name()) + " has no value",
                    null,
                    values.isEmpty()
                            ? "no parameters were given"
                            : "given are " + String.join(", ", new TreeSet<>(values.keySet())));
        }
        return new Expression.Literal(value);
    }

    private static String written(String name) {
        return name.chars().allMatch(Character::isDigit) ? "?" + name : ":" + name;
    }

    private static void check(Statement statement) {
        switch (statement) {
            case Statement.Select select -> {
                checkRows("LIMIT", select.limit());
                checkRows("OFFSET", select.offset());
            }
            case Statement.SetOperation operation -> {
                checkRows("LIMIT", operation.limit());
                checkRows("OFFSET", operation.offset());
                check(operation.left());
                check(operation.right());
            }
            case Statement.With with -> {
                with.tables().forEach(table -> check(table.query()));
                check(with.body());
            }
            case Statement.InsertQuery insert -> check(insert.query());
            case Statement.Update update -> checkRows("LIMIT", update.limit());
            case Statement.Delete delete -> checkRows("LIMIT", delete.limit());
            case Statement.Insert insert -> insert.documents().forEach(Parameters::checkDocument);
            case Statement.Explain(boolean _, Statement explained) -> check(explained);
            case Statement.CreateCollection _,
                    Statement.DropCollection _,
                    Statement.SetSchema _,
                    Statement.SetTiering _,
                    Statement.CreateIndex _,
                    Statement.DropIndex _,
                    Statement.ShowCollections _,
                    Statement.ShowIndexes _,
                    Statement.Describe _ -> {}
        }
    }

    private static void checkRows(String clause, Optional<Expression> rows) {
        boolean fits = rows.isEmpty()
                || rows.get() instanceof Expression.Literal(Value.Int64(long count)) && count >= 0
                || rows.get() instanceof Expression.Parameter;
        if (!fits) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    clause + " is a whole number from 0",
                    null,
                    "give such a number as parameter");
        }
    }

    private static void checkDocument(Expression document) {
        if (document instanceof Expression.Literal(Value value) && !(value instanceof Value.Obj)) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "a document is an object, not a value of type " + value.typeName(),
                    null,
                    "give an object as parameter");
        }
    }
}
