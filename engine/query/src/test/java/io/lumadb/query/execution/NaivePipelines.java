package io.lumadb.query.execution;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Pipelines carried out stage by stage on lists, as MongoDB's manual describes each stage. */
final class NaivePipelines {

    private final Map<String, List<Value.Obj>> collections;

    NaivePipelines(Map<String, List<Value.Obj>> collections) {
        this.collections = collections;
    }

    /**
     * Documents between two stages.
     *
     * @param ordered their order is certain
     * @param certain which documents they are is certain: nothing was taken from an order that is not
     */
    record State(List<Value.Obj> documents, boolean ordered, boolean certain) {

        State with(List<Value.Obj> others) {
            return new State(others, ordered, certain);
        }

        State unordered() {
            return new State(documents, documents.size() < 2, certain);
        }

        State takenInOrder() {
            return new State(documents, ordered, certain && ordered);
        }
    }

    State run(String collection, List<Value.Obj> stages) {
        return run(new State(collections.get(collection), false, true), stages);
    }

    private State run(State start, List<Value.Obj> stages) {
        State state = start;
        for (Value.Obj stage : stages) {
            Map.Entry<String, Value> only = stage.fields().entrySet().iterator().next();
            state = stage(state, only.getKey(), only.getValue());
        }
        return state;
    }

    private State stage(State state, String name, Value value) {
        return switch (name) {
            case "$vectorSearch" ->
                new State(
                        new NaiveVectorSearch((Value.Obj) value).nearest(searched(state, (Value.Obj) value)),
                        true,
                        state.certain());
            case "$match" ->
                state.with(state.documents().stream()
                        .filter(matches((Value.Obj) value))
                        .toList());
            case "$project" ->
                state.with(state.documents().stream()
                        .map(it -> projected(it, (Value.Obj) value))
                        .toList());
            case "$set" ->
                state.with(state.documents().stream()
                        .map(it -> set(it, (Value.Obj) value))
                        .toList());
            case "$unset" ->
                state.with(state.documents().stream()
                        .map(it -> without(it, text(value)))
                        .toList());
            case "$sort" -> sorted(state, (Value.Obj) value);
            case "$limit" -> cut(state, 0, number(value));
            case "$skip" -> cut(state, number(value), Integer.MAX_VALUE);
            case "$group" -> grouped(state, (Value.Obj) value);
            case "$count" -> counted(state, text(value));
            case "$sortByCount" ->
                sorted(
                        grouped(
                                state,
                                RandomPipelines.object(
                                        "_id", value, "count", RandomPipelines.object("$sum", Value.of(1)))),
                        RandomPipelines.object("count", Value.of(-1)));
            case "$unwind" -> unwound(state, value);
            case "$lookup" -> lookedUp(state, (Value.Obj) value);
            case "$unionWith" -> union(state, value);
            case "$replaceWith" ->
                state.with(state.documents().stream()
                        .map(it -> computed(it, (Value.Obj) value))
                        .toList());
            case "$facet" -> facets(state, (Value.Obj) value);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String text(Value value) {
        return ((Value.Text) value).value();
    }

    private static int number(Value value) {
        return (int) ((Value.Int64) value).value();
    }

    /** A path's value, or a literal. */
    private static Value value(Value.Obj document, Value expression) {
        if (!(expression instanceof Value.Text(String text)) || !text.startsWith("$")) {
            return expression;
        }
        return text.equals("$$ROOT") ? document : document.get(text.substring(1));
    }

    private static Value.Obj computed(Value.Obj document, Value.Obj shape) {
        Map<String, Value> fields = new LinkedHashMap<>();
        shape.fields().forEach((name, expression) -> put(fields, name, value(document, expression)));
        return new Value.Obj(fields);
    }

    private static void put(Map<String, Value> fields, String name, Value value) {
        if (value instanceof Value.Missing) {
            fields.remove(name);
        } else {
            fields.put(name, value);
        }
    }

    /** All that a path of one or two steps leads to: values, and the elements of those that are arrays. */
    private static List<Value> reached(Value.Obj document, String path) {
        int dot = path.indexOf('.');
        Value first = document.get(dot < 0 ? path : path.substring(0, dot));
        List<Value> reached = new ArrayList<>();
        if (dot < 0) {
            reached.add(first);
        } else if (first instanceof Value.Array(List<Value> elements)) {
            elements.stream()
                    .filter(Value.Obj.class::isInstance)
                    .forEach(element -> reached.add(((Value.Obj) element).get(path.substring(dot + 1))));
        } else {
            reached.add(first instanceof Value.Obj object ? object.get(path.substring(dot + 1)) : Value.MISSING);
        }
        for (Value value : List.copyOf(reached)) {
            if (value instanceof Value.Array(List<Value> elements)) {
                reached.addAll(elements);
            }
        }
        return reached;
    }

    private static boolean same(Value left, Value right) {
        return left.isNull() && right.isNull() || ValueOrder.same(left, right);
    }

    private static Predicate<Value.Obj> matches(Value.Obj filter) {
        Map.Entry<String, Value> only = filter.fields().entrySet().iterator().next();
        String path = only.getKey();
        if (!(only.getValue() instanceof Value.Obj operator)) {
            return document -> reached(document, path).stream().anyMatch(it -> same(it, only.getValue()));
        }
        if (operator.fields().containsKey("$exists")) {
            boolean wanted = operator.get("$exists").equals(Value.TRUE);
            return document ->
                    wanted == reached(document, path).stream().anyMatch(it -> !(it instanceof Value.Missing));
        }
        Value least = operator.get("$gte");
        return document -> reached(document, path).stream()
                .anyMatch(it -> it.isNumber() && ValueOrder.INSTANCE.compare(it, least) >= 0);
    }

    private static Value.Obj projected(Value.Obj document, Value.Obj shape) {
        Map<String, Value> fields = new LinkedHashMap<>();
        if (!shape.fields().containsKey("_id")) {
            put(fields, "_id", document.get("_id"));
        }
        shape.fields()
                .forEach((name, wanted) ->
                        put(fields, name, wanted.isNumber() ? document.get(name) : value(document, wanted)));
        return new Value.Obj(fields);
    }

    private static Value.Obj set(Value.Obj document, Value.Obj added) {
        Map<String, Value> fields = new LinkedHashMap<>(document.fields());
        added.fields().forEach((path, expression) -> {
            Value value = value(document, expression);
            int dot = path.indexOf('.');
            if (dot < 0) {
                put(fields, path, value);
                return;
            }
            String root = path.substring(0, dot);
            boolean object = fields.get(root) instanceof Value.Obj;
            if (object || !(value instanceof Value.Missing)) {
                Map<String, Value> inner =
                        new LinkedHashMap<>(object ? ((Value.Obj) fields.get(root)).fields() : Map.of());
                put(inner, path.substring(dot + 1), value);
                fields.put(root, new Value.Obj(inner));
            }
        });
        return new Value.Obj(fields);
    }

    private static Value.Obj without(Value.Obj document, String field) {
        Map<String, Value> fields = new LinkedHashMap<>(document.fields());
        fields.remove(field);
        return new Value.Obj(fields);
    }

    /** The documents that a search looks at. */
    private static List<Value.Obj> searched(State state, Value.Obj search) {
        Predicate<Value.Obj> filter =
                search.get("filter") instanceof Value.Obj condition ? matches(condition) : _ -> true;
        return state.documents().stream().filter(filter).toList();
    }

    private static State sorted(State state, Value.Obj keys) {
        Comparator<Value.Obj> order = (left, right) -> {
            for (Map.Entry<String, Value> key : keys.fields().entrySet()) {
                boolean descending = number(key.getValue()) < 0;
                int compared = ValueOrder.INSTANCE.compare(
                        sortedBy(left.get(key.getKey()), descending), sortedBy(right.get(key.getKey()), descending));
                if (compared != 0) {
                    return descending ? -compared : compared;
                }
            }
            return 0;
        };
        List<Value.Obj> sorted = state.documents().stream().sorted(order).toList();
        boolean ordered = true;
        for (int i = 1; i < sorted.size(); i++) {
            ordered &= order.compare(sorted.get(i - 1), sorted.get(i)) != 0
                    || sorted.get(i - 1).equals(sorted.get(i));
        }
        return new State(sorted, ordered, state.certain());
    }

    /** An array counts as its least element, or its greatest. */
    private static Value sortedBy(Value value, boolean descending) {
        if (!(value instanceof Value.Array(List<Value> elements))) {
            return value;
        }
        return elements.stream()
                .reduce((one, other) -> ValueOrder.INSTANCE.compare(one, other) < 0 == descending ? other : one)
                .orElse(Value.MISSING);
    }

    private static State cut(State state, int from, int most) {
        State ordered = state.documents().size() <= from
                        || from == 0 && state.documents().size() <= most
                ? state
                : state.takenInOrder();
        return ordered.with(state.documents().stream().skip(from).limit(most).toList());
    }

    private static State grouped(State state, Value.Obj group) {
        Map<Value, List<Value.Obj>> groups = new TreeMap<>(ValueOrder.INSTANCE);
        for (Value.Obj document : state.documents()) {
            Value key = value(document, group.get("_id"));
            groups.computeIfAbsent(key.isNull() ? Value.NULL : key, _ -> new ArrayList<>())
                    .add(document);
        }
        List<Value.Obj> rows = new ArrayList<>();
        boolean inOrder = false;
        for (Map.Entry<Value, List<Value.Obj>> one : groups.entrySet()) {
            Map<String, Value> fields = new LinkedHashMap<>();
            fields.put("_id", one.getKey());
            for (Map.Entry<String, Value> member : group.fields().entrySet()) {
                if (member.getValue() instanceof Value.Obj accumulator) {
                    Map.Entry<String, Value> only =
                            accumulator.fields().entrySet().iterator().next();
                    fields.put(member.getKey(), accumulated(only.getKey(), only.getValue(), one.getValue()));
                    inOrder |= !only.getKey().equals("$sum") && one.getValue().size() > 1;
                }
            }
            rows.add(new Value.Obj(fields));
        }
        return (inOrder ? state.takenInOrder() : state).with(rows).unordered();
    }

    private static Value accumulated(String operator, Value operand, List<Value.Obj> documents) {
        List<Value> values =
                documents.stream().map(document -> value(document, operand)).toList();
        return switch (operator) {
            case "$sum" ->
                Value.of(values.stream()
                        .filter(Value.Int64.class::isInstance)
                        .mapToLong(it -> ((Value.Int64) it).value())
                        .sum());
            case "$first" -> orNull(values.getFirst());
            case "$last" -> orNull(values.getLast());
            case "$push" ->
                new Value.Array(values.stream()
                        .filter(it -> !(it instanceof Value.Missing))
                        .toList());
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static Value orNull(Value value) {
        return value.isNull() ? Value.NULL : value;
    }

    private static State counted(State state, String name) {
        List<Value.Obj> rows = state.documents().isEmpty()
                ? List.of()
                : List.of(
                        RandomPipelines.object(name, Value.of(state.documents().size())));
        return new State(rows, true, state.certain());
    }

    private static State unwound(State state, Value value) {
        Value.Obj options = value instanceof Value.Obj given ? given : RandomPipelines.object("path", value);
        String field = text(options.get("path")).substring(1);
        boolean keeps = options.get("preserveNullAndEmptyArrays").equals(Value.TRUE);
        List<Value.Obj> rows = new ArrayList<>();
        for (Value.Obj document : state.documents()) {
            Value array = document.get(field);
            if (array instanceof Value.Array(List<Value> elements) && !elements.isEmpty()) {
                for (int i = 0; i < elements.size(); i++) {
                    rows.add(unwound(document, field, elements.get(i), options, Value.of(i)));
                }
            } else if (!array.isNull() && !(array instanceof Value.Array) || keeps) {
                Value left = array instanceof Value.Array ? Value.MISSING : array;
                rows.add(unwound(document, field, left, options, Value.NULL));
            }
        }
        return field.equals("l") ? state.with(rows).unordered() : state.with(rows);
    }

    private static Value.Obj unwound(Value.Obj document, String field, Value element, Value.Obj options, Value place) {
        Map<String, Value> fields = new LinkedHashMap<>(document.fields());
        put(fields, field, element);
        if (options.fields().containsKey("includeArrayIndex")) {
            fields.put(text(options.get("includeArrayIndex")), place);
        }
        return new Value.Obj(fields);
    }

    private State lookedUp(State state, Value.Obj lookup) {
        List<Value.Obj> foreign = collections.get(text(lookup.get("from")));
        List<Value.Obj> rows = new ArrayList<>();
        for (Value.Obj document : state.documents()) {
            List<Value> wanted = new ArrayList<>(reached(document, text(lookup.get("localField"))));
            wanted.removeIf(value -> value instanceof Value.Missing);
            // A whole array is not looked for where its elements are.
            List<Value> whole = new ArrayList<>();
            wanted.stream().filter(value -> value instanceof Value.Array).forEach(whole::add);
            wanted.removeAll(whole);
            if (wanted.isEmpty()) {
                wanted.add(Value.NULL);
            }
            List<Value> found = foreign.stream()
                    .filter(other -> reached(other, text(lookup.get("foreignField"))).stream()
                            .anyMatch(value -> wanted.stream().anyMatch(it -> same(it, value))))
                    .<Value>map(other -> other)
                    .toList();
            Map<String, Value> fields = new LinkedHashMap<>(document.fields());
            fields.put("l", new Value.Array(found));
            rows.add(new Value.Obj(fields));
        }
        return state.with(rows);
    }

    private State union(State state, Value value) {
        State other = value instanceof Value.Obj options
                ? run(text(options.get("coll")), stages(options.get("pipeline")))
                : run(text(value), List.of());
        List<Value.Obj> both = new ArrayList<>(state.documents());
        both.addAll(other.documents());
        return new State(both, false, state.certain() && other.certain());
    }

    private static List<Value.Obj> stages(Value pipeline) {
        return ((Value.Array) pipeline)
                .elements().stream().map(Value.Obj.class::cast).toList();
    }

    private State facets(State state, Value.Obj facets) {
        Map<String, Value> fields = new LinkedHashMap<>();
        boolean certain = state.certain();
        for (Map.Entry<String, Value> facet : facets.fields().entrySet()) {
            State result = run(state, stages(facet.getValue()));
            certain &= result.certain();
            fields.put(facet.getKey(), new Value.Array(List.copyOf(result.documents())));
        }
        return new State(List.of(new Value.Obj(fields)), true, certain);
    }
}
