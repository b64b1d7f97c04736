package io.lumadb.query.execution.write;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.ElementCondition;
import io.lumadb.query.execution.expression.ElementRow;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compiles the changes of arrays, as MongoDB's operators of the same names have them. */
final class ArrayEdits {

    private ArrayEdits() {}

    /** Elements are put in at the position, then all are sorted, then the array is cut. */
    static Changes.Edit push(Change.Push push, ExpressionCompiler compiler) {
        List<Evaluator> values = compiler.compileAll(push.values());
        Optional<Evaluator> position = push.position().map(compiler::compile);
        Optional<Evaluator> slice = push.slice().map(compiler::compile);
        Optional<Comparator<Value>> order = order(push.sort());
        return (row, old) -> {
            List<Value> elements = new ArrayList<>(elements(push.path(), old));
            int at = position.map(it -> place(number(it, row, "$position"), elements.size()))
                    .orElse(elements.size());
            elements.addAll(at, stored(values, row));
            order.ifPresent(elements::sort);
            return new Value.Array(
                    slice.map(it -> slice(elements, number(it, row, "$slice"))).orElse(elements));
        };
    }

    private static List<Value> stored(List<Evaluator> values, Row row) {
        return values.stream().map(value -> Edits.stored(value.evaluate(row))).toList();
    }

    private static long number(Evaluator evaluator, Row row, String modifier) {
        Value value = evaluator.evaluate(row);
        if (value instanceof Value.Int64(long number)) {
            return number;
        }
        throw new LumaException(ErrorCode.INVALID_QUERY, modifier + " is a whole number, not " + value.typeName());
    }

    private static int place(long position, int size) {
        return (int) (position < 0 ? Math.max(0, size + position) : Math.min(size, position));
    }

    private static List<Value> slice(List<Value> elements, long most) {
        int size = elements.size();
        return most < 0
                ? elements.subList((int) Math.max(0, size + most), size)
                : elements.subList(0, (int) Math.min(size, most));
    }

    private static Optional<Comparator<Value>> order(List<SortKey> keys) {
        Optional<Comparator<Value>> order = Optional.empty();
        for (SortKey key : keys) {
            FieldPath path = ((Expression.Field) key.expression()).path();
            Comparator<Value> byKey =
                    Comparator.comparing(element -> new ElementRow(element).get(path), ValueOrder.INSTANCE);
            Comparator<Value> directed = key.descending() ? byKey.reversed() : byKey;
            order = Optional.of(
                    order.map(before -> before.thenComparing(directed)).orElse(directed));
        }
        return order;
    }

    static Changes.Edit addToSet(Change.AddToSet addition, ExpressionCompiler compiler) {
        List<Evaluator> values = compiler.compileAll(addition.values());
        return (row, old) -> {
            List<Value> elements = new ArrayList<>(elements(addition.path(), old));
            Set<ValueKey> known = new HashSet<>();
            elements.forEach(element -> known.add(new ValueKey(element)));
            for (Value value : stored(values, row)) {
                if (known.add(new ValueKey(value))) {
                    elements.add(value);
                }
            }
            return new Value.Array(elements);
        };
    }

    static Changes.Edit pull(Change.Pull pull, ExpressionCompiler compiler) {
        ElementCondition condition = ElementCondition.of(pull.condition(), compiler.condition(pull.condition()));
        return (_, old) -> old instanceof Value.Missing
                ? old
                : new Value.Array(elements(pull.path(), old).stream()
                        .filter(element -> !condition.holds(element))
                        .toList());
    }

    static Changes.Edit pop(FieldPath path, boolean first) {
        return (_, old) -> {
            if (old instanceof Value.Missing) {
                return old;
            }
            List<Value> elements = elements(path, old);
            if (elements.isEmpty()) {
                return old;
            }
            return new Value.Array(
                    first ? elements.subList(1, elements.size()) : elements.subList(0, elements.size() - 1));
        };
    }

    /** The elements of an array; none where there is no field yet. */
    private static List<Value> elements(FieldPath path, Value old) {
        return switch (old) {
            case Value.Array(List<Value> elements) -> elements;
            case Value.Missing _ -> List.of();
            default ->
                throw new LumaException(
                        ErrorCode.INVALID_QUERY,
                        "the elements of '" + path + "' cannot be changed: it is "
                                + (old.isNull() ? "null" : old.typeName() + " " + Json.relaxed(old)),
                        "add a condition that leaves such documents out");
        };
    }
}
