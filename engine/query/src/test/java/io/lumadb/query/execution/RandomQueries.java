package io.lumadb.query.execution;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Documents of few fields and few values, so that conditions often hold, and questions about them. */
final class RandomQueries {

    private static final List<ComparisonOperator> OPERATORS = List.of(ComparisonOperator.values());
    private static final List<String> PATHS = List.of("a", "b", "c.d", "c", "_id");

    private final RandomGenerator random;

    RandomQueries(RandomGenerator random) {
        this.random = random;
    }

    MatchingRules rules() {
        return random.nextBoolean() ? MatchingRules.SQL : MatchingRules.DOCUMENT;
    }

    List<Value.Obj> documents() {
        int count = random.nextInt(60);
        return IntStream.range(0, count).mapToObj(this::document).toList();
    }

    private Value.Obj document(int number) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("_id", number % 3 == 0 ? Value.of("k" + number) : Value.of(number));
        for (String name : List.of("a", "b")) {
            if (random.nextInt(5) > 0) {
                fields.put(name, value(2));
            }
        }
        switch (random.nextInt(4)) {
            case 0 -> fields.put("c", new Value.Obj(Map.of("d", value(1))));
            case 1 ->
                fields.put(
                        "c",
                        new Value.Array(IntStream.range(0, random.nextInt(3))
                                .<Value>mapToObj(
                                        _ -> random.nextBoolean() ? new Value.Obj(Map.of("d", value(1))) : scalar())
                                .toList()));
            case 2 -> fields.put("c", scalar());
            default -> {
                // without the field
            }
        }
        return new Value.Obj(fields);
    }

    private Value value(int depth) {
        return depth > 0 && random.nextInt(5) == 0
                ? new Value.Array(IntStream.range(0, random.nextInt(3))
                        .mapToObj(_ -> value(depth - 1))
                        .toList())
                : scalar();
    }

    private Value scalar() {
        return switch (random.nextInt(9)) {
            case 0 -> Value.NULL;
            case 1, 2, 3 -> Value.of(random.nextInt(5));
            case 4 -> Value.of(random.nextInt(10) / 2.0);
            case 5, 6 -> Value.of("k" + random.nextInt(4));
            case 7 -> Value.of(random.nextBoolean());
            default -> new Value.Timestamp(random.nextInt(3));
        };
    }

    Expression condition(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> new Expression.IsNull(field());
            case 1 ->
                new Expression.In(
                        field(),
                        IntStream.range(0, 1 + random.nextInt(3))
                                .mapToObj(_ -> literal())
                                .toList());
            case 2 -> new Expression.Between(field(), literal(), literal());
            case 3, 4, 5 ->
                new Expression.Comparison(OPERATORS.get(random.nextInt(OPERATORS.size())), field(), literal());
            case 6 -> new Expression.And(List.of(condition(depth - 1), condition(depth - 1)));
            case 7 -> new Expression.Or(List.of(condition(depth - 1), condition(depth - 1)));
            default -> new Expression.Not(condition(depth - 1));
        };
    }

    Expression field() {
        return new Expression.Field(
                FieldPath.of(PATHS.get(random.nextInt(PATHS.size())).split("\\.")));
    }

    private Expression literal() {
        return new Expression.Literal(random.nextInt(12) == 0 ? value(1) : scalar());
    }

    List<SortKey> sortKeys() {
        List<SortKey> keys = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Optional<Boolean> nullsFirst =
                    random.nextInt(3) == 0 ? Optional.of(random.nextBoolean()) : Optional.empty();
            keys.add(new SortKey(field(), random.nextBoolean(), nullsFirst));
        }
        return keys;
    }
}
