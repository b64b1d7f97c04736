package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
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

    private static boolean leaf(Value value, boolean intoLeaf, Predicate<Value> test) {
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
        if (path.isTopLevel() || !(direct instanceof Value.Missing)) {
            return direct;
        }
        return read(row.field(path.root()), path.segments(), 1);
    }

    private static Value read(Value at, List<FieldPath.Segment> segments, int next) {
        if (next == segments.size()) {
            return at;
        }
        return switch (segments.get(next)) {
            case FieldPath.Subscript(int index) -> read(element(at, index), segments, next + 1);
            case FieldPath.Field(String name) -> {
                if (at instanceof Value.Obj object) {
                    yield read(object.get(name), segments, next + 1);
                }
                if (at instanceof Value.Array(List<Value> elements)) {
                    yield readFromArray(elements, name, segments, next);
                }
                yield Value.MISSING;
            }
        };
    }

    private static Value readFromArray(List<Value> elements, String name, List<FieldPath.Segment> segments, int next) {
        int position = position(name);
        if (position >= 0) {
            return position < elements.size() ? read(elements.get(position), segments, next + 1) : Value.MISSING;
        }
        List<Value> found = new ArrayList<>();
        for (Value element : elements) {
            Value value = read(element, segments, next);
            if (!(value instanceof Value.Missing)) {
                found.add(value);
            }
        }
        return new Value.Array(found);
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
