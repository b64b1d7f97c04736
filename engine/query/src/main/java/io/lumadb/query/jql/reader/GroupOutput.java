package io.lumadb.query.jql.reader;

import io.lumadb.document.FieldPath;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields that {@code $group} gives and what each stands for: {@code _id} the key, the others aggregates. */
record GroupOutput(Map<String, Expression> fields) {

    Collection<String> names() {
        return fields.keySet();
    }

    /** Replaces the group's fields in an expression by what they stand for. */
    Expression substitute(Expression expression, Function<FieldPath, RuntimeException> unknown) {
        return ExpressionMapping.fields(expression, path -> {
            Expression at = fields.get(path.root());
            for (FieldPath.Segment step :
                    path.segments().subList(1, path.segments().size())) {
                at = part(at, step);
            }
            if (at == null) {
                throw unknown.apply(path);
            }
            return at;
        });
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
