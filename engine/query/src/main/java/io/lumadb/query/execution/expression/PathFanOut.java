package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * MongoDB's way along a dotted path: where an array stands in the way, the path goes on in each element that is an
 * object, and a step of digits also selects the element at that position.
 */
final class PathFanOut {

    private PathFanOut() {}

    /**
     * Whether any value at the path fits. A path that ends early offers {@link Value#MISSING}; one that ends in an array
     * offers the array, and with {@code intoLeaf} each of its elements.
     */
    static boolean any(Row row, FieldPath path, boolean intoLeaf, Predicate<Value> test) {
        Value root = row.field(path.root());
        // An element that is tested on its own is one value, even where it is an array.
        return any(root, path.segments(), 1, intoLeaf && !path.equals(ElementRow.SELF), test);
    }

    private static boolean any(
            Value at, List<FieldPath.Segment> segments, int next, boolean intoLeaf, Predicate<Value> test) {
        if (next == segments.size()) {
            return leaf(at, intoLeaf, test);
        }
        return switch (segments.get(next)) {
            case FieldPath.Subscript(int index) -> any(element(at, index), segments, next + 1, intoLeaf, test);
            case FieldPath.Field(String name) -> {
                if (at instanceof Value.Obj object) {
                    yield any(object.get(name), segments, next + 1, intoLeaf, test);
                }
                if (at instanceof Value.Array(List<Value> elements)) {
                    yield anyInArray(elements, name, segments, next, intoLeaf, test);
                }
                yield test.test(Value.MISSING);
            }
        };
    }

    private static boolean anyInArray(
            List<Value> elements,
            String name,
            List<FieldPath.Segment> segments,
            int next,
            boolean intoLeaf,
            Predicate<Value> test) {
        int position = position(name);
        if (position >= 0
                && position < elements.size()
                && any(elements.get(position), segments, next + 1, intoLeaf, test)) {
            return true;
        }
        for (Value element : elements) {
            if (element instanceof Value.Obj && any(element, segments, next, intoLeaf, test)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a value fits, or with {@code intoLeaf} one of its elements. */
    static boolean leaf(Value value, boolean intoLeaf, Predicate<Value> test) {
        if (test.test(value)) {
            return true;
        }
        if (intoLeaf && value instanceof Value.Array(List<Value> elements)) {
            for (Value element : elements) {
                if (test.test(element)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The one value at a path; where it crosses arrays, an array of what stands in their elements. */
    static Value read(Row row, FieldPath path) {
        Value direct = row.get(path);
        return path.isTopLevel() || !(direct instanceof Value.Missing)
                ? direct
                : read(row.field(path.root()), path.segments(), 1);
    }

    /** What stands at a path in a value; where it crosses arrays, an array of what stands in their elements. */
    static Value read(Value value, FieldPath path) {
        return read(value, path.segments(), 0);
    }

    private static Value read(Value at, List<FieldPath.Segment> segments, int next) {
        if (next == segments.size()) {
            return at;
        }
        return switch (segments.get(next)) {
            case FieldPath.Subscript(int index) -> read(element(at, index), segments, next + 1);
            case FieldPath.Field(String name) ->
                switch (at) {
                    case Value.Obj object -> read(object.get(name), segments, next + 1);
                    case Value.Array(List<Value> elements) -> readFromArray(elements, segments, next);
                    default -> Value.MISSING;
                };
        };
    }

    /** Here digits are the name of a field, unlike in a filter. */
    private static Value readFromArray(List<Value> elements, List<FieldPath.Segment> segments, int next) {
        List<Value> found = new ArrayList<>();
        for (Value element : elements) {
            Value value = read(element, segments, next);
            if (!(value instanceof Value.Missing)) {
                found.add(value);
            }
        }
        return new Value.Array(found);
    }

    /**
     * The value that stands for a path when documents are sorted: the smallest of all that it leads to, or the largest. An
     * array without elements has none.
     */
    static Value extreme(Row row, FieldPath path, boolean largest) {
        Extreme extreme = new Extreme(largest);
        any(row, path, false, extreme::note);
        return extreme.value;
    }

    /** The value that stands for a computed one when rows are sorted. */
    static Value extreme(Value computed, boolean largest) {
        Extreme extreme = new Extreme(largest);
        extreme.note(computed);
        return extreme.value;
    }

    private static final class Extreme {
        private final boolean largest;
        private Value value = Value.MISSING;
        private boolean found;

        Extreme(boolean largest) {
            this.largest = largest;
        }

        /** Never fits, so that all values are shown. */
        boolean note(Value candidate) {
            if (candidate instanceof Value.Array(List<Value> elements)) {
                elements.forEach(this::take);
            } else {
                take(candidate);
            }
            return false;
        }

        private void take(Value candidate) {
            int order = found ? ValueOrder.INSTANCE.compare(candidate, value) : 0;
            if (!found || (largest ? order > 0 : order < 0)) {
                value = candidate;
                found = true;
            }
        }
    }

    private static Value element(Value value, int index) {
        if (!(value instanceof Value.Array(List<Value> elements))) {
            return Value.MISSING;
        }
        int position = index < 0 ? elements.size() + index : index;
        return position >= 0 && position < elements.size() ? elements.get(position) : Value.MISSING;
    }

    /** The array position that a step of digits means, or -1. */
    private static int position(String name) {
        if (name.isEmpty() || name.length() > 9) {
            return -1;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return -1;
            }
        }
        return Integer.parseInt(name);
    }
}
