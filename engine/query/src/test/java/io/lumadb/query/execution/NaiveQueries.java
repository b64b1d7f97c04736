package io.lumadb.query.execution;

import io.lumadb.document.FieldPath;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.Quantifier;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.JoinType;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SetOperator;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What queries mean, written as plainly as possible: every pair of rows is tried, every subquery is run for every row. Knows
 * qualified names and computed items only.
 */
final class NaiveQueries {

    private final Map<String, List<Value.Obj>> collections;

    NaiveQueries(Map<String, List<Value.Obj>> collections) {
        this.collections = collections;
    }

    /** The sources' rows by name, and those of the queries around. */
    private record Sight(Map<String, Value> rows, Map<String, List<Value.Obj>> tables, Optional<Sight> around) {

        Sight with(String name, Value row) {
            Map<String, Value> more = new LinkedHashMap<>(rows);
            more.put(name, row);
            return new Sight(more, tables, around);
        }

        Sight with(Sight other) {
            Map<String, Value> more = new LinkedHashMap<>(rows);
            more.putAll(other.rows);
            return new Sight(more, tables, around);
        }

        Value row(String name) {
            Value row = rows.get(name);
            return row != null ? row : around.orElseThrow().row(name);
        }
    }

    List<Value.Obj> run(Query query) {
        return run(query, Map.of(), Optional.empty());
    }

    private List<Value.Obj> run(Query query, Map<String, List<Value.Obj>> tables, Optional<Sight> around) {
        return switch (query) {
            case Statement.Select select -> select(select, tables, around);
            case Statement.SetOperation operation ->
                setOperation(operation, run(operation.left(), tables, around), run(operation.right(), tables, around));
            case Statement.With with -> {
                Map<String, List<Value.Obj>> more = new HashMap<>(tables);
                with.tables().forEach(table -> more.put(table.name(), run(table.query(), more, around)));
                yield run(with.body(), more, around);
            }
        };
    }

    private static List<Value.Obj> setOperation(
            Statement.SetOperation operation, List<Value.Obj> left, List<Value.Obj> right) {
        List<String> names = names(operation.left());
        List<String> rightNames = names(operation.right());
        List<Value.Obj> renamed = right.stream()
                .map(row -> {
                    Map<String, Value> fields = new LinkedHashMap<>();
                    for (int i = 0; i < names.size(); i++) {
                        fields.put(names.get(i), row.get(rightNames.get(i)));
                    }
                    return new Value.Obj(fields);
                })
                .toList();
        List<Value.Obj> result = new ArrayList<>();
        List<String> others =
                new ArrayList<>(renamed.stream().map(NaiveQueries::key).toList());
        if (operation.operator() == SetOperator.UNION) {
            result.addAll(left);
            result.addAll(renamed);
        } else {
            for (Value.Obj row : left) {
                boolean there = operation.all() ? others.remove(key(row)) : others.contains(key(row));
                if (there == (operation.operator() == SetOperator.INTERSECT)) {
                    result.add(row);
                }
            }
        }
        return operation.all() ? result : distinct(result);
    }

    private static List<String> names(Query query) {
        return switch (query) {
            case Statement.Select select ->
                select.items().stream()
                        .map(item -> ((SelectItem.Computed) item).alias().orElseThrow())
                        .toList();
            case Statement.SetOperation operation -> names(operation.left());
            case Statement.With with -> names(with.body());
        };
    }

    private static List<Value.Obj> distinct(List<Value.Obj> rows) {
        Map<String, Value.Obj> different = new LinkedHashMap<>();
        rows.forEach(row -> different.putIfAbsent(key(row), row));
        return List.copyOf(different.values());
    }

    /** The same text for rows that are the same. */
    static String key(Value.Obj row) {
        StringBuilder key = new StringBuilder();
        row.fields().forEach((_, value) -> key.append(key(value)).append('|'));
        return key.toString();
    }

    private static String key(Value value) {
        return HexFormat.of().formatHex(OrderedKey.of(value.isNull() ? Value.NULL : value));
    }

    private List<Value.Obj> select(
            Statement.Select select, Map<String, List<Value.Obj>> tables, Optional<Sight> around) {
        Sight nothing = new Sight(Map.of(), tables, around);
        List<Sight> rows = select.from().map(source -> rows(source, nothing)).orElse(List.of(nothing)).stream()
                .filter(row -> select.where().isEmpty() || holds(select.where().get(), row))
                .toList();
        List<Value.Obj> result = new ArrayList<>();
        boolean aggregates = select.items().stream()
                .anyMatch(item -> ((SelectItem.Computed) item).expression() instanceof Expression.Aggregate);
        if (select.groupBy().isEmpty() && !aggregates && select.having().isEmpty()) {
            rows.forEach(row -> result.add(items(select, row, List.of())));
        } else {
            for (List<Sight> group : groups(select, rows)) {
                Sight first = group.isEmpty() ? nothing : group.getFirst();
                if (select.having().isEmpty() || isTrue(value(select.having().get(), first, group))) {
                    result.add(items(select, first, group));
                }
            }
        }
        return select.distinct() ? distinct(result) : result;
    }

    private List<List<Sight>> groups(Statement.Select select, List<Sight> rows) {
        Map<List<String>, List<Sight>> groups = new LinkedHashMap<>();
        if (select.groupBy().isEmpty()) {
            groups.put(List.of(), new ArrayList<>());
        }
        for (Sight row : rows) {
            List<String> key = select.groupBy().stream()
                    .map(expression -> key(value(expression, row, List.of())))
                    .toList();
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
        }
        return List.copyOf(groups.values());
    }

    private Value.Obj items(Statement.Select select, Sight row, List<Sight> group) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (SelectItem item : select.items()) {
            SelectItem.Computed computed = (SelectItem.Computed) item;
            Value value = value(computed.expression(), row, group);
            fields.put(computed.alias().orElseThrow(), value.isNull() ? Value.NULL : value);
        }
        return new Value.Obj(fields);
    }

    private List<Sight> rows(Source source, Sight before) {
        return switch (source) {
            case Source.Collection(String name, Optional<String> alias) -> {
                List<Value.Obj> documents = before.tables().getOrDefault(name, collections.get(name));
                yield documents.stream()
                        .map(document -> before.with(alias.orElse(name), document))
                        .toList();
            }
            case Source.Derived derived ->
                run(derived.query(), before.tables(), before.around()).stream()
                        .map(row -> before.with(derived.alias(), row))
                        .toList();
            case Source.Unnest unnest ->
                value(unnest.array(), before, List.of()) instanceof Value.Array(List<Value> elements)
                        ? elements.stream()
                                .map(element -> before.with(unnest.alias(), element))
                                .toList()
                        : List.of();
            case Source.Join join -> join(join, before);
        };
    }

    private List<Sight> join(Source.Join join, Sight before) {
        List<Sight> left = rows(join.left(), before);
        Predicate<Sight> partners =
                row -> join.condition().isEmpty() || holds(join.condition().get(), row);
        boolean lateral = join.right() instanceof Source.Unnest;
        List<Sight> independent = lateral ? List.of() : rows(join.right(), before);
        Set<Integer> matched = new HashSet<>();
        List<Sight> result = new ArrayList<>();
        for (Sight row : left) {
            List<Sight> right = lateral ? rows(join.right(), row) : independent;
            boolean found = false;
            for (int i = 0; i < right.size(); i++) {
                Sight both = row.with(right.get(i));
                if (partners.test(both)) {
                    result.add(both);
                    matched.add(i);
                    found = true;
                }
            }
            if (!found && (join.type() == JoinType.LEFT || join.type() == JoinType.FULL)) {
                result.add(row.with(nothing(join.right(), before)));
            }
        }
        if (join.type() == JoinType.RIGHT || join.type() == JoinType.FULL) {
            for (int i = 0; i < independent.size(); i++) {
                if (!matched.contains(i)) {
                    result.add(nothing(join.left(), before).with(independent.get(i)));
                }
            }
        }
        return result;
    }

    private static Sight nothing(Source source, Sight before) {
        return switch (source) {
            case Source.Collection(String name, Optional<String> alias) ->
                before.with(alias.orElse(name), new Value.Obj(Map.of()));
            case Source.Derived derived -> before.with(derived.alias(), new Value.Obj(Map.of()));
            case Source.Unnest unnest -> before.with(unnest.alias(), Value.NULL);
            case Source.Join join -> nothing(join.left(), before).with(nothing(join.right(), before));
        };
    }

    private boolean holds(Expression condition, Sight row) {
        return isTrue(value(condition, row, List.of()));
    }

    private static boolean isTrue(Value value) {
        return value.equals(Value.TRUE);
    }

    private Value value(Expression expression, Sight row, List<Sight> group) {
        return switch (expression) {
            case Expression.Literal(Value value) -> value;
            case Expression.Field(FieldPath path) -> field(path, row);
            case Expression.IsNull(Expression operand) ->
                Value.of(value(operand, row, group).isNull());
            case Expression.Not(Expression operand) -> not(value(operand, row, group));
            case Expression.And(List<Expression> operands) ->
                operands.stream().map(it -> value(it, row, group)).reduce(Value.TRUE, NaiveQueries::and);
            case Expression.Or(List<Expression> operands) ->
                not(operands.stream().map(it -> not(value(it, row, group))).reduce(Value.TRUE, NaiveQueries::and));
            case Expression.Comparison(ComparisonOperator operator, Expression left, Expression right) ->
                compare(operator, value(left, row, group), value(right, row, group));
            case Expression.In(Expression operand, List<Expression> candidates) ->
                any(
                        ComparisonOperator.EQUAL,
                        value(operand, row, group),
                        candidates.stream().map(it -> value(it, row, group)).toList());
            case Expression.Aggregate aggregate -> aggregate(aggregate, group);
            case Expression.Subquery(Query query) -> {
                List<Value> values = column(query, row);
                yield values.isEmpty() ? Value.NULL : values.getFirst();
            }
            case Expression.Exists(Query query) ->
                Value.of(!run(query, row.tables(), Optional.of(row)).isEmpty());
            case Expression.InSubquery(Expression operand, Query query) ->
                any(ComparisonOperator.EQUAL, value(operand, row, group), column(query, row));
            case Expression.Quantified(var operator, Expression operand, Quantifier quantifier, Query query) -> {
                Value value = value(operand, row, group);
                yield quantifier == Quantifier.ANY
                        ? any(operator, value, column(query, row))
                        : column(query, row).stream()
                                .map(it -> compare(operator, value, it))
                                .reduce(Value.TRUE, NaiveQueries::and);
            }
            default -> throw new IllegalArgumentException(expression.toString());
        };
    }

    private static Value field(FieldPath path, Sight row) {
        Value at = row.row(path.root());
        for (FieldPath.Segment segment :
                path.segments().subList(1, path.segments().size())) {
            at = at instanceof Value.Obj object && segment instanceof FieldPath.Field(String name)
                    ? object.get(name)
                    : Value.MISSING;
        }
        return at;
    }

    private List<Value> column(Query query, Sight row) {
        String name = names(query).getFirst();
        return run(query, row.tables(), Optional.of(row)).stream()
                .map(it -> it.get(name))
                .toList();
    }

    private Value aggregate(Expression.Aggregate aggregate, List<Sight> group) {
        List<Value> values = new ArrayList<>();
        for (Sight row : group) {
            Value value =
                    aggregate.operand().map(it -> value(it, row, List.of())).orElse(Value.TRUE);
            if (!value.isNull()) {
                values.add(value);
            }
        }
        if (aggregate.distinct()) {
            Map<String, Value> different = new LinkedHashMap<>();
            values.forEach(value -> different.putIfAbsent(key(value), value));
            values = List.copyOf(different.values());
        }
        return switch (aggregate.function()) {
            case COUNT -> Value.of(values.size());
            case MIN -> values.stream().min(ValueOrder.INSTANCE).orElse(Value.NULL);
            case MAX -> values.stream().max(ValueOrder.INSTANCE).orElse(Value.NULL);
            default -> throw new IllegalArgumentException(aggregate.toString());
        };
    }

    private static Value any(ComparisonOperator operator, Value operand, List<Value> others) {
        return not(
                others.stream().map(it -> not(compare(operator, operand, it))).reduce(Value.TRUE, NaiveQueries::and));
    }

    private static Value not(Value value) {
        return value instanceof Value.Bool(boolean flag) ? Value.of(!flag) : Value.NULL;
    }

    private static Value and(Value left, Value right) {
        if (left.equals(Value.FALSE) || right.equals(Value.FALSE)) {
            return Value.FALSE;
        }
        return isTrue(left) && isTrue(right) ? Value.TRUE : Value.NULL;
    }

    private static Value compare(ComparisonOperator operator, Value left, Value right) {
        if (left.isNull() || right.isNull() || ValueOrder.rank(left) != ValueOrder.rank(right)) {
            return Value.NULL;
        }
        int order = ValueOrder.INSTANCE.compare(left, right);
        return Value.of(
                switch (operator) {
                    case EQUAL -> order == 0;
                    case NOT_EQUAL -> order != 0;
                    case LESS -> order < 0;
                    case LESS_OR_EQUAL -> order <= 0;
                    case GREATER -> order > 0;
                    case GREATER_OR_EQUAL -> order >= 0;
                });
    }
}
