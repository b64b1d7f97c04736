package io.lumadb.query.execution.bind;

import io.lumadb.document.FieldPath;
import io.lumadb.query.execution.expression.ExpressionTree;
import io.lumadb.query.execution.function.FunctionTable;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.Quantifier;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Resolves the names in expressions, and puts calls in the places of their subqueries. */
final class ExpressionBinder {

    private final Scope scope;
    private final SubqueryBinder subqueries;

    ExpressionBinder(Scope scope, SubqueryBinder subqueries) {
        this.scope = scope;
        this.subqueries = subqueries;
    }

    Scope scope() {
        return scope;
    }

    Expression bind(Expression expression) {
        return bind(expression, _ -> Optional.empty());
    }

    /** {@code named}: what a path means before the sources are asked; aggregates' operands ask the sources only. */
    Expression bind(Expression expression, Function<FieldPath, Optional<Expression>> named) {
        return ExpressionTree.replace(expression, part -> switch (part) {
            case Expression.Field(FieldPath path) ->
                Optional.of(named.apply(path).orElseGet(() -> scope.resolve(path)));
            case Expression.AnyElement(FieldPath array, Expression condition) ->
                Optional.of(new Expression.AnyElement(scope.resolveOwn(array), condition));
            case Expression.Aggregate aggregate -> Optional.of(aggregate(aggregate));
            case Expression.Subquery(Query query) -> Optional.of(subqueries.scalar(query, scope));
            case Expression.Exists(Query query) -> Optional.of(subqueries.exists(query, scope));
            case Expression.RowArray(Query query) -> Optional.of(subqueries.rows(query, scope));
            case Expression.SharesValue(Expression own, Expression.Field(FieldPath around)) ->
                Optional.of(new Expression.SharesValue(bind(own), scope.valuesAround(around)));
            case Expression.InSubquery(Expression operand, Query query) ->
                Optional.of(subqueries.membership(
                        bind(operand, named), ComparisonOperator.EQUAL, Quantifier.ANY, query, scope));
            case Expression.Quantified(
                    ComparisonOperator operator,
                    Expression operand,
                    Quantifier quantifier,
                    Query query) ->
                Optional.of(subqueries.membership(bind(operand, named), operator, quantifier, query, scope));
            case Expression.Call(String name, List<Expression> _) -> {
                FunctionTable.check(name);
                yield Optional.empty();
            }
            default -> Optional.empty();
        });
    }

    private Expression aggregate(Expression.Aggregate aggregate) {
        return new Expression.Aggregate(
                aggregate.function(),
                aggregate.operand().map(this::bind),
                aggregate.argument().map(this::bind),
                aggregate.distinct(),
                bindKeys(aggregate.orderBy()),
                aggregate.filter().map(this::bind));
    }

    List<SortKey> bindKeys(List<SortKey> keys) {
        return keys.stream()
                .map(key -> new SortKey(bind(key.expression()), key.descending(), key.nullsFirst()))
                .toList();
    }
}
