package io.lumadb.query.execution;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts values in the place of a statement's parameters. Values that the statement does not ask for are not looked at. */
final class ParameterBinding {

    private final Map<String, Value> values;

    ParameterBinding(Map<String, Value> values) {
        this.values = values;
    }

    /**
     * The statement without parameters.
     *
     * @throws QueryError INVALID_QUERY naming a parameter that has no value
     */
    Statement bind(Statement statement) {
        return switch (statement) {
            case Statement.Select select -> select(select);
            case Statement.Insert insert ->
                new Statement.Insert(insert.collection(), all(insert.documents()), insert.upsert(), insert.ordered());
            case Statement.Update update ->
                new Statement.Update(
                        update.rules(),
                        update.collection(),
                        update.changes().stream().map(this::change).toList(),
                        maybe(update.where()),
                        update.upsert(),
                        keys(update.orderBy()),
                        maybe(update.limit()));
            case Statement.Delete delete ->
                new Statement.Delete(
                        delete.rules(),
                        delete.collection(),
                        maybe(delete.where()),
                        keys(delete.orderBy()),
                        maybe(delete.limit()));
            case Statement.Explain explain -> new Statement.Explain(explain.analyze(), bind(explain.statement()));
            case Statement.CreateCollection _,
                    Statement.DropCollection _,
                    Statement.SetTiering _,
                    Statement.CreateIndex _,
                    Statement.DropIndex _,
                    Statement.ShowCollections _,
                    Statement.ShowIndexes _,
                    Statement.Describe _ -> statement;
        };
    }

    private Statement select(Statement.Select select) {
        return new Statement.Select(
                select.rules(),
                select.distinct(),
                select.items().stream().map(this::item).toList(),
                select.from(),
                maybe(select.where()),
                all(select.groupBy()),
                maybe(select.having()),
                keys(select.orderBy()),
                maybe(select.limit()),
                maybe(select.offset()));
    }

    private SelectItem item(SelectItem item) {
        return switch (item) {
            case SelectItem.AllFields _, SelectItem.Kept _ -> item;
            case SelectItem.Computed computed -> new SelectItem.Computed(bind(computed.expression()), computed.alias());
        };
    }

    private Change change(Change change) {
        return switch (change) {
            case Change.SetField set -> new Change.SetField(set.path(), bind(set.value()));
            case Change.UnsetField _ -> change;
            case Change.Increment increment -> new Change.Increment(increment.path(), bind(increment.by()));
        };
    }

    private List<SortKey> keys(List<SortKey> keys) {
        return keys.stream()
                .map(key -> new SortKey(bind(key.expression()), key.descending(), key.nullsFirst()))
                .toList();
    }

    private List<Expression> all(List<Expression> expressions) {
        return expressions.stream().map(this::bind).toList();
    }

    private Optional<Expression> maybe(Optional<Expression> expression) {
        return expression.map(this::bind);
    }

    private Expression bind(Expression expression) {
        return ExpressionMapping.parameters(expression, this::value);
    }

    private Expression value(Expression.Parameter parameter) {
        Value value = values.get(parameter.name());
        if (value == null) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "parameter " + parameter.name() + " has no value",
                    null,
                    Optional.ofNullable(Suggestions.didYouMean(parameter.name(), values.keySet()))
                            .orElse("give it in the request's parameters"));
        }
        return new Expression.Literal(value);
    }
}
