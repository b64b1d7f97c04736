package io.lumadb.query.jql.vocabulary;

import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.CommonTable;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A query that a {@code $lookup} gathers the rows of, taken apart.
 *
 * @param value the value that its documents share with the one around, if that is asked for before anything else
 * @param query the query without it
 */
public record LookedUp(Optional<Expression.SharesValue> value, Query query) {

    public static LookedUp of(Query query) {
        return switch (query) {
            case Statement.Select select -> of(select);
            case Statement.SetOperation operation -> {
                LookedUp left = of(operation.left());
                yield new LookedUp(
                        left.value(),
                        new Statement.SetOperation(
                                operation.operator(),
                                operation.all(),
                                left.query(),
                                operation.right(),
                                operation.orderBy(),
                                operation.limit(),
                                operation.offset()));
            }
            case Statement.With(List<CommonTable> tables, Query body) -> {
                CommonTable first = tables.getFirst();
                LookedUp inner = of(first.query());
                List<CommonTable> others = new ArrayList<>(tables);
                others.set(0, new CommonTable(first.name(), first.columns(), inner.query()));
                yield new LookedUp(inner.value(), new Statement.With(others, body));
            }
        };
    }

    private static LookedUp of(Statement.Select select) {
        if (select.from().isEmpty()) {
            return new LookedUp(Optional.empty(), select);
        }
        if (select.from().get() instanceof Source.Collection) {
            return ofConditions(select);
        }
        Part part = part(select.from().get());
        return new LookedUp(part.value(), with(select, part.source(), select.where()));
    }

    private static LookedUp ofConditions(Statement.Select select) {
        List<Expression> conditions =
                new ArrayList<>(select.where().map(LookedUp::conjuncts).orElse(List.of()));
        if (conditions.isEmpty() || !(conditions.getFirst() instanceof Expression.SharesValue value)) {
            return new LookedUp(Optional.empty(), select);
        }
        conditions.removeFirst();
        Optional<Expression> others =
                conditions.isEmpty() ? Optional.empty() : Optional.of(Expressions.and(conditions));
        return new LookedUp(Optional.of(value), with(select, select.from().orElseThrow(), others));
    }

    private static List<Expression> conjuncts(Expression condition) {
        return condition instanceof Expression.And(List<Expression> operands) ? operands : List.of(condition);
    }

    private record Part(Optional<Expression.SharesValue> value, Source source) {}

    private static Part part(Source source) {
        return switch (source) {
            case Source.Collection _, Source.Unnest _ -> new Part(Optional.empty(), source);
            case Source.Derived(Query query, String alias, List<String> columns) -> {
                LookedUp inner = of(query);
                yield new Part(inner.value(), new Source.Derived(inner.query(), alias, columns));
            }
            case Source.Join(var type, Source left, Source right, var condition) -> {
                Part first = part(left);
                yield new Part(first.value(), new Source.Join(type, first.source(), right, condition));
            }
        };
    }

    private static Statement.Select with(Statement.Select select, Source source, Optional<Expression> where) {
        return new Statement.Select(
                select.rules(),
                select.distinct(),
                select.items(),
                Optional.of(source),
                where,
                select.groupBy(),
                select.having(),
                select.orderBy(),
                select.limit(),
                select.offset());
    }
}
