package io.lumadb.query.execution.bind;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.expression.ExpressionTree;
import io.lumadb.query.execution.plan.Columns;
import io.lumadb.query.execution.plan.Output;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the names and positions of selected items stand for in GROUP BY, HAVING and ORDER BY. */
final class OutputNames {

    private final Map<String, Expression> byName = new LinkedHashMap<>();
    private final List<Optional<Expression>> byPosition = new ArrayList<>();

    private OutputNames() {}

    static OutputNames of(List<Output> outputs) {
        OutputNames names = new OutputNames();
        for (Output output : outputs) {
            if (output instanceof Output.Computed(String name, Expression expression)) {
                names.byName.put(name, expression);
                names.byPosition.add(Optional.of(expression));
            } else {
                names.byPosition.add(Optional.empty());
            }
        }
        return names;
    }

    /** Of rows that are read as they are. */
    static OutputNames of(Columns columns) {
        OutputNames names = new OutputNames();
        for (String column : columns.open() ? List.<String>of() : columns.names()) {
            Expression field = new Expression.Field(FieldPath.of(column));
            names.byName.put(column, field);
            names.byPosition.add(Optional.of(field));
        }
        return names;
    }

    /** An item's name means the item, wherever there is nothing else to the key; other names mean the sources' fields. */
    List<SortKey> bindKeys(List<SortKey> keys, ExpressionBinder binder) {
        return keys.stream()
                .map(key -> new SortKey(
                        position(key.expression(), "ORDER BY")
                                .or(() -> named(key.expression()))
                                .orElseGet(() -> binder.bind(key.expression())),
                        key.descending(),
                        key.nullsFirst()))
                .toList();
    }

    /**
     * A name that a source is certain to have means the source's field, any other one the item of that name. By MongoDB's
     * rules keys are computed from the documents alone.
     */
    Expression bindGroupKey(Expression key, ExpressionBinder binder) {
        if (binder.scope().rules() == MatchingRules.DOCUMENT) {
            return binder.bind(key);
        }
        return position(key, "GROUP BY")
                .or(() -> named(key)
                        .filter(_ -> !binder.scope()
                                .knows(((Expression.Field) key).path().root()))
                        .filter(item -> !ExpressionTree.hasAggregate(item) && !ExpressionTree.hasWindow(item)))
                .orElseGet(() -> binder.bind(key));
    }

    /** Names anywhere in the condition may mean items, except where they are those of group keys. */
    Expression bindHaving(Expression having, ExpressionBinder binder, List<Expression> groupKeys) {
        return binder.bind(
                having, path -> isGroupKey(path, binder.scope(), groupKeys) ? Optional.empty() : named(path));
    }

    private static boolean isGroupKey(FieldPath path, Scope scope, List<Expression> groupKeys) {
        if (!scope.prefixed()) {
            return groupKeys.contains(new Expression.Field(path));
        }
        return path.isTopLevel()
                && scope.sources().stream()
                        .anyMatch(source ->
                                groupKeys.contains(new Expression.Field(FieldPath.of(source.name(), path.root()))));
    }

    private Optional<Expression> named(Expression expression) {
        return expression instanceof Expression.Field(FieldPath path) ? named(path) : Optional.empty();
    }

    private Optional<Expression> named(FieldPath path) {
        return path.isTopLevel() ? Optional.ofNullable(byName.get(path.root())) : Optional.empty();
    }

    /** A number is the position of an item, from 1. */
    private Optional<Expression> position(Expression key, String clause) {
        if (!(key instanceof Expression.Literal(Value.Int64(long position)))) {
            return Optional.empty();
        }
        if (position < 1
                || position > byPosition.size()
                || byPosition.get((int) position - 1).isEmpty()) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    clause + " " + position + " is not the position of a selected expression",
                    null,
                    null);
        }
        return byPosition.get((int) position - 1);
    }
}
