package io.lumadb.query.jql.vocabulary;

import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code $group}'s {@code _id} groups by. An object is one key, in which a field that is missing is not the same as one
 * that is null. One whose every field is {@code {"$ifNull": [x, null]}} has a key for each of them instead: to those a missing
 * value is null, as it is to GROUP BY.
 */
public final class GroupKeys {

    private static final Expression NULL = new Expression.Literal(Value.NULL);
    private static final String IF_NULL = "COALESCE";

    private GroupKeys() {}

    /** The keys; null alone where the key is the same for all documents. */
    public static List<Expression> of(Expression id) {
        return switch (id) {
            case Expression.Literal _ -> List.of(NULL);
            case Expression.ObjectLiteral(List<Map.Entry<String, Expression>> fields) -> {
                List<Expression> keys = separate(fields).stream()
                        .map(Map.Entry::getValue)
                        .filter(key -> !(key instanceof Expression.Literal))
                        .distinct()
                        .toList();
                boolean constant =
                        fields.stream().map(Map.Entry::getValue).allMatch(Expression.Literal.class::isInstance);
                yield constant ? List.of(NULL) : keys.isEmpty() ? List.of(id) : keys;
            }
            default -> List.of(id);
        };
    }

    /** The {@code _id} of the groups, made of the keys. */
    public static Expression shown(Expression id) {
        if (id instanceof Expression.ObjectLiteral(List<Map.Entry<String, Expression>> fields)) {
            List<Map.Entry<String, Expression>> separate = separate(fields);
            return separate.isEmpty() ? id : new Expression.ObjectLiteral(separate);
        }
        return id;
    }

    /** A field of an {@code _id} whose fields are keys of their own. */
    public static Expression separate(Expression key) {
        return key instanceof Expression.Literal ? key : new Expression.Call(IF_NULL, List.of(key, NULL));
    }

    /** Whether an object alone is the key, as it stands. */
    public static boolean isOne(Expression.ObjectLiteral id) {
        return of(id).equals(List.of(id));
    }

    /** The fields and their keys; none where the object is one key. */
    private static List<Map.Entry<String, Expression>> separate(List<Map.Entry<String, Expression>> fields) {
        List<Map.Entry<String, Expression>> keys = new ArrayList<>();
        for (Map.Entry<String, Expression> field : fields) {
            Optional<Expression> key = nullable(field.getValue());
            if (key.isEmpty()) {
                return List.of();
            }
            keys.add(Map.entry(field.getKey(), key.get()));
        }
        return keys;
    }

    private static Optional<Expression> nullable(Expression part) {
        return switch (part) {
            case Expression.Literal _ -> Optional.of(part);
            case Expression.Call(String name, List<Expression> arguments)
            when name.equals(IF_NULL)
                    && arguments.size() == 2
                    && arguments.getLast().equals(NULL) -> Optional.of(arguments.getFirst());
            default -> Optional.empty();
        };
    }
}
