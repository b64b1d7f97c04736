package io.lumadb.query.execution.document;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Paths as a tree of names, to keep or drop fields at their place. Where an array stands in the way, each of its elements
 * is treated alike; a subscript means the whole array.
 */
public final class FieldTree {

    private final Map<String, FieldTree> children = new LinkedHashMap<>();
    private boolean whole;

    public static FieldTree of(List<FieldPath> paths) {
        FieldTree tree = new FieldTree();
        for (FieldPath path : paths) {
            tree.add(path);
        }
        return tree;
    }

    public void add(FieldPath path) {
        FieldTree at = this;
        for (FieldPath.Segment segment : path.segments()) {
            if (!(segment instanceof FieldPath.Field(String name))) {
                break;
            }
            at = at.children.computeIfAbsent(name, _ -> new FieldTree());
        }
        at.whole = true;
    }

    public Map<String, FieldTree> children() {
        return children;
    }

    public boolean isEmpty() {
        return children.isEmpty();
    }

    /** What of a value lies on the paths; MISSING when nothing does. */
    public Value keep(Value value) {
        if (whole) {
            return value;
        }
        return switch (value) {
            case Value.Obj(Map<String, Value> fields) -> {
                Map<String, Value> kept = new LinkedHashMap<>();
                fields.forEach((name, field) -> {
                    FieldTree child = children.get(name);
                    Value part = child == null ? Value.MISSING : child.keep(field);
                    if (!(part instanceof Value.Missing)) {
                        kept.put(name, part);
                    }
                });
                yield new Value.Obj(kept);
            }
            case Value.Array(List<Value> elements) -> {
                List<Value> kept = new ArrayList<>();
                for (Value element : elements) {
                    Value part = keep(element);
                    if (!(part instanceof Value.Missing)) {
                        kept.add(part);
                    }
                }
                yield new Value.Array(kept);
            }
            default -> Value.MISSING;
        };
    }

    /** A value without what lies on the paths; MISSING when nothing is left of it. */
    public Value drop(Value value) {
        if (whole) {
            return Value.MISSING;
        }
        return switch (value) {
            case Value.Obj(Map<String, Value> fields) -> {
                Map<String, Value> left = new LinkedHashMap<>();
                fields.forEach((name, field) -> {
                    FieldTree child = children.get(name);
                    Value part = child == null ? field : child.drop(field);
                    if (!(part instanceof Value.Missing)) {
                        left.put(name, part);
                    }
                });
                yield new Value.Obj(left);
            }
            case Value.Array(List<Value> elements) ->
                new Value.Array(elements.stream().map(this::drop).toList());
            default -> value;
        };
    }
}
