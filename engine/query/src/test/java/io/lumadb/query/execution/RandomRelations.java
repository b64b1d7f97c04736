package io.lumadb.query.execution;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.Quantifier;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.CommonTable;
import io.lumadb.query.statement.Statement.JoinType;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SetOperator;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Small collections whose values often meet, and queries over them: joins of all types, subqueries anywhere, set operations. */
final class RandomRelations {

    static final List<String> COLLECTIONS = List.of("t", "u", "v");
    private static final List<String> FIELDS = List.of("a", "b", "_id");
    private static final List<ComparisonOperator> OPERATORS = List.of(ComparisonOperator.values());

    private final RandomGenerator random;
    private int names;
    private final List<String> tables = new ArrayList<>();

    RandomRelations(RandomGenerator random) {
        this.random = random;
    }

    /** A source that conditions can name. */
    private record Named(String alias, List<String> fields) {}

    List<Value.Obj> documents() {
        return IntStream.range(0, random.nextInt(7)).mapToObj(this::document).toList();
    }

    private Value.Obj document(int number) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("_id", Value.of(number));
        for (String name : List.of("a", "b")) {
            if (random.nextInt(6) > 0) {
                fields.put(name, scalar());
            }
        }
        fields.put(
                "list",
                new Value.Array(IntStream.range(0, random.nextInt(3))
                        .mapToObj(_ -> scalar())
                        .toList()));
        return new Value.Obj(fields);
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Value scalar() {
        return switch (random.nextInt(10)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of("k" + random.nextInt(2));
            case 2 -> Value.of(random.nextInt(6) / 2.0);
            default -> Value.of(random.nextInt(4));
        };
    }

    Query query() {
        if (random.nextInt(5) == 0) {
            List<CommonTable> common = new ArrayList<>();
            for (int i = random.nextInt(2); i >= 0; i--) {
                String name = "w" + common.size();
                common.add(new CommonTable(name, List.of(), select(1, 2, List.of())));
                tables.add(name);
            }
            Query body = setOperation(2);
            tables.clear();
            return new Statement.With(common, body);
        }
        return setOperation(2);
    }

    private Query setOperation(int depth) {
        int width = 1 + random.nextInt(2);
        return setOperation(depth, width);
    }

    private Query setOperation(int depth, int width) {
        if (depth == 0 || random.nextInt(3) > 0) {
            return select(2, width, List.of());
        }
        SetOperator operator = oneOf(List.of(SetOperator.values()));
        return new Statement.SetOperation(
                operator,
                random.nextBoolean(),
                setOperation(depth - 1, width),
                setOperation(depth - 1, width),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** {@code around}: sources of the queries around, which may be named too. */
    private Statement.Select select(int depth, int width, List<Named> around) {
        List<Named> own = new ArrayList<>();
        Source from = source(depth, own);
        for (int i = random.nextInt(3); i > 0; i--) {
            from = joined(depth, from, own, around);
        }
        List<Named> all = new ArrayList<>(own);
        all.addAll(own);
        all.addAll(around);
        Optional<Expression> where = random.nextInt(4) > 0 ? Optional.of(condition(depth, all)) : Optional.empty();
        boolean grouped = random.nextInt(4) == 0;
        List<Expression> keys = grouped
                ? IntStream.range(0, random.nextInt(2))
                        .mapToObj(_ -> field(own))
                        .toList()
                : List.of();
        List<SelectItem> items = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            Expression item = grouped ? groupItem(keys, own) : item(depth, all);
            items.add(new SelectItem.Computed(item, Optional.of("c" + i)));
        }
        Optional<Expression> having = grouped && random.nextInt(3) == 0
                ? Optional.of(new Expression.Comparison(operator(), groupItem(keys, own), literal()))
                : Optional.empty();
        if (grouped && keys.isEmpty() && having.isEmpty()) {
            items.set(0, new SelectItem.Computed(aggregate(own), Optional.of("c0")));
        }
        return new Statement.Select(
                MatchingRules.SQL,
                !grouped && random.nextInt(5) == 0,
                items,
                Optional.of(from),
                where,
                keys,
                having,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private Expression item(int depth, List<Named> sources) {
        return depth > 0 && random.nextInt(5) == 0
                ? new Expression.Subquery(scalarQuery(depth - 1, sources))
                : field(sources);
    }

    private Expression groupItem(List<Expression> keys, List<Named> own) {
        return keys.isEmpty() || random.nextBoolean() ? aggregate(own) : keys.get(random.nextInt(keys.size()));
    }

    private Expression aggregate(List<Named> own) {
        return switch (random.nextInt(4)) {
            case 0 -> new Expression.Aggregate(AggregateFunction.COUNT, Optional.empty(), false, Optional.empty());
            case 1 ->
                new Expression.Aggregate(
                        AggregateFunction.COUNT, Optional.of(field(own)), random.nextBoolean(), Optional.empty());
            case 2 -> new Expression.Aggregate(AggregateFunction.MIN, Optional.of(field(own)), false, Optional.empty());
            default ->
                new Expression.Aggregate(AggregateFunction.MAX, Optional.of(field(own)), false, Optional.empty());
        };
    }

    private Source source(int depth, List<Named> own) {
        names++;
        String alias = "s" + names;
        if (depth > 0 && random.nextInt(5) == 0) {
            Query query = select(depth - 1, 2, List.of());
            own.add(new Named(alias, List.of("c0", "c1")));
            return new Source.Derived(query, alias, List.of());
        }
        if (!tables.isEmpty() && random.nextInt(2) == 0) {
            own.add(new Named(alias, List.of("c0", "c1")));
            return new Source.Collection(tables.get(random.nextInt(tables.size())), Optional.of(alias));
        }
        own.add(new Named(alias, FIELDS));
        return new Source.Collection(COLLECTIONS.get(random.nextInt(COLLECTIONS.size())), Optional.of(alias));
    }

    private Source joined(int depth, Source left, List<Named> own, List<Named> around) {
        Optional<Named> listed =
                own.stream().filter(it -> it.fields().equals(FIELDS)).findFirst();
        if (listed.isPresent() && random.nextInt(6) == 0) {
            names++;
            String alias = "s" + names;
            Expression array = new Expression.Field(FieldPath.of(listed.get().alias(), "list"));
            own.add(new Named(alias, List.of("")));
            return random.nextBoolean()
                    ? new Source.Join(JoinType.CROSS, left, new Source.Unnest(array, alias), Optional.empty())
                    : new Source.Join(
                            JoinType.LEFT, left, new Source.Unnest(array, alias), Optional.of(condition(0, own)));
        }
        JoinType type = oneOf(List.of(JoinType.values()));
        List<Named> before = List.copyOf(own);
        Source right = source(depth, own);
        if (type == JoinType.CROSS) {
            return new Source.Join(type, left, right, Optional.empty());
        }
        Named last = own.getLast();
        Expression on = new Expression.Comparison(
                random.nextInt(4) > 0 ? ComparisonOperator.EQUAL : operator(), field(before), field(List.of(last)));
        if (random.nextInt(3) == 0) {
            List<Named> all = new ArrayList<>(own);
            all.addAll(around);
            on = new Expression.And(List.of(on, condition(depth - 1, all)));
        }
        return new Source.Join(type, left, right, Optional.of(on));
    }

    private Expression condition(int depth, List<Named> sources) {
        return switch (random.nextInt(depth > 0 ? 12 : 5)) {
            case 0 -> new Expression.IsNull(field(sources));
            case 1 ->
                new Expression.In(
                        field(sources), List.of(literal(), random.nextInt(3) == 0 ? field(sources) : literal()));
            case 2 -> new Expression.Comparison(operator(), field(sources), literal());
            case 3, 4 -> new Expression.Comparison(operator(), field(sources), field(sources));
            case 5 -> new Expression.And(List.of(condition(depth - 1, sources), condition(depth - 1, sources)));
            case 6 -> new Expression.Or(List.of(condition(depth - 1, sources), condition(depth - 1, sources)));
            case 7 -> new Expression.Not(condition(depth - 1, sources));
            case 8 -> new Expression.Exists(select(depth - 1, 1, sources));
            case 9 -> new Expression.InSubquery(field(sources), select(depth - 1, 1, sources));
            case 10 ->
                new Expression.Quantified(
                        operator(),
                        field(sources),
                        random.nextBoolean() ? Quantifier.ANY : Quantifier.ALL,
                        select(depth - 1, 1, sources));
            default ->
                new Expression.Comparison(
                        operator(), field(sources), new Expression.Subquery(scalarQuery(depth - 1, sources)));
        };
    }

    /** One row at most: an aggregate over everything. */
    private Query scalarQuery(int depth, List<Named> around) {
        List<Named> own = new ArrayList<>();
        Source from = source(depth, own);
        List<Named> all = new ArrayList<>(own);
        all.addAll(around);
        return new Statement.Select(
                MatchingRules.SQL,
                false,
                List.of(new SelectItem.Computed(aggregate(own), Optional.of("c0"))),
                Optional.of(from),
                Optional.of(correlated(own, all, depth)),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private Expression correlated(List<Named> own, List<Named> all, int depth) {
        return random.nextBoolean()
                ? new Expression.Comparison(ComparisonOperator.EQUAL, field(own), field(all))
                : condition(depth, all);
    }

    private ComparisonOperator operator() {
        return random.nextBoolean() ? ComparisonOperator.EQUAL : oneOf(OPERATORS);
    }

    private Expression field(List<Named> sources) {
        Named source = sources.get(random.nextInt(sources.size()));
        String field = source.fields().get(random.nextInt(source.fields().size()));
        return new Expression.Field(
                field.isEmpty() ? FieldPath.of(source.alias()) : FieldPath.of(source.alias(), field));
    }

    private Expression literal() {
        return new Expression.Literal(scalar());
    }
}
