package io.lumadb.query.jql.printer;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.PositionalSteps;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes changes: all of one kind under their operator, since the order of changes to different fields is of no weight. */
final class ChangePrinter {

    private ChangePrinter() {}

    static void put(Map<String, Value> command, List<Change> changes) {
        if (changes.stream().allMatch(Change.Reshape.class::isInstance) && !changes.isEmpty()) {
            command.put(
                    "pipeline",
                    new Value.Array(changes.stream()
                            .map(change -> ProjectionPrinter.stage(((Change.Reshape) change).items()))
                            .toList()));
            return;
        }
        requireApart(changes);
        Map<String, Map<String, Value>> byOperator = new LinkedHashMap<>();
        for (Change change : changes) {
            Entry entry = entry(change);
            byOperator
                    .computeIfAbsent(entry.operator(), _ -> new LinkedHashMap<>())
                    .put(entry.path(), entry.operand());
        }
        byOperator.forEach((operator, fields) -> command.put(
                operator,
                operator.equals("unset")
                        ? new Value.Array(
                                fields.keySet().stream().map(Value::of).toList())
                        : new Value.Obj(fields)));
    }

    private static void requireApart(List<Change> changes) {
        List<FieldPath> taken = new ArrayList<>();
        for (Change change : changes) {
            Optional<FieldPath> path = PositionalSteps.path(change);
            if (path.isPresent()) {
                taken.stream()
                        .filter(other -> overlap(path.get(), other))
                        .findFirst()
                        .ifPresent(other -> {
                            throw QueryError.untranslatable(
                                    Language.JQL,
                                    "changing " + other + " and " + path.get() + " at once",
                                    "an update changes each field once");
                        });
                taken.add(path.get());
            }
        }
    }

    private static boolean overlap(FieldPath path, FieldPath other) {
        int length = Math.min(path.segments().size(), other.segments().size());
        return path.segments().subList(0, length).equals(other.segments().subList(0, length));
    }

    private record Entry(String operator, String path, Value operand) {}

    private static Entry entry(Change change) {
        return switch (change) {
            case Change.SetField(FieldPath path, Expression value) -> {
                boolean now = value.equals(new Expression.Call("NOW", List.of()));
                yield now ? entry("$currentDate", path, Value.TRUE) : entry("set", path, operand(value));
            }
            case Change.UnsetField(FieldPath path) -> entry("unset", path, Value.TRUE);
            case Change.Increment(FieldPath path, Expression by) -> entry("$inc", path, operand(by));
            case Change.DocumentChange documentChange -> entry(documentChange);
        };
    }

    private static Entry entry(Change.DocumentChange change) {
        String operator = change.operator();
        return switch (change) {
            case Change.SetOnInsert(FieldPath path, Expression value) -> entry(operator, path, operand(value));
            case Change.Multiply(FieldPath path, Expression by) -> entry(operator, path, operand(by));
            case Change.Bound(FieldPath path, Expression value, boolean _) -> entry(operator, path, operand(value));
            case Change.Rename(FieldPath path, FieldPath to) -> entry(operator, path, Value.of(Fields.updatePath(to)));
            case Change.Push push -> entry(operator, push.path(), push(push));
            case Change.AddToSet(FieldPath path, List<Expression> values) ->
                entry(
                        operator,
                        path,
                        isPlain(values) ? operand(values.getFirst()) : Fields.object("$each", each(values)));
            case Change.Pull(FieldPath path, Expression condition) -> entry(operator, path, pulled(condition));
            case Change.Pop(FieldPath path, boolean first) -> entry(operator, path, Value.of(first ? -1L : 1L));
            case Change.Replace _, Change.Reshape _ ->
                throw QueryError.untranslatable(
                        Language.JQL, operator + " beside other changes", "it makes the whole document");
        };
    }

    private static Entry entry(String operator, FieldPath path, Value operand) {
        return new Entry(operator, Fields.updatePath(path), operand);
    }

    /** A value as it stands; an expression, or a value that looks like one, in {@code $expr}. */
    private static Value operand(Expression expression) {
        boolean disguised = expression instanceof Expression.Literal(Value.Obj(Map<String, Value> fields))
                && fields.size() == 1
                && fields.containsKey("$expr");
        return FilterPrinter.value(expression)
                .filter(_ -> !disguised)
                .orElseGet(() -> Fields.object("$expr", OperatorPrinter.print(expression)));
    }

    private static Value each(List<Expression> values) {
        return new Value.Array(values.stream().map(ChangePrinter::operand).toList());
    }

    /** One value that does not look like the modifiers of several. */
    private static boolean isPlain(List<Expression> values) {
        return values.size() == 1
                && !(values.getFirst() instanceof Expression.Literal(Value.Obj(Map<String, Value> fields))
                        && fields.keySet().stream().anyMatch(name -> name.startsWith("$")))
                && !(values.getFirst() instanceof Expression.ObjectLiteral);
    }

    private static Value push(Change.Push push) {
        boolean modified = push.position().isPresent()
                || push.slice().isPresent()
                || !push.sort().isEmpty();
        if (!modified && isPlain(push.values())) {
            return operand(push.values().getFirst());
        }
        Map<String, Value> modifiers = new LinkedHashMap<>();
        modifiers.put("$each", each(push.values()));
        push.position().flatMap(FilterPrinter::value).ifPresent(at -> modifiers.put("$position", at));
        push.slice().flatMap(FilterPrinter::value).ifPresent(most -> modifiers.put("$slice", most));
        if (!push.sort().isEmpty()) {
            modifiers.put("$sort", elementOrder(push.sort()));
        }
        return new Value.Obj(modifiers);
    }

    private static Value elementOrder(List<SortKey> keys) {
        SortKey first = keys.getFirst();
        return first.expression().equals(new Expression.Field(Expressions.ELEMENT))
                ? Value.of(first.descending() ? -1L : 1L)
                : CommandPrinter.sort(keys);
    }

    /** A value that elements are compared with, or a filter of them. */
    private static Value pulled(Expression condition) {
        Value element = FilterPrinter.element(condition);
        return element instanceof Value.Obj(Map<String, Value> operators)
                        && operators.size() == 1
                        && operators.containsKey("$eq")
                        && !(operators.get("$eq") instanceof Value.Obj)
                ? operators.get("$eq")
                : element;
    }
}
