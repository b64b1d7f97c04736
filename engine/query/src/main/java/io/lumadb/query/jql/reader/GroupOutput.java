package io.lumadb.query.jql.reader;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The fields that {@code $group} gives and what each stands for: {@code _id} the key, the others aggregates. */
record GroupOutput(Map<String, Expression> fields, List<Expression> keys) {

    private static final Expression COUNT =
            new Expression.Aggregate(Expression.AggregateFunction.COUNT, Optional.empty(), false, Optional.empty());

    /** The fields of a shape over groups that a {@code $group} or {@code $count} alone could give; none for other shapes. */
    static Optional<GroupOutput> of(List<SelectItem> items, List<Expression> keys) {
        Map<String, Expression> fields = new LinkedHashMap<>();
        for (SelectItem item : items) {
            if (item instanceof SelectItem.Computed computed) {
                fields.put(ColumnNames.of(computed), computed.expression());
            }
        }
        List<Expression> given = List.copyOf(fields.values());
        boolean counts = given.equals(List.of(COUNT)) && keys.equals(List.of(new Expression.Literal(Value.NULL)));
        boolean groups = keys.size() == 1
                && keys.getFirst().equals(fields.get(Document.ID))
                && given.getFirst().equals(keys.getFirst())
                && given.stream().skip(1).allMatch(Expression.Aggregate.class::isInstance)
                && given.stream().distinct().count() == items.size();
        return counts || groups ? Optional.of(new GroupOutput(fields, keys)) : Optional.empty();
    }

    /** An expression over the groups as one over what their fields stand for; none where it looks at them otherwise. */
    Optional<Expression> substitute(Expression expression) {
        return substitute(expression, _ -> true);
    }

    /** A condition as one on keys and aggregates, of which alone conditions on groups try an array's elements. */
    Optional<Expression> condition(Expression condition) {
        return substitute(condition, value -> value instanceof Expression.Aggregate || keys.contains(value));
    }

    private Optional<Expression> substitute(Expression expression, Predicate<Expression> usable) {
        AtomicBoolean complete = new AtomicBoolean(true);
        ExpressionMapping.visit(expression, part -> complete.compareAndSet(true, !readsWhole(part)));
        Expression substituted = ExpressionMapping.fields(expression, path -> {
            if (path.root().startsWith("$")) {
                // It belongs to the document that a $lookup around looks partners up for.
                return new Expression.Field(path);
            }
            Expression at = fields.get(path.root());
            for (FieldPath.Segment step :
                    path.segments().subList(1, path.segments().size())) {
                at = at == null || keys.contains(at) ? null : part(at, step);
            }
            complete.compareAndSet(true, at != null && usable.test(at));
            return at == null ? new Expression.Field(path) : at;
        });
        return complete.get() ? Optional.of(substituted) : Optional.empty();
    }

    /** Whether something looks at the group as a document, or at a field by its path alone. */
    private static boolean readsWhole(Expression part) {
        return switch (part) {
            case Expression.AnyElement _ -> true;
            case Expression.Variable(String name, var _) -> name.equals("ROOT");
            case Expression.Call(String name, List<Expression> arguments) ->
                name.equals("$getField") && arguments.size() == 1;
            default -> false;
        };
    }

    private static @Nullable Expression part(@Nullable Expression whole, FieldPath.Segment step) {
        if (whole instanceof Expression.ObjectLiteral(List<Map.Entry<String, Expression>> parts)) {
            for (Map.Entry<String, Expression> part : parts) {
                if (step.equals(new FieldPath.Field(part.getKey()))) {
                    return part.getValue();
                }
            }
        }
        return null;
    }
}
