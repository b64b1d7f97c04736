package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All the values that a path leads to, as {@code $lookup} compares them: of the document around each element of an array,
 * of the documents looked up also the array itself. Missing counts as null there. And as {@code distinct} gives them. These are
 * calls whose names nobody can write.
 */
public final class PathValues {

    private static final String AROUND = "$values around";
    private static final String OWN = "$values";
    private static final String EACH = "$values each";

    private PathValues() {}

    /** The array of all values at a path of the document around; of null alone where there are none. */
    public static Expression around(Expression path) {
        return new Expression.Call(AROUND, List.of(path));
    }

    /** The array of all values that a filter of the path tries. */
    public static Expression own(Expression path) {
        return new Expression.Call(OWN, List.of(path));
    }

    /** The array of all values that a path leads to, of an array in its place the elements: what {@code distinct} gives. */
    public static Expression each(Expression.Field path) {
        return new Expression.Call(EACH, List.of(path));
    }

    /** Whether the path leads to one of the values, as a condition that an index can answer. */
    public static Expression condition(Expression own, List<Value> values) {
        List<Expression> candidates = values.stream()
                .filter(value -> !value.isNull())
                .<Expression>map(Expression.Literal::new)
                .toList();
        List<Expression> either = new ArrayList<>();
        if (!candidates.isEmpty()) {
            either.add(new Expression.In(own, candidates));
        }
        if (candidates.size() < values.size()) {
            either.add(new Expression.IsNull(own));
        }
        return Expressions.or(either);
    }

    static Optional<Evaluator> evaluator(Expression.Call call, ExpressionCompiler compiler) {
        if (call.arguments().size() != 1
                || !(call.arguments().getFirst() instanceof Expression.Field(FieldPath path))) {
            return Optional.empty();
        }
        return switch (call.name()) {
            case AROUND -> Optional.of(compiler.at(path, rest -> row -> around(row, rest)));
            case EACH -> Optional.of(compiler.at(path, rest -> row -> new Value.Array(each(row, rest))));
            case OWN -> Optional.of(compiler.at(path, rest -> row -> own(row, rest)));
            default -> Optional.empty();
        };
    }

    private static Value own(Row row, FieldPath path) {
        Set<ValueKey> values = new LinkedHashSet<>();
        PathFanOut.any(row, path, true, value -> {
            values.add(new ValueKey(value instanceof Value.Missing ? Value.NULL : value));
            return false;
        });
        return new Value.Array(values.stream().map(ValueKey::value).toList());
    }

    private static Value around(Row row, FieldPath path) {
        List<Value> values = each(row, path);
        return values.isEmpty() ? Value.array(Value.NULL) : new Value.Array(values);
    }

    private static List<Value> each(Row row, FieldPath path) {
        Set<ValueKey> values = new LinkedHashSet<>();
        collect(row.field(path.root()), path.segments(), 1, values);
        return values.stream().map(ValueKey::value).toList();
    }

    private static void collect(Value at, List<FieldPath.Segment> segments, int next, Set<ValueKey> values) {
        if (next == segments.size()) {
            if (at instanceof Value.Array(List<Value> elements)) {
                elements.forEach(element -> values.add(new ValueKey(element)));
            } else if (!(at instanceof Value.Missing)) {
                values.add(new ValueKey(at));
            }
            return;
        }
        switch (at) {
            case Value.Obj object -> collect(field(object, segments.get(next)), segments, next + 1, values);
            case Value.Array(List<Value> elements) -> collectFromArray(elements, segments, next, values);
            default -> {
                // Nothing lies below it.
            }
        }
    }

    private static Value field(Value.Obj object, FieldPath.Segment step) {
        return step instanceof FieldPath.Field(String name) ? object.get(name) : Value.MISSING;
    }

    /** A step of digits is a position; any other one goes on in each element that is an object. */
    private static void collectFromArray(
            List<Value> elements, List<FieldPath.Segment> segments, int next, Set<ValueKey> values) {
        int position = position(segments.get(next));
        if (position >= 0) {
            collect(position < elements.size() ? elements.get(position) : Value.MISSING, segments, next + 1, values);
            return;
        }
        for (Value element : elements) {
            if (element instanceof Value.Obj) {
                collect(element, segments, next, values);
            }
        }
    }

    private static int position(FieldPath.Segment segment) {
        return switch (segment) {
            case FieldPath.Subscript(int index) -> index;
            case FieldPath.Field(String name) -> name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : -1;
        };
    }
}
